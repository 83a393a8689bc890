// All rows in which somebody is: found by number and address, and from there by what belongs together: the wishes of his
// calls, the callbacks and appointments of these.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Identifiers } from './person.ts';

export interface FoundPerson {
  readonly customers: readonly string[];
  /** From or to his number. */
  readonly calls: readonly string[];
  /** Of somebody else's number, in which something was wished for him: its words are about him too. */
  readonly callsOfOthers: readonly string[];
  readonly wishes: readonly string[];
  readonly callbacks: readonly string[];
  readonly appointments: readonly string[];
  readonly localBookings: readonly string[];
  readonly intents: readonly string[];
  readonly inboundCalls: readonly string[];
  readonly calendarEvents: readonly string[];
  /** Of no call: a chat, an alert. */
  readonly callEvents: readonly string[];
  /** Under which he was heard; without doubles. */
  readonly names: readonly string[];
  /** Numbers and addresses that stand beside his, and were not asked for. */
  readonly besides: Identifiers;
}

export interface Seeking {
  readonly companyId: string;
  readonly who: Identifiers;
  /** What stands in for his numbers in what was cleared before (caller-ref.ts). */
  readonly refs: readonly string[];
  /** His number and his address as patterns (person.ts), for what came as a platform sent it. */
  readonly patterns: readonly string[];
}

export async function findPerson(tx: Tx, seeking: Seeking): Promise<FoundPerson> {
  const { companyId, who, refs, patterns } = seeking;
  const ids = async (text: string, ...more: (readonly string[])[]): Promise<string[]> => (await tx.rows<{ id: string }>(text, [companyId, ...more])).map(({ id }) => id);
  const direct = [who.numbers, who.emails, refs] as const;
  const customers = await ids('select id from customers where company_id = $1 and (phone_number = any ($2) or lower(email) = any ($3)) order by id', who.numbers, who.emails);
  const calls = await ids('select id from calls where company_id = $1 and (from_number = any ($2) or caller_ref = any ($3)) order by id', who.numbers, refs);
  const wishes = await ids(WISHES, ...direct, calls);
  const callbacks = await ids(
    `select id from callbacks where company_id = $1 and (phone_number = any ($2) or lower(customer_email) = any ($3) or caller_ref = any ($4) or wish_id = any ($5::uuid[])) order by id`, ...direct, wishes,
  );
  const appointments = await ids(
    `select id from appointments where company_id = $1 and (phone_number = any ($2) or lower(customer_email) = any ($3) or caller_ref = any ($4) or wish_id = any ($5::uuid[])
       or id in (select appointment_id from wishes where company_id = $1 and id = any ($5::uuid[]))) order by id`, ...direct, wishes,
  );
  const intents = await ids('select id from booking_intents where company_id = $1 and (wish_id = any ($2::uuid[]) or appointment_id = any ($3::uuid[])) order by id', wishes, appointments);
  const found = { customers, calls, wishes, callbacks, appointments, intents };
  return {
    ...found,
    callsOfOthers: await ids('select distinct call_id as id from wishes where company_id = $1 and id = any ($2::uuid[]) and call_id is not null and not call_id = any ($3::uuid[])', wishes, calls),
    localBookings: await ids(
      `select uid as id from local_bookings where company_id = $1 and (intent_id = any ($2::uuid[]) or attendee ->> 'phone' = any ($3) or lower(attendee ->> 'email') = any ($4)
         or uid::text in (select booking_uid from appointments where company_id = $1 and id = any ($5::uuid[]) and provider = 'local')) order by uid`,
      intents, who.numbers, who.emails, appointments,
    ),
    inboundCalls: await ids('select id from inbound_calls where company_id = $1 and (from_number = any ($2) or call_id = any ($3::uuid[])) order by id', who.numbers, calls),
    calendarEvents: await ids(
      `select id from calendar_events where company_id = $1 and cleared_at is null and (payload::text ~* any ($2)
         or booking_uid in (select booking_uid from appointments where company_id = $1 and id = any ($3::uuid[]))) order by id`, patterns, appointments,
    ),
    callEvents: await ids('select id from call_events where company_id = $1 and call_id is null and cleared_at is null and payload::text ~* any ($2) order by id', patterns),
    ...(await besides(tx, seeking, found)),
  };
}

/** Those of his calls, those in which his number or address was named, and those whose callback or appointment is his. */
const WISHES = `
  select w.id from wishes w where w.company_id = $1 and (
    w.call_id = any ($5::uuid[]) or w.requested ->> 'phone' = any ($2) or lower(w.requested ->> 'email') = any ($3)
    or exists (select from callbacks c where c.company_id = $1 and c.wish_id = w.id and (c.phone_number = any ($2) or lower(c.customer_email) = any ($3) or c.caller_ref = any ($4)))
    or exists (select from appointments a where a.company_id = $1 and a.wish_id = w.id and (a.phone_number = any ($2) or lower(a.customer_email) = any ($3) or a.caller_ref = any ($4))))
  order by w.id`;

interface Beside {
  readonly name: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
}

async function besides(tx: Tx, { companyId, who }: Seeking, found: Pick<FoundPerson, 'customers' | 'wishes' | 'callbacks' | 'appointments'>): Promise<Pick<FoundPerson, 'names' | 'besides'>> {
  const rows = await tx.rows<Beside>(
    `select distinct name, phone, mail from (
       select customer_name as name, phone_number as phone, lower(customer_email) as mail from callbacks where company_id = $1 and id = any ($2::uuid[])
       union all select customer_name, phone_number, lower(customer_email) from appointments where company_id = $1 and id = any ($3::uuid[])
       union all select requested ->> 'customerName', requested ->> 'phone', lower(requested ->> 'email') from wishes where company_id = $1 and id = any ($4::uuid[])
       union all select unnest(coalesce(nullif(names, '{}'), array[name])), phone_number, lower(email) from customers where company_id = $1 and id = any ($5::uuid[])) as seen`,
    [companyId, found.callbacks, found.appointments, found.wishes, found.customers],
  );
  const distinct = (values: readonly (string | null)[], not: readonly string[]): string[] => [...new Set(values.filter((value) => value !== null && value !== '' && !not.includes(value)) as string[])].sort();
  return {
    names: distinct(rows.map(({ name }) => name), []),
    besides: { numbers: distinct(rows.map(({ phone }) => phone), who.numbers), emails: distinct(rows.map(({ mail }) => mail), who.emails) },
  };
}

export interface Standing {
  readonly id: string;
  readonly start: string;
  readonly status: 'pending' | 'booked';
  readonly provider: 'cal.com' | 'local';
  readonly booking_uid: string;
}

interface AppointmentRow {
  readonly id: string;
  readonly starts_at: EpochMs;
  readonly status: Standing['status'];
  readonly provider: Standing['provider'];
  readonly booking_uid: string;
}

/** Appointments of his that are still to come. */
export async function appointmentsToCome(tx: Tx, companyId: string, of: { readonly appointments: readonly string[]; readonly now: EpochMs }): Promise<Standing[]> {
  const rows = await tx.rows<AppointmentRow>(
    `select id, starts_at, status, provider, booking_uid from appointments
     where company_id = $1 and id = any ($2::uuid[]) and status in ('pending', 'booked') and ends_at > $3 order by starts_at, id`,
    [companyId, of.appointments, iso(of.now)],
  );
  return rows.map(({ starts_at: startsAt, ...row }) => ({ ...row, start: iso(startsAt) }));
}
