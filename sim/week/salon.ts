// The salon of the simulated week as a company file, and when its three people work, which the judge takes from here too.
import type { Weekday } from '../../src/companies/company.ts';

export const CONNECTION = 'salon-woche-retell';
export const NUMBER = '+493023125180';
export const AGENT = 'agent_salon_woche';

/** Monday, 11 May 2026, 00:00 in Berlin; Thursday is Ascension Day. All of it is summer time. */
export const WEEK_STARTS = Date.parse('2026-05-11T00:00:00+02:00');
/** The Monday after it, at noon: what came in on Sunday has found somebody by then. */
export const WEEK_ENDS = Date.parse('2026-05-18T12:00:00+02:00');
export const HOLIDAY = '2026-05-14';

type Hours = Partial<Record<Weekday, readonly (readonly [string, string])[]>>;

const OPEN: Hours = {
  mon: [['10:00', '18:00']],
  tue: [['09:00', '13:00'], ['14:00', '18:30']], wed: [['09:00', '13:00'], ['14:00', '18:30']], thu: [['09:00', '13:00'], ['14:00', '20:00']], fri: [['09:00', '13:00'], ['14:00', '18:30']],
  sat: [['09:00', '14:00']],
};

export interface Person {
  readonly slug: 'anna' | 'ben' | 'carla';
  readonly name: string;
  readonly role: 'owner' | 'manager' | 'staff';
  readonly hours: Hours;
}

/** Ben is the one who forgets. Carla falls ill on Tuesday. */
export const PEOPLE: readonly Person[] = [
  { slug: 'anna', name: 'Anna Berger', role: 'manager', hours: { mon: [['10:00', '16:00']], ...weekdays([['09:00', '13:00'], ['14:00', '16:00']]) } },
  { slug: 'ben', name: 'Ben Arslan', role: 'staff', hours: { mon: [['12:00', '18:00']], ...weekdays([['11:00', '13:00'], ['14:00', '18:30']]), sat: [['09:00', '14:00']] } },
  { slug: 'carla', name: 'Carla Lehmann', role: 'owner', hours: { mon: [['10:00', '18:00']], ...weekdays([['09:00', '13:00'], ['14:00', '18:30']]), sat: [['09:00', '14:00']] } },
];

function weekdays(hours: readonly (readonly [string, string])[]): Hours {
  return { tue: hours, wed: hours, thu: hours, fri: hours };
}

export const ILLNESS = { slug: 'carla', from: '2026-05-12', calledInAt: Date.parse('2026-05-12T11:40:00+02:00') } as const;

export const POLICY = { cooldownMinutes: 240, warnMinutes: 30, claimMinutes: 20, maxAttempts: 3 } as const;

const SERVICES = ['Damenhaarschnitt', 'Herrenhaarschnitt', 'Färben'] as const;

export function salonFile(): string {
  const services = SERVICES.map((name) => ({ slug: name.toLowerCase().replace('ä', 'ae'), name, minutes: 30, calendar: { provider: 'local' } }));
  return JSON.stringify({
    company: { slug: 'salon-woche', name: 'Salon am Kollwitzplatz', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', notifyEmails: ['chefin@salon-woche.example'] },
    branches: [{ slug: 'salon', name: 'Salon am Kollwitzplatz', phoneNumbers: [NUMBER], openingHours: OPEN }],
    services,
    staff: PEOPLE.map(({ slug, name, role, hours }) => ({ slug, name, role, branches: ['salon'], services: services.filter((_, i) => slug !== 'ben' || i !== 2).map((service) => service.slug), workingHours: hours })),
    voice: [{ connection: CONNECTION, platform: 'retell', apiKey: 'env:SIMULATED_KEY', agents: [AGENT] }],
    callbacks: {
      deadlines: { urgent: { minutes: 120, clock: 'wall' }, high: { minutes: 240, clock: 'business' }, normal: { minutes: 480, clock: 'business' } },
      maxAttempts: POLICY.maxAttempts, escalationCooldownMinutes: POLICY.cooldownMinutes, warnMinutesBefore: POLICY.warnMinutes, claimMinutes: POLICY.claimMinutes, autoAssign: 'relationship',
    },
  });
}
