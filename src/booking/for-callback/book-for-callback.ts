// Books what a callback is about, at the calendar: looks first, adopts what stands, else sends once. The same saga as in a
// phone call, with more time, and with the same rule: after anything but a clear yes or no it is looked for. Only what a look
// minutes later has not seen is sent again, because a person waits who would otherwise enter it there by hand.
import { findAlternatives, slotAt } from '../../calendar/alternatives.ts';
import type { Booking, Outcome, Slot } from '../../calendar/port.ts';
import { knownCalendar } from '../../companies/branch-calendar.ts';
import { addDays, startOfDay, wallClock } from '../../companies/wall-clock.ts';
import type { Tx } from '../../platform/database.ts';
import { messageOf } from '../../platform/errors.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { SagaResult } from '../decide.ts';
import { asOutcome } from '../event-queue.ts';
import { runBooking } from '../run.ts';
import { nextLookAt, nextPendingLookAt } from '../schedule.ts';
import { holdIntent, readIntent, recordIntent, setAside } from '../store-intent.ts';
import type { IntentUpdate, Recorded } from '../store-intent.ts';
import { bookingTurnedUp, lockWish } from '../turned-up.ts';
import type { BookingIntent } from '../intent.ts';
import type { Acting, ActingOutcome, Stopped, Unread, Wish } from './acting.ts';
import { attemptsOf, isUnderWay, lookFirst } from './adopt.ts';
import { note, storeHeld, storeIntentUpdate, storeStanding, tellStep } from './store-outcome.ts';
import { prepare, readCallbackFacts } from './wanted.ts';
import type { Draft, Prepared } from './wanted.ts';

type Ready = Extract<Prepared, { kind: 'ready' }>;

/** A person waits for it, but nobody on a telephone. */
const TIME_MS = 20_000;
const HOLD_MS = 90_000;
const SEEK_MS = 6_000;
const OFFERS = 6;
/** Longer than a request of ours is under way (run.ts) and a list lags behind: what cannot be seen by then is not coming (docs/adr/0024). */
const SETTLED_MS = 180_000;
/** Each of them is somebody who presses a button three minutes after the last; in a call it is a model that may go in circles. */
const TRIES_MAX = 50;

/** `keepOpen`: the callback stays open although the appointment stands, because the customer has yet to be told. */
export async function bookForCallback(acting: Acting, wish: Wish, keepOpen: boolean): Promise<ActingOutcome> {
  const read = await acting.transact((tx) => readCallbackFacts(tx, acting));
  if (read.kind !== 'found') return read;
  const ready = prepare(acting, read.facts, wish);
  if (ready.kind === 'incomplete') return ready;
  const { attempts, stands, sought, unrefused } = await acting.transact(async (tx) => {
    await tellStep(tx, acting, 'looking');
    return await attemptsOf(tx, acting.desk.company.id, read.facts.wishId);
  });
  const seen = await lookFirst(acting, { facts: read.facts, ready, attempts });
  if (seen.kind === 'blind') return await blind(acting, ready, { detail: seen.detail, unread: stands || read.facts.bookingUid !== null || read.facts.appointmentId !== null ? 'known' : sought ? 'sought' : null });
  if (seen.kind === 'found') return await adopt(acting, { ready, booking: seen.booking, intent: seen.intent, keepOpen });
  if (ready.draft.startAt <= acting.world.clock.now()) return { kind: 'past', alternatives: await offers(acting, ready) };
  if (isSettled(acting, unrefused.filter(({ startAt }) => startAt === ready.draft.startAt)) && (await isGone(acting, ready))) return await gone(acting, ready);
  return await send(acting, ready, keepOpen);
}

/**
 * For a slot that is gone Cal.com answers shared event types with a bare error 500 (calcom.md): sent again it would be "not known"
 * for ever. But as long as a list may lag it may be our own booking that takes it, and whoever is told "taken" books another time.
 */
function isSettled({ world }: Acting, sent: readonly BookingIntent[]): boolean {
  const before = world.clock.now() - SETTLED_MS;
  return sent.length > 0 && sent.every(({ createdAt }) => createdAt <= before);
}

/** The calendar says what is free at that time, and it is not that. */
async function isGone({ desk: { company }, world }: Acting, { calendar, draft }: Ready): Promise<boolean> {
  const { timeZone } = company;
  const { date } = wallClock(draft.startAt, timeZone);
  const fromAt = Math.max(world.clock.now(), startOfDay(date, timeZone));
  const free = await asOutcome(() => calendar.slots({ service: draft.service, timeZone, staffId: draft.staffId, fromAt, untilAt: startOfDay(addDays(date, 1), timeZone), budgetMs: SEEK_MS }));
  return free.kind === 'done' && slotAt(free.value, draft.startAt) === null;
}

async function gone(acting: Acting, ready: Ready): Promise<ActingOutcome> {
  await acting.transact((tx) => note(tx, acting, { outcome: 'slot_taken', sent: false }));
  return { kind: 'slot_taken', alternatives: await offers(acting, ready) };
}

