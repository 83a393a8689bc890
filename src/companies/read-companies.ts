// Companies as they are stored → as the program sees them: eight queries, however many companies there are.
import type { Tx } from '../platform/database.ts';
import { isFault } from '../platform/errors.ts';
import type { SecretContext, Secrets } from '../platform/secrets.ts';
import type { EpochMs, Log } from '../platform/world.ts';
import { storedAppointmentPolicy } from './appointment-policy.ts';
import { storedHours, storedPolicy } from './callback-policy.ts';
import type { Absence, AppointmentPolicy, Branch, CalComAccount, CalendarException, CallbackPolicy, Company, OpeningHours, Price, Service, ServiceCalendar, StaffMember } from './company.ts';
import type { CompanyRecord, VoiceRecord } from './company-record.ts';
import { calComKey, calComWebhookSecret, voiceKey } from './company-secrets.ts';

interface CompanyRow {
  readonly id: string;
  readonly slug: string;
  readonly kind: Company['kind'];
  readonly name: string;
  readonly time_zone: string;
  readonly locale: Company['locale'];
  readonly region: string | null;
  readonly municipality: string | null;
  readonly closed_on_holidays: boolean;
  readonly notify_emails: readonly string[];
  readonly callback_policy: Partial<CallbackPolicy>;
  readonly appointment_policy: Partial<AppointmentPolicy>;
  readonly updated_at: EpochMs;
}

interface Owned {
  readonly company_id: string;
}

type BranchRow = Owned & Pick<Branch, 'id' | 'slug' | 'name' | 'region' | 'municipality'> & { readonly phone_numbers: readonly string[]; readonly opening_hours: Partial<OpeningHours> };
type ServiceRow = Owned & Pick<Service, 'id' | 'slug' | 'name' | 'aliases' | 'minutes'> & { readonly calendar: ServiceCalendar; readonly price: Price | null };
type StaffRow = Owned &
  Pick<StaffMember, 'id' | 'slug' | 'name' | 'email' | 'role'> & {
    readonly branch_ids: readonly string[];
    readonly service_ids: readonly string[];
    readonly working_hours: Partial<OpeningHours> | null;
  };
type AccountRow = Owned & {
  readonly base_url: string;
  readonly address_entered: boolean;
  readonly profile: CalComAccount['profile'];
  readonly api_key_sealed: string | null;
  readonly webhook_secret_sealed: string | null;
};
type VoiceRow = Owned & Pick<VoiceRecord, 'connection' | 'platform' | 'agents'> & { readonly api_key_sealed: string; readonly api_base_url: string | null; readonly address_entered: boolean };

type ExceptionRow = Owned & Pick<CalendarException, 'id' | 'kind' | 'hours' | 'reason'> & { readonly branch_id: string | null; readonly from_day: string; readonly to_day: string };
type AbsenceRow = Owned & Pick<Absence, 'id' | 'hours'> & { readonly staff_id: string; readonly from_day: string; readonly to_day: string };

export interface ReadMeans {
  readonly secrets: Secrets;
  readonly log: Log;
}

/** Ids and instants of change of all companies: what tells which of them have to be read again. */
export async function readVersions(tx: Tx): Promise<ReadonlyMap<string, EpochMs>> {
  const rows = await tx.rows<{ id: string; updated_at: EpochMs }>('select id, updated_at from companies');
  return new Map(rows.map((row) => [row.id, row.updated_at]));
}

/**
 * The companies with these ids. A secret that cannot be opened is logged and left out; it must not take the other
 * companies down. The companies' own rows are read first: a change in between leaves an `updatedAt` that is too old,
 * so the next look reads that company again.
 */
export async function readCompanies(tx: Tx, ids: readonly string[], means: ReadMeans): Promise<CompanyRecord[]> {
  if (ids.length === 0) return [];
  const read = <R extends Owned>(text: string): Promise<R[]> => tx.rows<R>(text, [ids]);
  const companies = await tx.rows<CompanyRow>(
    `select id, slug, kind, name, time_zone, locale, region, municipality, closed_on_holidays, notify_emails, callback_policy, appointment_policy, updated_at
     from companies where id = any($1::uuid[])`,
    [ids],
  );
  const of = 'where company_id = any($1::uuid[])';
  const branches = await read<BranchRow>(`select company_id, id, slug, name, phone_numbers, opening_hours, region, municipality from branches ${of} and active order by position, slug`);
  const services = await read<ServiceRow>(`select company_id, id, slug, name, aliases, minutes, price, calendar from services ${of} and active order by position, slug`);
  const staff = await read<StaffRow>(
    `select company_id, id, slug, name, email, role, branch_ids, service_ids, working_hours from staff ${of} and active order by position, slug`,
  );
  const accounts = await read<AccountRow>(`select company_id, base_url, address_entered, profile, api_key_sealed, webhook_secret_sealed from calendar_accounts ${of} and provider = 'cal.com'`);
  const voice = await read<VoiceRow>(`select company_id, connection, platform, api_key_sealed, agents, api_base_url, address_entered from voice_connections ${of} order by connection`);
  const exceptions = await read<ExceptionRow>(`select company_id, id, branch_id, kind, from_day, to_day, hours, reason from branch_exceptions ${of} order by from_day, id`);
  const absences = await read<AbsenceRow>(`select company_id, id, staff_id, from_day, to_day, hours from staff_absences ${of} order by from_day, id`);
  const rows = {
    branches: grouped(branches), services: grouped(services), staff: grouped(staff), accounts: grouped(accounts), voice: grouped(voice),
    exceptions: grouped(exceptions), absences: grouped(absences),
  };
  return companies.map((company) => recordOf(company, rows, means));
}

