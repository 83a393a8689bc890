// The company file of the contract's example, to be varied by tests.
import { readCompanyFile } from '../../src/companies/company-file.ts';
import type { CompanyFile } from '../../src/companies/company-file.ts';

export const SALON_ENVIRONMENT = { CALCOM_API_KEY: 'cal_live_1', CALCOM_WEBHOOK_SECRET: 'whsec_1', RETELL_API_KEY: 'key_retell_1' };

export function salonJson() {
  return {
    company: { slug: 'salon-nord', name: 'Salon Nord', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', notifyEmails: ['chefin@salon-nord.example'] },
    branches: [
      {
        slug: 'mitte',
        name: 'Filiale Mitte',
        phoneNumbers: ['+493012345678'],
        openingHours: {
          mon: [] as [string, string][],
          tue: [['09:00', '13:00'], ['14:00', '18:00']] as [string, string][],
          wed: [['09:00', '18:00']] as [string, string][],
          thu: [['09:00', '20:00']] as [string, string][],
          fri: [['09:00', '18:00']] as [string, string][],
          sat: [['09:00', '14:00']] as [string, string][],
          sun: [] as [string, string][],
        },
      },
    ],
    services: [
      { slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt', aliases: ['Haarschnitt Herren'], minutes: 30, calendar: { provider: 'cal.com', eventTypeId: 101 } },
    ],
    staff: [{ slug: 'anna', name: 'Anna Berger', email: 'anna@salon-nord.example', branches: ['mitte'], services: ['herrenhaarschnitt'], role: 'staff' }],
    calendars: {
      'cal.com': { baseUrl: 'https://api.cal.com/v2', apiKey: 'env:CALCOM_API_KEY', webhookSecret: 'env:CALCOM_WEBHOOK_SECRET', profile: 'hosted' },
    },
    voice: [{ connection: 'salon-nord-retell', platform: 'retell', apiKey: 'env:RETELL_API_KEY', agents: ['agent_5f2e9c'] }],
    callbacks: {
      deadlines: { urgent: { minutes: 120, clock: 'wall' }, high: { minutes: 240, clock: 'wall' }, normal: { minutes: 1440, clock: 'wall' } },
      maxAttempts: 3,
      escalationCooldownMinutes: 240,
      autoAssign: 'relationship',
    },
  };
}

export type SalonJson = ReturnType<typeof salonJson>;

/** The example, changed in place by `change`; throws where that makes it invalid. */
export function salonFile(change: (json: SalonJson) => void = () => undefined, environment: Record<string, string> = SALON_ENVIRONMENT): CompanyFile {
  const json = salonJson();
  change(json);
  const result = readCompanyFile(JSON.stringify(json), environment);
  if (!result.ok) throw new Error(result.errors.map((error) => `${error.path} ${error.reason}`).join('\n'));
  return result.file;
}
