// Takes up what the journal still holds: outcomes that the database has not seen, and requests whose handling died
// with the process. Idempotent, in order per call, by the same code as the live path.
import { must } from '../platform/assert.ts';
import { isFault, messageOf } from '../platform/errors.ts';
import type { Tx } from '../platform/database.ts';
import type { Entry, Journal, Json } from '../journal/journal.ts';
import type { StoredCallback } from '../callbacks/callback.ts';
import { readWish } from '../wishes/store-wish.ts';
import { runBooking } from '../booking/run.ts';
import { isChange } from '../booking/change-intent.ts';
import type { BookingIntent } from '../booking/intent.ts';
import { appointmentFrom } from '../booking/turned-up.ts';
import { nextLookAt } from '../booking/schedule.ts';
import { readIntent } from '../booking/store-intent.ts';
import { fulfils, type Answer } from './answer.ts';
import { ask } from './ask.ts';
import { claim, claimingOf, newWish, type Claiming } from './claim.ts';
import { end, writeEffects, type Effects, type Ended } from './ending.ts';
import { endWithCallback, promising } from './failsafe.ts';
import { serve } from './functions/registry.ts';
import { INBOUND_ENTRY, resumeInbound } from './take-inbound.ts';
import { turnOf, type AcceptedRequest } from './prepare.ts';
import { EVENT_ENTRY, orderOf, resumeEvent } from './take-event.ts';
import { inDatabase, type Intake, type Turn } from './turn.ts';
import { completeWanted } from './wanted.ts';

/** The kind of journal entry that holds a function request. */
const REQUEST_ENTRY = 'retell.function';

/** Until then the platform may deliver the request again, and the caller may still be served by it. */
const GRACE_MS = 30_000;

export async function resumeEntry(intake: Intake, entry: Entry): Promise<'settled' | 'keep'> {
  if (intake.live.isActive(entry.id)) return 'keep';
  if (entry.kind === EVENT_ENTRY) return await resumeEvent(intake, entry);
  if (entry.kind === INBOUND_ENTRY) return await resumeInbound(intake, entry);
  const outcome = entry.notes.findLast((note) => note.kind === 'outcome');
  if (outcome !== undefined) {
    const { effects, answer } = outcome.body as unknown as { effects: Effects; answer: Answer };
    await writeOutcome(intake, effects, answer);
    return 'settled';
  }
  const accepted = entry.body as unknown as AcceptedRequest;
  if (await isAnswered(intake, accepted)) return 'settled';
  if (accepted.intent === null) return 'settled';
  if (intake.world.clock.now() < accepted.receivedAt + GRACE_MS) return 'keep';
  const intentNote = entry.notes.findLast((note) => note.kind === 'intent');
  return await takeUp(intake, accepted, intentNote === undefined ? null : (intentNote.body as unknown as BookingIntent));
}

/**
 * At start, before the first call: what this node answered and tried while the database was away. Without it a
 * repetition after a restart would be handled as new, and a booking sent a second time.
 */
export function rememberFromJournal(intake: Intake): void {
  for (const entry of intake.journal.unsettled()) {
    const accepted = entry.body as unknown as AcceptedRequest;
    if (entry.kind !== REQUEST_ENTRY) continue;
    for (const note of entry.notes) {
      if (note.kind === 'intent') intake.live.rememberAttempt(note.body as unknown as BookingIntent);
      if (note.kind !== 'outcome') continue;
      const { effects, answer } = note.body as unknown as { effects: Effects; answer: Answer };
      const turn = turnOf(intake, accepted, true);
      if (effects.intentUpdate?.state === 'refused') intake.live.attemptRefused(effects.intentUpdate.id);
      intake.live.rememberAnswer(turn.flightKey, { answer, at: effects.at });
      const { wish } = effects;
      if (wish !== null) intake.live.rememberWish(turn.call.id, fulfils(answer) ? null : wish, wish.intent);
    }
  }
}

async function writeOutcome(intake: Intake, effects: Effects, answer: Answer): Promise<void> {
  const write = (written: Effects) => async (tx: Tx) => await writeEffects(tx, written, (_callback: StoredCallback | null) => answer);
  try {
    await intake.database.inCompany(effects.companyId, write(effects));
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE') || (effects.appointment === null && effects.change == null)) throw error;
    // The appointment itself is what cannot be stored. The promise must not wait for that: the callback is
    // written with the booking's uid, and the intent is looked for until the appointment can be stored.
    intake.world.log.error({ event: 'appointment.not_storable', receipt: effects.request.receipt, error: messageOf(error) }, 'an appointment could not be stored; its callback is');
    const intentUpdate = effects.intentUpdate === null ? null : { ...effects.intentUpdate, state: 'unknown' as const, nextLookAt: nextLookAt(5, effects.at) };
    await intake.database.inCompany(effects.companyId, write({ ...effects, appointment: null, change: null, closed: null, intentUpdate }));
  }
}

async function isAnswered(intake: Intake, accepted: AcceptedRequest): Promise<boolean> {
  const row = await intake.database.inCompany(accepted.companyId, async (tx) =>
    await tx.maybe<{ state: string }>('select state from requests where company_id = $1 and receipt = $2', [accepted.companyId, accepted.receipt]),
  );
  return row?.state === 'answered';
}