interface RowsByCompany {
  readonly branches: ReadonlyMap<string, readonly BranchRow[]>;
  readonly services: ReadonlyMap<string, readonly ServiceRow[]>;
  readonly staff: ReadonlyMap<string, readonly StaffRow[]>;
  readonly accounts: ReadonlyMap<string, readonly AccountRow[]>;
  readonly voice: ReadonlyMap<string, readonly VoiceRow[]>;
  readonly exceptions: ReadonlyMap<string, readonly ExceptionRow[]>;
  readonly absences: ReadonlyMap<string, readonly AbsenceRow[]>;
}

function recordOf(row: CompanyRow, rows: RowsByCompany, means: ReadMeans): CompanyRecord {
  const open = opener(row, means);
  const account = rows.accounts.get(row.id)?.[0];
  return {
    updatedAt: row.updated_at,
    company: {
      id: row.id,
      slug: row.slug,
      kind: row.kind,
      name: row.name,
      timeZone: row.time_zone,
      locale: row.locale,
      region: row.region,
      municipality: row.municipality,
      closedOnHolidays: row.closed_on_holidays,
      exceptions: (rows.exceptions.get(row.id) ?? []).map(exceptionOf),
      notifyEmails: row.notify_emails,
      callbacks: storedPolicy(row.callback_policy),
      appointments: storedAppointmentPolicy(row.appointment_policy),
      branches: (rows.branches.get(row.id) ?? []).map(branchOf),
      services: (rows.services.get(row.id) ?? []).map(serviceOf),
      staff: (rows.staff.get(row.id) ?? []).map((member) => memberOf(member, rows.absences.get(row.id) ?? [])),
      calCom:
        account === undefined
          ? null
          : {
              baseUrl: account.base_url,
              ...(account.address_entered ? { reach: 'entered' as const } : {}),
              profile: account.profile,
              apiKey: open(account.api_key_sealed, calComKey(row.id)),
              webhookSecret: open(account.webhook_secret_sealed, calComWebhookSecret(row.id)),
            },
    },
    voice: (rows.voice.get(row.id) ?? []).map(({ connection, platform, agents, api_key_sealed, api_base_url, address_entered }) => ({
      connection,
      platform,
      agents,
      apiBaseUrl: api_base_url,
      ...(address_entered ? { reach: 'entered' as const } : {}),
      apiKey: open(api_key_sealed, voiceKey(row.id, connection)),
    })),
  };
}

function branchOf({ id, slug, name, phone_numbers, opening_hours, region, municipality }: BranchRow): Branch {
  return { id, slug, name, phoneNumbers: phone_numbers, openingHours: storedHours(opening_hours), region, municipality };
}

function serviceOf({ id, slug, name, aliases, minutes, price, calendar }: ServiceRow): Service {
  return { id, slug, name, aliases, minutes, price, calendar };
}

function memberOf({ id, slug, name, email, role, branch_ids, service_ids, working_hours }: StaffRow, away: readonly AbsenceRow[]): StaffMember {
  const workingHours = working_hours === null ? null : storedHours(working_hours);
  const absences = away.filter(({ staff_id }) => staff_id === id).map((row): Absence => ({ id: row.id, from: row.from_day, to: row.to_day, hours: row.hours }));
  return { id, slug, name, email, role, branchIds: branch_ids, serviceIds: service_ids, workingHours, absences };
}

function exceptionOf({ id, branch_id, kind, from_day, to_day, hours, reason }: ExceptionRow): CalendarException {
  return { id, branchId: branch_id, kind, from: from_day, to: to_day, hours, reason };
}

function opener(company: CompanyRow, { secrets, log }: ReadMeans): (sealed: string | null, context: SecretContext) => string | null {
  return (sealed, context) => {
    if (sealed === null) return null;
    try {
      return secrets.open(sealed, context);
    } catch (error) {
      if (!isFault(error, 'SECRET_UNREADABLE')) throw error;
      const fields = { event: 'secret_unreadable', company: company.slug, field: context.field, code: error.code, next: error.next };
      log.error(fields, `A credential of ${company.slug} cannot be decrypted; the company runs without it. Restore the master key, or apply its file again`);
      return null;
    }
  };
}

function grouped<R extends Owned>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> {
  return Map.groupBy(rows, (row) => row.company_id);
}
