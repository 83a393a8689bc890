// Erasure on request (Art. 17 GDPR): one transaction, after which nothing of the person is left in these tables and every
// wish still counts, with the fate `erased`. What lies elsewhere is named, never silently taken as done.
import { appendAudit } from '../audit/append-audit.ts';
import { changeCallback } from '../callbacks/change-callback.ts';
import { actorText, type Person } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import { assert } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs, Ids } from '../platform/world.ts';
import { callerRef } from './caller-ref.ts';
import { askPlatformToDelete, clearCalendarEvents, clearCallEvents, clearCallNumbers, clearInbound, clearWords } from './clear-calls.ts';
import { clearAppointments, clearCallbacks, clearIntents, clearLocalBookings } from './clear-cases.ts';
import { appointmentsToCome, findPerson } from './find-person.ts';
import type { FoundPerson, Standing } from './find-person.ts';
import { obstacleTo } from './obstacles.ts';
import type { Obstacle } from './obstacles.ts';
import { patternsOf } from './person.ts';
import type { Identifiers } from './person.ts';
import { countToRedact, mentionsOf, redact } from './redact.ts';
import type { Mention, Redacting } from './redact.ts';

export interface Erasing {
  readonly company: Company;
  readonly who: Identifiers;
  readonly actor: Person;
  readonly now: EpochMs;
  readonly ids: Ids;
  readonly secrets: Pick<Secrets, 'mac'>;
}

export interface Erasure {
  readonly counts: Readonly<Record<string, number>>;
  readonly names: readonly string[];
  readonly besides: Identifiers;
  readonly appointments: readonly Standing[];
  /** What these tables cannot answer for. */
  readonly remains: {
    /** Bookings that stand at the calendar, under his name there. */
    readonly calendar: readonly { readonly booking_uid: string; readonly start: string; readonly status: string }[];
    /** Mails about his callbacks that staff received: they lie in their mailboxes. */
    readonly mails: number;
    readonly mentions: readonly Mention[];
  };
}

export type Erased =
  | { readonly kind: 'erased'; readonly runId: string; readonly erasure: Erasure }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'appointments_unconfirmed'; readonly appointments: readonly Standing[] }
  | Obstacle;

/** What an erasure would do. Reads only. */
export async function previewErasure(tx: Tx, erasing: Erasing): Promise<{ readonly erasure: Erasure; readonly obstacle: Obstacle | null }> {
  const { company, now } = erasing;
  const { found, patterns } = await seek(tx, erasing);
  const counts = { ...countsOf(found), redacted: await countToRedact(tx, company.id, { patterns, own: ownOf(found) }) };
  return { erasure: await reportOf(tx, erasing, { found, counts }), obstacle: await obstacleTo(tx, company.id, { found, now }) };
}

/** `confirmed`: ids of the appointments to come of which whoever asks knows that they lose their name. */
export async function erasePerson(tx: Tx, erasing: Erasing, confirmed: ReadonlySet<string>): Promise<Erased> {
  const { company, actor, now } = erasing;
  // locked before anything is decided, in the order in which everybody locks: wish, callback, call
  const { found, patterns } = await seekLocked(tx, erasing);
  if (isNobody(found)) return { kind: 'unknown' };
  const obstacle = await obstacleTo(tx, company.id, { found, now });
  if (obstacle !== null) return obstacle;
  const toCome = await appointmentsToCome(tx, company.id, { appointments: found.appointments, now });
  const unconfirmed = toCome.filter(({ id }) => !confirmed.has(id));
  if (unconfirmed.length > 0) return { kind: 'appointments_unconfirmed', appointments: unconfirmed };
  const report = await reportOf(tx, erasing, { found, counts: countsOf(found) });
  // before the first entry in the audit log, which holds up everybody who would hold one of these rows
  const redacted = await redact(tx, company.id, { patterns, own: ownOf(found) });
  const cancelled = await cancelOpen(tx, erasing, found);
  const deletions = await clearAll(tx, erasing, found);
  assert((await countToRedact(tx, company.id, { patterns, own: [] })) === 0, 'an erasure left a number or an address behind');
  const counts = { ...report.counts, redacted, callbacks_cancelled: cancelled, platform_deletions: deletions };
  const runId = erasing.ids.next();
  await tx.run(`insert into privacy_runs (company_id, id, kind, actor, started_at, finished_at, counts) values ($1, $2, 'erasure', $3, $4, $4, $5)`, [company.id, runId, actorText(actor), iso(now), JSON.stringify(counts)]);
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'privacy.erase', subject: { kind: 'privacy_run', id: runId }, detail: { counts, appointments: toCome.map(({ id }) => id) } });
  return { kind: 'erased', runId, erasure: { ...report, counts } };
}

