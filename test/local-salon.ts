// A company whose services are kept in the built-in calendar: the value, and its rows.
import { randomUUID } from 'node:crypto';
import type { Company, OpeningHours, StaffMember } from '../src/companies/company.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../src/companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../src/companies/callback-policy.ts';
import type { Database } from '../src/platform/database.ts';

export const EVERY_DAY: OpeningHours = {
  mon: [['09:00', '18:00']], tue: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']],
  fri: [['09:00', '18:00']], sat: [['09:00', '18:00']], sun: [['09:00', '18:00']],
};

export interface SalonParts {
  /** Working hours by name; null: whenever the branch is open. Everybody does both services. */
  readonly staff: Readonly<Record<string, OpeningHours | null>>;
  readonly openingHours?: OpeningHours;
}

export interface Salon {
  readonly company: Company;
  readonly branchId: string;
  /** 30 minutes. */
  readonly cut: string;
  /** 60 minutes. */
  readonly colour: string;
  readonly staffId: (name: string) => string;
}

export function salon({ staff, openingHours = EVERY_DAY }: SalonParts): Salon {
  const [branchId, cut, colour] = [randomUUID(), randomUUID(), randomUUID()];
  const members = Object.entries(staff).map(([name, workingHours]): StaffMember => ({
    id: randomUUID(), slug: name, name, email: null, role: 'staff', branchIds: [branchId], serviceIds: [cut, colour], workingHours, absences: [],
  }));
  const service = (id: string, slug: string, minutes: number) => ({ id, slug, name: slug, aliases: [], minutes, calendar: { provider: 'local' as const } });
  const id = randomUUID();
  const company: Company = {
    id, slug: `salon-${id.slice(0, 8)}`, kind: 'company', name: 'Salon', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [], notifyEmails: [],
    callbacks: DEFAULT_CALLBACK_POLICY, appointments: DEFAULT_APPOINTMENT_POLICY,
    branches: [{ id: branchId, slug: 'mitte', name: 'Mitte', phoneNumbers: [], openingHours, region: null, municipality: null }],
    services: [service(cut, 'schnitt', 30), service(colour, 'farbe', 60)],
    staff: members, calCom: null,
  };
  return { company, branchId, cut, colour, staffId: (name) => members.find((m) => m.name === name)!.id };
}

/** Only what the foreign keys of local_bookings ask for; the calendar reads the rest from the value. */
export async function storeSalon(database: Database, { company }: Salon): Promise<void> {
  await database.asMachine(async (tx) => {
    await tx.run(
      `insert into companies (id, slug, name, time_zone, locale, created_at, updated_at) values ($1, $2, $3, $4, 'de', to_timestamp(0), to_timestamp(0))`,
      [company.id, company.slug, company.name, company.timeZone],
    );
    for (const { id, slug } of company.branches) await tx.run('insert into branches (company_id, id, slug, name) values ($1, $2, $3, $3)', [company.id, id, slug]);
    for (const { id, slug, minutes, calendar } of company.services) {
      await tx.run('insert into services (company_id, id, slug, name, minutes, calendar) values ($1, $2, $3, $3, $4, $5)', [company.id, id, slug, minutes, calendar]);
    }
    for (const { id, slug } of company.staff) await tx.run('insert into staff (company_id, id, slug, name) values ($1, $2, $3, $3)', [company.id, id, slug]);
  });
}