/** The process died while it handled this, and nobody delivered it again. */
async function takeUp(intake: Intake, accepted: AcceptedRequest, intent: BookingIntent | null): Promise<'settled' | 'keep'> {
  const turn = turnOf(intake, accepted, true);
  const served = serve(accepted.request.name, turn.args);
  if (served.kind === 'inform') return 'settled';
  const claiming: Claiming = { ...claimingOf(turn, served.function), intent: accepted.intent };
  const claimed = await claim(turn, claiming);
  if (claimed.kind === 'answered') {
    // Another delivery was answered; but what this one had sent stands in its own note, and perhaps nowhere else.
    if (accepted.intent !== 'book' || intent === null || (await isRecorded(turn, intent))) return 'settled';
    turn.wish = { ...newWish(turn, claiming), id: intent.wishId };
    return isSettled(await endInterrupted(turn, intent));
  }
  if (claimed.kind !== 'mine') return 'keep';
  turn.wish = claimed.wish;
  turn.dedupeKey = claimed.dedupeKey;
  // What touches no calendar is simply done now; only there the caller's own words are kept.
  const ended = accepted.intent !== 'book'
    ? await served.function.run(turn, completeWanted(turn.company, turn.args, turn.wish?.requested ?? {}, turn.receivedAt))
    // Noted under the wish that this node remembered; the database may know the request under another one, or know no such wish.
    : await endInterrupted(turn, intent === null || turn.wish === null ? intent : { ...intent, wishId: turn.wish.id });
  return isSettled(ended);
}

function isSettled(ended: Ended): 'settled' | 'keep' {
  return ended.kind === 'stored' && ended.in === 'database' ? 'settled' : 'keep';
}

async function isRecorded(turn: Turn, intent: BookingIntent): Promise<boolean> {
  return (await turn.intake.database.inCompany(turn.company.id, async (tx) => await readIntent(tx, turn.company.id, intent.id))) !== null;
}

/** The caller heard nothing of the outcome, so a person tells him: urgently where the booking stands, soon where it may. */
async function endInterrupted(turn: Turn, noted: BookingIntent | null): Promise<Ended> {
  const intent = noted ?? (await intentInDatabase(turn));
  const lookAgain = intent === null ? null : { id: intent.id, state: 'unknown' as const, bookingUid: null, detail: 'interrupted', nextLookAt: nextLookAt(0, turn.intake.world.clock.now()) };
  if (await isFulfilled(turn)) return await end(turn, { intent, intentUpdate: lookAgain, answer: () => ask('error', turn.say.notUnderstood()) });
  const standing = intent === null ? null : await look(turn, intent);
  const silent = { answer: (): Answer => ({ success: false, status: 'callback_queued', message: promising(turn, turn.say.failsafe()) }) };
  if (intent !== null && standing !== null) {
    return await endWithCallback(
      turn,
      { reason: 'Die Buchung steht im Kalender; das Gespräch wurde unterbrochen, bevor der Anrufer es hörte.', errorType: 'partial_booking', priority: 'urgent', context: { calcom_booking_id: standing.uid, appointment_error: 'interrupted before it was stored' } },
      { ...silent, intent, appointment: appointmentFrom(intent, standing, turn.intake.world.clock.now()), intentUpdate: { id: intent.id, state: 'confirmed', bookingUid: standing.uid, detail: null, nextLookAt: null } },
    );
  }
  return await endWithCallback(
    turn,
    { reason: 'Die Bearbeitung wurde unterbrochen, bevor der Anrufer eine Antwort bekam.', errorType: 'exception', priority: 'high', context: { error_during: 'booking_exception', exception_message: 'interrupted: the process ended while the request was handled' } },
    { ...silent, intent, intentUpdate: lookAgain },
  );
}

/** The same call came to its appointment since, by another request: then there is nothing to tell the caller. */
async function isFulfilled(turn: Turn): Promise<boolean> {
  const wish = must(turn.wish, 'what is taken up names a wish');
  const read = await inDatabase(turn, async (tx) => await readWish(tx, turn.company.id, wish.id));
  return read.kind === 'done' && read.value?.fate === 'appointment';
}

async function intentInDatabase(turn: Turn): Promise<BookingIntent | null> {
  const read = await inDatabase(turn, async (tx) =>
    await tx.maybe<{ request: BookingIntent }>(
      `select request from booking_intents where company_id = $1 and receipt = $2 order by created_at desc limit 1`,
      [turn.company.id, turn.receipt],
    ),
  );
  return read.kind === 'done' ? (read.value?.request ?? null) : null;
}

async function look(turn: Turn, intent: BookingIntent) {
  // A change is looked for in the background: which booking shows it is not the one that carries our intent.
  if (isChange(intent)) return null;
  const service = turn.company.services.find((s) => s.id === intent.service.serviceId);
  const calendar = service === undefined ? null : turn.intake.calendars.for(turn.company, service);
  if (calendar === null) return null;
  const { result } = await runBooking({
    world: turn.intake.world, calendar, intent, begin: 'look', timeMs: 4_000, failedBefore: true,
    seek: async () => ({ kind: 'none' }),
    onLate: () => undefined,
  });
  return result.kind === 'booked' ? result.booking : null;
}

/** Whether the journal still holds what functions of the call did; until it is in the database, its end settles nothing. */
export function holdsFunctionsOf(journal: Pick<Journal, 'unsettled'>, companyId: string, retellCallId: string): boolean {
  const order = orderOf(companyId, retellCallId);
  return journal.unsettled().some((entry) => entry.kind === REQUEST_ENTRY && entry.order === order);
}

/** The intent of a journal entry, for counting what only the journal knows. */
export function namesAWish(body: Json, companyId: string | null): boolean {
  const accepted = body as unknown as AcceptedRequest;
  return accepted.intent !== null && (companyId === null || accepted.companyId === companyId);
}