/** Whether this company ever erased anybody: then what lies outside of the database may be left of him. */
export async function hasErased(tx: Tx, companyId: string): Promise<boolean> {
  return (await tx.rows(`select 1 from privacy_runs where company_id = $1 and kind = 'erasure' limit 1`, [companyId])).length > 0;
}

async function seek(tx: Tx, { company, who, secrets }: Erasing) {
  const patterns = patternsOf(who);
  const found = await findPerson(tx, { companyId: company.id, who, refs: who.numbers.map(callerRef(secrets, company.id)), patterns });
  return { found, patterns };
}

async function seekLocked(tx: Tx, erasing: Erasing) {
  const { found } = await seek(tx, erasing);
  const lock = async (table: string, ids: readonly string[]): Promise<number> => await tx.run(`select 1 from ${table} where company_id = $1 and id = any ($2::uuid[]) order by id for update`, [erasing.company.id, ids]);
  await lock('wishes', found.wishes);
  await lock('callbacks', found.callbacks);
  await lock('calls', [...found.calls, ...found.callsOfOthers]);
  await lock('booking_intents', found.intents);
  await lock('appointments', found.appointments);
  await lock('customers', found.customers);
  // again, because it may have waited for somebody who added to it
  return await seek(tx, erasing);
}

function ownOf(found: FoundPerson): string[] {
  const { calls, callsOfOthers, wishes, callbacks, appointments, intents, localBookings, inboundCalls, calendarEvents, callEvents, customers } = found;
  return [calls, callsOfOthers, wishes, callbacks, appointments, intents, localBookings, inboundCalls, calendarEvents, callEvents, customers].flat();
}

function isNobody(found: FoundPerson): boolean {
  return Object.values(countsOf(found)).every((count) => count === 0);
}

function countsOf(found: FoundPerson): Record<string, number> {
  return {
    calls: found.calls.length, calls_of_others: found.callsOfOthers.length, wishes: found.wishes.length, callbacks: found.callbacks.length, appointments: found.appointments.length,
    local_bookings: found.localBookings.length, booking_intents: found.intents.length, inbound_calls: found.inboundCalls.length, calendar_events: found.calendarEvents.length,
    call_events: found.callEvents.length, customers: found.customers.length,
  };
}

async function reportOf(tx: Tx, { company, now }: Erasing, of: { readonly found: FoundPerson; readonly counts: Readonly<Record<string, number>> }): Promise<Erasure> {
  const { found, counts } = of;
  const atCalendar = await tx.rows<{ booking_uid: string; starts_at: EpochMs; status: string }>(
    `select booking_uid, starts_at, status from appointments where company_id = $1 and id = any ($2::uuid[]) and provider = 'cal.com' order by starts_at, id`, [company.id, found.appointments],
  );
  const [mails] = await tx.rows<{ n: number }>(
    `select count(*)::int as n from deliveries d join notices n on n.company_id = d.company_id and n.id = d.notice_id
     where d.company_id = $1 and n.callback_id = any ($2::uuid[]) and d.channel = 'mail' and d.state = 'sent'`, [company.id, found.callbacks],
  );
  return {
    counts, names: found.names, besides: found.besides,
    appointments: await appointmentsToCome(tx, company.id, { appointments: found.appointments, now }),
    remains: {
      calendar: atCalendar.map(({ booking_uid, starts_at: startsAt, status }) => ({ booking_uid, start: iso(startsAt), status })),
      mails: mails!.n,
      mentions: await mentionsOf(tx, company.id, { names: found.names, own: ownOf(found) }),
    },
  };
}