async function adopt(acting: Acting, found: { ready: Ready; booking: Booking; intent: BookingIntent | null; keepOpen: boolean }): Promise<ActingOutcome> {
  const { booking, keepOpen } = found;
  // Of a wish that was merged into this one, perhaps: its proof belongs to the one that is worked at.
  const intent = { ...(found.intent ?? (await recordFound(acting, found.ready.draft))), wishId: found.ready.draft.wishId };
  const pending = booking.status === 'pending';
  const update: IntentUpdate = { id: intent.id, bookingUid: booking.uid, detail: null, state: pending ? 'pending' : 'confirmed', nextLookAt: pending ? nextPendingLookAt(0, acting.desk.now) : null };
  return await acting.transact(async (tx) => {
    await lockWish(tx, acting.desk.company.id, intent.wishId);
    await storeIntentUpdate(tx, acting, update);
    if (pending) return { kind: 'pending', held: await storeHeld(tx, acting, { intent, booking }) };
    return { kind: 'booked', adopted: true, ...(await storeStanding(tx, acting, { intent, booking, adopted: true, keepOpen })) };
  });
}

/** A booking that nobody here had tried gets an intent as well, so that the reconciliation knows whose it is. */
async function recordFound(acting: Acting, draft: Draft): Promise<BookingIntent> {
  const recorded = await acting.transact((tx) => recordIntent(tx, acting.desk.company.id, draft, { heldUntil: acting.desk.now + HOLD_MS, attemptsMax: TRIES_MAX }));
  return recorded.kind === 'recorded' ? recorded.intent : recorded.row.request;
}

type Taken = { readonly kind: 'taken'; readonly begin: 'book' | 'look'; readonly intent: BookingIntent } | { readonly kind: 'busy' } | Stopped;

/**
 * The look took its time: meanwhile somebody may have closed the callback, reached for the caller, or begun to book him in at
 * another time. Asked once more in the transaction that makes the attempt known, under the lock that each of them takes.
 */
async function take(acting: Acting, ready: Ready): Promise<Taken> {
  const { company } = acting.desk;
  const { draft } = ready;
  const now = acting.world.clock.now();
  return await acting.transact(async (tx): Promise<Taken> => {
    await lockWish(tx, company.id, draft.wishId);
    const still = await readCallbackFacts(tx, acting);
    if (still.kind !== 'found') return still;
    if (await isUnderWay(tx, company.id, { wishId: draft.wishId, now })) return { kind: 'busy' };
    await tellStep(tx, acting, 'booking');
    const recorded = await record(tx, acting, draft, now);
    if (recorded.kind === 'recorded') return { kind: 'taken', begin: 'book', intent: recorded.intent };
    const free = await holdIntent(tx, company.id, recorded.row.id, { now, until: now + HOLD_MS });
    return free ? { kind: 'taken', begin: 'look', intent: recorded.row.request } : { kind: 'busy' };
  });
}

/** An earlier attempt at the same time makes room once it is old enough, because the look before this has seen nothing of it. */
async function record(tx: Tx, { desk: { company } }: Acting, draft: Draft, now: EpochMs): Promise<Recorded> {
  const how = { heldUntil: now + HOLD_MS, attemptsMax: TRIES_MAX };
  const first = await recordIntent(tx, company.id, draft, how);
  if (first.kind === 'recorded' || now - first.row.created_at < SETTLED_MS || first.row.request.attempt >= TRIES_MAX) return first;
  return (await setAside(tx, company.id, first.row.id, now)) ? await recordIntent(tx, company.id, draft, how) : first;
}

async function send(acting: Acting, ready: Ready, keepOpen: boolean): Promise<ActingOutcome> {
  const taken = await take(acting, ready);
  if (taken.kind !== 'taken') return taken;
  const { result, mayExist } = await runBooking({
    world: acting.world, calendar: ready.calendar, intent: taken.intent, begin: taken.begin, timeMs: TIME_MS, failedBefore: false,
    seek: async (budgetMs) => {
      const found = await search(acting, ready, budgetMs);
      return found.kind === 'failed' ? { kind: 'failed', detail: found.outcome.detail } : found;
    },
    onLate: (outcome) => void storeLate(acting, taken.intent, outcome),
  });
  return await end(acting, ready, { intent: taken.intent, result, mayExist, keepOpen });
}

