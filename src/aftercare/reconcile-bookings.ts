// Webhooks come at most once. So what the calendar lists is compared with what is stored, both ways: what stands
// there and not here is taken in; what stands here and not there is never taken for cancelled, but brought to a person.
import type { Database, Tx } from '../platform/database.ts';
import { isFault, messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { BookingLists, ListedBooking, ListingCalendar } from '../calendar/booking-list.ts';
import type { Outcome } from '../calendar/port.ts';
import type { Company } from '../companies/company.ts';
import { lockCalendarOf } from '../calendar-events/apply-event.ts';
import { appointmentByUid, type AppointmentRow } from '../calendar-events/appointment-row.ts';
import { bookingGone, lossId } from '../calendar-events/booking-gone.ts';
import { bookingMoved } from '../calendar-events/booking-moved.ts';
import { bookingStands } from '../calendar-events/booking-stands.ts';
import { openCallbackAbout } from '../calendar-events/callback-about.ts';
import type { Applied } from '../calendar-events/seen-booking.ts';
import { lockWishesOf } from '../wishes/appointment-gone.ts';
import { compareBooking, RUNNING_MS, seenOf, type StoredSide } from './compare-booking.ts';

export interface BookingReconciling {
  readonly world: World;
  readonly database: Database;
  readonly calendars: BookingLists;
}

export interface BookingTally {
  /** Bookings in the calendar's list. */
  listed: number;
  /** There, and not here. */
  missing: number;
  /** Here, and cancelled or absent there, or the other way round. */
  phantoms: number;
  /** Too young, or a request of ours is under way. */
  left_alone: number;
  /** Read one by one, because the list lacked them. */
  fetched: number;
  /** Taken in, cancelled or brought to a person. */
  settled: number;
  failed: number;
  problem: string | null;
}

const BACK_MS = 2 * 86_400_000;
const AHEAD_MS = 60 * 86_400_000;
const LIST_BUDGET_MS = 120_000;
const READ_BUDGET_MS = 10_000;
const READS_MAX = 50;

interface Run {
  readonly parts: BookingReconciling;
  readonly company: Company;
  readonly calendar: ListingCalendar;
  readonly listed: ReadonlyMap<string, ListedBooking>;
  readonly now: EpochMs;
  readonly tally: BookingTally;
}

export function periodOf(now: EpochMs): { from: EpochMs; until: EpochMs } {
  return { from: now - BACK_MS, until: now + AHEAD_MS };
}

/** Null where the company has nothing that can be listed. Throws only where the database is away. */
export async function reconcileBookings(parts: BookingReconciling, company: Company): Promise<BookingTally | null> {
  const calendar = parts.calendars.listing(company);
  const eventTypeIds = company.services.flatMap((service) => (service.calendar.provider === 'cal.com' ? [service.calendar.eventTypeId] : []));
  if (calendar === null || eventTypeIds.length === 0) return null;
  const now = parts.world.clock.now();
  const tally: BookingTally = { listed: 0, missing: 0, phantoms: 0, left_alone: 0, fetched: 0, settled: 0, failed: 0, problem: null };
  const { from, until } = periodOf(now);
  const listed = new Map<string, ListedBooking>();
  for (const query of [{ fromAt: from, untilAt: until }, { updatedAfter: from }]) {
    const list = await calendar.list({ eventTypeIds, budgetMs: LIST_BUDGET_MS, ...query });
    if (list.kind === 'done') for (const one of list.value.bookings) listed.set(one.booking.uid, one);
    tally.problem ??= list.kind === 'done' ? list.value.doubt : list.detail;
    // Half of the truth still finds orphans; but nobody is asked about single bookings while the calendar is away.
    if (list.kind !== 'done') break;
  }
  tally.listed = listed.size;
  const run: Run = { parts, company, calendar, listed, now, tally };
  await compareListed(run);
  if (tally.problem === null) await compareUnlisted(run);
  return tally;
}

async function compareListed(run: Run): Promise<void> {
  const { parts, company, listed, now, tally } = run;
  const stored = await storedSides(parts.database, company.id, [...listed.keys()]);
  // What was moved after what it was moved from.
  const inOrder = [...listed.values()].toSorted((a, b) => (a.booking.createdAt ?? 0) - (b.booking.createdAt ?? 0));
  for (const one of inOrder) {
    const comparison = compareBooking(one, stored.get(one.booking.uid) ?? null, { now, isListed: (uid) => listed.has(uid) });
    if (comparison === 'same') continue;
    if (comparison === 'young') tally.left_alone += 1;
    else if (comparison === 'missing') await settle(run, 'missing', async (tx) => await takeIn(tx, run, one));
    else if (comparison === 'gone') await settle(run, 'phantoms', async (tx) => await bookingGone(tx, sighting(run, one), seenOf(one)));
    else await settle(run, 'phantoms', async (tx) => await suspicious(tx, run, { uid: one.booking.uid, there: one, undead: comparison === 'undead' }));
  }
}

/** Here and not in the list, which is no proof: each is asked for by its uid. */
async function compareUnlisted(run: Run): Promise<void> {
  const { parts, company, calendar, listed, now, tally } = run;
  const { from, until } = periodOf(now);
  const here = await parts.database.inCompany(company.id, async (tx) => await tx.rows<{ id: string; booking_uid: string; service_id: string | null }>(
    `select id, booking_uid, service_id from appointments a where company_id = $1 and provider = 'cal.com' and status = 'booked'
       and starts_at >= $2 and ends_at <= $3 and updated_at < $4 order by starts_at, id`,
    [company.id, iso(from), iso(until), iso(now - RUNNING_MS)],
  ));
  for (const row of here.filter(({ booking_uid }) => !listed.has(booking_uid))) {
    if (tally.fetched === READS_MAX) return void (tally.problem ??= `more than ${READS_MAX} appointments are not in the calendar's list`);
    const service = company.services.find(({ id, calendar: of }) => of.provider === 'cal.com' && (row.service_id === null || id === row.service_id));
    if (service?.calendar.provider !== 'cal.com') continue;
    tally.fetched += 1;
    const read = await calendar.read({
      uid: row.booking_uid, budgetMs: READ_BUDGET_MS, service: { provider: 'cal.com', serviceId: service.id, eventTypeId: service.calendar.eventTypeId, minutes: service.minutes },
    });
    if (read.kind !== 'done') {
      tally.failed += 1;
      if (isAway(read)) return void (tally.problem ??= read.detail);
      continue;
    }
    const booking = read.value;
    if (booking?.status === 'accepted' || booking?.status === 'pending') continue;
    const there = booking === null ? null : { booking, eventTypeId: service.calendar.eventTypeId, hostEmail: null, cancelledBy: null, reason: null, updatedAt: null };
    await settle(run, 'phantoms', async (tx) => await suspicious(tx, run, { uid: row.booking_uid, there, undead: false }));
  }
}

function isAway(outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): boolean {
  return outcome.kind === 'unknown' || outcome.reason === 'rate_limited' || outcome.reason === 'not_allowed';
}

/** In one transaction of its own, so that one that fails does not keep the others out. */
async function settle(run: Run, as: 'missing' | 'phantoms', work: (tx: Tx) => Promise<Applied | 'known'>): Promise<void> {
  const { parts, company, tally } = run;
  try {
    const applied = await parts.database.inCompany(company.id, async (tx) => {
      await lockCalendarOf(tx, company.id);
      return await work(tx);
    });
    if (applied === 'known') return;
    if (applied.kind === 'wait') return void (tally.left_alone += 1);
    if (applied.result === 'known') return;
    tally[as] += 1;
    tally.settled += 1;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    tally.failed += 1;
    parts.world.log.error({ event: 'calendar.reconcile_booking_failed', company: company.slug, error: messageOf(error) }, 'a booking could not be compared');
  }
}

async function takeIn(tx: Tx, run: Run, one: ListedBooking): Promise<Applied> {
  const { company, listed, now } = run;
  const { intentId, rescheduledFromUid } = one.booking;
  const old = rescheduledFromUid === null ? null : await appointmentByUid(tx, company.id, rescheduledFromUid);
  if (await isRunning(tx, company.id, { intentId, appointmentId: old?.id ?? null, now })) return { kind: 'wait', untilAt: now };
  if (rescheduledFromUid === null) return await bookingStands(tx, sighting(run, one), seenOf(one));
  const from = listed.get(rescheduledFromUid);
  return await bookingMoved(tx, sighting(run, one), {
    fromUid: rescheduledFromUid, seen: seenOf(one),
    before: from === undefined ? null : { ...seenOf(from), booking: { ...from.booking, status: 'accepted' } },
    lossOf: async (uid) => {
      const lost = listed.get(uid);
      return lost === undefined ? null : seenOf(lost);
    },
  });
}

function sighting({ company, now }: Run, one: ListedBooking): { company: Company; at: EpochMs; heardAt: EpochMs } {
  return { company, at: now, heardAt: one.booking.createdAt ?? now };
}

/** Somebody is at it: a saga, a look that is due, or an attempt that began just now. */
async function isRunning(tx: Tx, companyId: string, asked: { intentId: string | null; appointmentId: string | null; now: EpochMs }): Promise<boolean> {
  const { intentId, appointmentId, now } = asked;
  const row = await tx.maybe<{ found: boolean }>(
    `select exists (select 1 from booking_intents where company_id = $1 and (id::text = $2 or appointment_id = $3)
       and (held_until > $4 or next_look_at <= $4 or (next_look_at is not null and created_at > $5))) as found`,
    [companyId, intentId, appointmentId, iso(now), iso(now - RUNNING_MS)],
  );
  return row?.found ?? false;
}

/** The two do not agree about an appointment of a customer: a person finds out, and nothing is changed until then. */
async function suspicious(tx: Tx, run: Run, found: { uid: string; there: ListedBooking | null; undead: boolean }): Promise<Applied | 'known'> {
  const { company, now } = run;
  const row = await appointmentByUid(tx, company.id, found.uid);
  if (row === null || (row.status === 'cancelled') !== found.undead) return 'known';
  if (await isRunning(tx, company.id, { intentId: row.intent_id, appointmentId: row.id, now })) return { kind: 'wait', untilAt: now };
  if (row.wish_id === null) return found.undead ? 'known' : await freeSlot(tx, company.id, row, now);
  if (!found.undead && found.there !== null && (await wasOurWish(tx, company.id, row.id))) return await bookingGone(tx, sighting(run, found.there), seenOf(found.there));
  const id = lossId(found.undead ? `undead ${row.id}` : row.id);
  if (await isBrought(tx, company.id, id)) return 'known';
  await lockWishesOf(tx, company.id, { appointmentId: row.id, madeFor: row.wish_id });
  const reason = found.undead
    ? 'Der Termin ist hier abgesagt, im Kalender steht er aber noch. Bitte prüfen, ob er gilt.'
    : `Der Termin steht hier, im Kalender ist er ${found.there === null ? 'nicht zu finden' : 'abgesagt'}. Bitte prüfen und den Kunden anrufen.`;
  await openCallbackAbout(tx, {
    company, appointment: row, wishId: row.wish_id, id, priority: 'high', errorType: null, reason, notes: found.there?.reason ? `Grund im Kalender: ${found.there.reason}` : null, at: now,
  });
  return { kind: 'done', result: 'cancelled' };
}

/** Entered at the calendar by hand, and deleted there. */
async function freeSlot(tx: Tx, companyId: string, row: AppointmentRow, now: EpochMs): Promise<Applied> {
  await tx.run(`update appointments set status = 'cancelled', cancelled_at = $3, updated_at = $3 where company_id = $1 and id = $2`, [companyId, row.id, iso(now)]);
  return { kind: 'done', result: 'cancelled' };
}

/** A caller asked us to cancel it, and we did not hear whether that was done. */
async function wasOurWish(tx: Tx, companyId: string, appointmentId: string): Promise<boolean> {
  const row = await tx.maybe<{ found: boolean }>(
    `select exists (select 1 from booking_intents where company_id = $1 and appointment_id = $2 and kind = 'cancel' and state not in ('refused', 'confirmed')) as found`,
    [companyId, appointmentId],
  );
  return row?.found ?? false;
}

async function isBrought(tx: Tx, companyId: string, callbackId: string): Promise<boolean> {
  const row = await tx.maybe<{ found: boolean }>(
    `select exists (select 1 from callbacks where company_id = $1 and id = $2)
       or exists (select 1 from callback_events where company_id = $1 and kind = 'joined' and detail ->> 'receipt' = $3) as found`,
    [companyId, callbackId, callbackId],
  );
  return row?.found ?? false;
}

async function storedSides(database: Database, companyId: string, uids: readonly string[]): Promise<Map<string, StoredSide>> {
  const rows = await database.inCompany(companyId, async (tx) =>
    await tx.rows<{ booking_uid: string; status: StoredSide['status']; wished: boolean; updated_at: EpochMs }>(
      `select booking_uid, status, wish_id is not null as wished, updated_at from appointments where company_id = $1 and provider = 'cal.com' and booking_uid = any ($2::text[])`,
      [companyId, [...uids]],
    ),
  );
  return new Map(rows.map(({ booking_uid, status, wished, updated_at }) => [booking_uid, { status, isWished: wished, changedAt: updated_at }]));
}