/** An open callback without anybody to call must not stay in the list: whoever erases him also says that nobody calls him. */
async function cancelOpen(tx: Tx, { company, actor, now, ids }: Erasing, { callbacks }: FoundPerson): Promise<number> {
  const open = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and id = any ($2::uuid[]) and status in ('pending', 'assigned', 'contacted') order by id`, [company.id, callbacks],
  );
  for (const { id } of open) {
    const change = await changeCallback(tx, { company, actor, now, ids }, { id, event: { kind: 'cancel', reason: 'erased_on_request' } });
    assert(change.kind === 'changed', `an open callback could not be cancelled: ${change.kind}`);
  }
  return open.length;
}

/** Returns how many calls the voice platform is asked to delete. */
async function clearAll(tx: Tx, { company, who, actor, now }: Erasing, found: FoundPerson): Promise<number> {
  const of = (ids: readonly string[]) => ({ companyId: company.id, ids, now });
  const deletions = await askPlatformToDelete(tx, of(found.calls), 'erasure');
  await clearWords(tx, of([...found.calls, ...found.callsOfOthers]));
  await clearCallNumbers(tx, of(found.calls), null);
  await clearCallbacks(tx, of(found.callbacks), null);
  await clearAppointments(tx, of(found.appointments), null);
  await clearLocalBookings(tx, of(found.localBookings));
  await clearIntents(tx, of(found.intents));
  await clearInbound(tx, of(found.inboundCalls));
  await clearCalendarEvents(tx, of(found.calendarEvents));
  await clearCallEvents(tx, of(found.callEvents));
  await tx.run('delete from caller_claims where company_id = $1 and caller_key = any ($2)', [company.id, who.numbers]);
  // what somebody wants to take back or reopen now has moved on
  await tx.run('update callbacks set version = version + 1 where company_id = $1 and id = any ($2::uuid[])', [company.id, found.callbacks]);
  await tx.run(
    `update wishes set fate = 'erased', requested = '{}', reason = 'erased_on_request', settled_by = $3, settled_at = coalesce(settled_at, $4), updated_at = $4, cleared_at = $4
     where company_id = $1 and id = any ($2::uuid[])`,
    [company.id, found.wishes, actorText(actor), iso(now)],
  );
  await eraseCustomers(tx, company.id, found.customers);
  await eraseKeptAnswers(tx, company.id, { patterns: patternsOf(who), own: ownOf(found) });
  await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'ledger', 'id', $1::text)::text)`, [company.id]);
  return deletions;
}

/** What the API answered about him is kept for a day, for whoever sends the same again; then that it was done is all he hears. */
async function eraseKeptAnswers(tx: Tx, companyId: string, { patterns, own }: Redacting): Promise<void> {
  const about = (column: string): string => `(${column} ~* any ($2) or exists (select from unnest($3::text[]) as own (id) where position(own.id in ${column}) > 0))`;
  const values = [companyId, patterns, own];
  await tx.run(`update idempotency_keys set body = null, outcomes = '{}' where company_id = $1 and status is not null and (${about('body')} or ${about('outcomes::text')})`, values);
  await tx.run(`update idempotency_keys set outcomes = fangnetz_codes_only(outcomes) where company_id = $1 and status is null and ${about('outcomes::text')}`, values);
}

/** A number of which calls are left that are not his (he was found by his address) keeps its row, without him. */
async function eraseCustomers(tx: Tx, companyId: string, ids: readonly string[]): Promise<void> {
  const used = `exists (select from calls c where c.company_id = $1 and c.customer_id = known.id) or exists (select from callbacks c where c.company_id = $1 and c.customer_id = known.id)
    or exists (select from appointments c where c.company_id = $1 and c.customer_id = known.id)`;
  await tx.run(`delete from customers known where company_id = $1 and id = any ($2::uuid[]) and not (${used})`, [companyId, ids]);
  await tx.run(`update customers set name = null, names = '{}', named_by = null, note = null, email = null where company_id = $1 and id = any ($2::uuid[]) and phone_number is not null`, [companyId, ids]);
}