async function end(acting: Acting, ready: Ready, ended: { intent: BookingIntent; result: SagaResult; mayExist: boolean; keepOpen: boolean }): Promise<ActingOutcome> {
  const { intent, result, keepOpen } = ended;
  if (result.kind === 'booked') {
    return await acting.transact(async (tx) => {
      await tellStep(tx, acting, 'storing');
      await lockWish(tx, acting.desk.company.id, intent.wishId);
      await storeIntentUpdate(tx, acting, { id: intent.id, state: 'confirmed', bookingUid: result.booking.uid, detail: null, nextLookAt: null });
      return { kind: 'booked', adopted: false, ...(await storeStanding(tx, acting, { intent, booking: result.booking, adopted: false, keepOpen })) };
    });
  }
  const update = intentUpdate(acting, ended);
  if (result.kind === 'pending') {
    return await acting.transact(async (tx) => {
      await lockWish(tx, acting.desk.company.id, intent.wishId);
      await storeIntentUpdate(tx, acting, update);
      return { kind: 'pending', held: await storeHeld(tx, acting, { intent, booking: result.booking }) };
    });
  }
  const outcome = await outcomeOf(acting, ready, { result, mayExist: ended.mayExist });
  return await acting.transact(async (tx) => {
    await lockWish(tx, acting.desk.company.id, intent.wishId);
    await storeIntentUpdate(tx, acting, update);
    await note(tx, acting, { outcome: outcome.kind, ...('detail' in result ? { original_error: result.detail } : {}) });
    return outcome;
  });
}

function intentUpdate(acting: Acting, { intent, result, mayExist }: { intent: BookingIntent; result: SagaResult; mayExist: boolean }): IntentUpdate {
  const now = acting.world.clock.now();
  const base = { id: intent.id, bookingUid: null };
  if (result.kind === 'pending') return { ...base, state: 'pending', bookingUid: result.booking.uid, detail: null, nextLookAt: nextPendingLookAt(0, now) };
  const detail = 'detail' in result ? result.detail : 'message' in result ? result.message : result.kind;
  return mayExist ? { ...base, state: 'unknown', detail, nextLookAt: nextLookAt(0, now) } : { ...base, state: 'refused', detail, nextLookAt: null };
}

async function outcomeOf(acting: Acting, ready: Ready, { result, mayExist }: { result: Exclude<SagaResult, { kind: 'booked' | 'pending' }>; mayExist: boolean }): Promise<ActingOutcome> {
  // What answered with an error may have booked all the same: that nothing is booked is said only where that is certain.
  if (mayExist && 'detail' in result) return { kind: 'unknown', detail: result.detail, unread: null };
  switch (result.kind) {
    case 'alternatives':
      return result.because === 'api_error' ? { kind: 'failed', detail: result.detail, alternatives: result.slots } : { kind: result.because, alternatives: result.slots };
    case 'no_availability':
      return { kind: 'no_availability' };
    case 'unconfirmed':
      return { kind: 'unknown', detail: result.detail, unread: null };
    case 'api_error':
      return { kind: 'failed', detail: result.detail, alternatives: [] };
    case 'exception':
      return { kind: 'unknown', detail: result.message, unread: null };
    case 'past':
      return { kind: 'past', alternatives: await offers(acting, ready) };
    case 'ask':
      return { kind: 'incomplete', missing: [result.for === 'email' ? 'email' : 'contact'] };
  }
}

/** Nothing was sent. `unread`: but a booking is known of, or is still being looked for: then it is not said that there is none. */
async function blind(acting: Acting, ready: Ready, { detail, unread }: { detail: string; unread: Unread | null }): Promise<ActingOutcome> {
  const kind = unread === null ? 'failed' : 'unknown';
  await acting.transact((tx) => note(tx, acting, { outcome: kind, sent: false, original_error: detail }));
  return kind === 'unknown' ? { kind, detail, unread } : { kind, detail, alternatives: await offers(acting, ready) };
}

async function offers(acting: Acting, ready: Ready): Promise<readonly Slot[]> {
  const found = await search(acting, ready, SEEK_MS);
  return found.kind === 'found' ? found.slots : [];
}

async function search(acting: Acting, ready: Ready, budgetMs: number) {
  const { company } = acting.desk;
  const { draft, calendar } = ready;
  const branch = company.branches.find(({ id }) => id === draft.branchId) ?? null;
  return await findAlternatives({
    calendar, service: draft.service, timeZone: company.timeZone, openingHours: knownCalendar(company, branch),
    now: acting.world.clock.now(), staffId: draft.staffId, wanted: { startAt: draft.startAt, window: null }, exclude: [], max: OFFERS, budgetMs,
  });
}

/** A yes that came after the person had been answered is stored as the follow-up would; anything else is looked for, which is due already. */
async function storeLate(acting: Acting, intent: BookingIntent, outcome: Outcome<Booking>): Promise<void> {
  if (outcome.kind !== 'done' || (outcome.value.status !== 'accepted' && outcome.value.status !== 'pending')) return;
  const { company } = acting.desk;
  try {
    await acting.transact(async (tx) => {
      await lockWish(tx, company.id, intent.wishId);
      const row = await readIntent(tx, company.id, intent.id);
      if (row !== null) await bookingTurnedUp(tx, { company, row, booking: outcome.value, at: acting.world.clock.now() });
    });
  } catch (error) {
    acting.world.log.warn({ event: 'booking.late_answer_not_stored', company: company.slug, intent_id: intent.id, error: messageOf(error) }, 'a late answer of the calendar could not be stored; it will be looked for');
  }
}
