// Makes the intent durable before the calendar is touched, and decides whether this request may send at all.
import { assert, must } from '../../platform/assert.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Json } from '../../journal/journal.ts';
import { appointmentId, intentId, type BookingIntent } from '../../booking/intent.ts';
import { ATTEMPTS_MAX, failedBefore, holdIntent, readIntent, recordIntent, type IntentRow } from '../../booking/store-intent.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import type { Answer } from '../answer.ts';
import { end, type Ended } from '../ending.ts';
import { inDatabase, left, reserveMs, type Turn } from '../turn.ts';

export type Taken =
  | { readonly kind: 'go'; readonly begin: 'book' | 'look' | 'look_then_book'; readonly intent: BookingIntent; readonly failedBefore: boolean }
  | { readonly kind: 'ended'; readonly ended: Ended };

type Draft = Omit<BookingIntent, 'id' | 'attempt'>;

export async function takeIntent(turn: Turn, draft: Draft): Promise<Taken> {
  const { clock } = turn.intake.world;
  const heldUntil = clock.now() + turn.intake.answerBudgetMs * 2;
  const recorded = await inDatabase(turn, async (tx) => {
    const failed = await failedBefore(tx, turn.company.id, draft.wishId);
    return { failed, outcome: await recordIntent(tx, turn.company.id, draft, { heldUntil }) };
  });
  if (recorded.kind === 'down') return await takeInJournal(turn, draft);
  const { failed, outcome } = recorded.value;
  if (outcome.kind === 'earlier') return await takeUp(turn, outcome.row, { failed, draft });
  const { intent } = outcome;
  // Sent while the database was away, and not drained yet: new to the database, but not to the calendar.
  const sentBefore = turn.intake.live.attempt(intent.id) !== null;
  await noteToo(turn, intent);
  return { kind: 'go', begin: sentBefore ? 'look' : 'book', intent, failedBefore: failed || sentBefore };
}

/** In the journal too: the database may be gone when the calendar has answered. It is durable already, so a full journal stops nothing. */
async function noteToo(turn: Turn, intent: BookingIntent): Promise<void> {
  turn.intake.live.rememberAttempt(intent);
  if (!turn.journaled) return;
  try {
    await turn.intake.journal.note(turn.receipt, 'intent', intent as unknown as Json);
  } catch (error) {
    turn.intake.world.log.error({ event: 'journal.unwritable', receipt: turn.receipt, error: messageOf(error) }, 'the journal did not take a booking intent; the database has it');
  }
}

/** Without a database the journal makes the intent durable; attempts of this node are remembered, those of others are found by looking. */
async function takeInJournal(turn: Turn, draft: Draft): Promise<Taken> {
  const { journal, live } = turn.intake;
  if (!turn.journaled) return { kind: 'ended', ended: { kind: 'failed', error: new Error('neither journal nor database could record the booking intent') } };
  for (let attempt = 1; ; attempt++) {
    const intent: BookingIntent = { ...draft, attempt, id: intentId({ ...draft, attempt }, draft.attendee.name) };
    const earlier = live.attempt(intent.id);
    if (earlier !== null && earlier.refused && attempt < ATTEMPTS_MAX) continue;
    if (earlier !== null) {
      absorbInto(turn, earlier.intent.wishId);
      return { kind: 'go', begin: 'look', intent: earlier.intent, failedBefore: true };
    }
    await journal.note(turn.receipt, 'intent', intent as unknown as Json);
    live.rememberAttempt(intent);
    // An attempt that only the unreachable database knows (from before a crash, of another node) is seen at the calendar.
    return { kind: 'go', begin: 'look_then_book', intent, failedBefore: attempt > 1 };
  }
}

/** The same booking was tried before in this call: adopt it where it stands, look where that is not known. */
async function takeUp(turn: Turn, row: IntentRow, { failed, draft }: { failed: boolean; draft: Draft }): Promise<Taken> {
  const settled = await waitForHolder(turn, row);
  if (settled.state === 'refused' || settled.state === 'absent') {
    // Whoever held it was refused meanwhile: that makes room for an attempt of our own, as long as there are any left.
    assert(settled.request.attempt < ATTEMPTS_MAX, `the calendar refused this booking ${ATTEMPTS_MAX} times`);
    return await takeIntent(turn, draft);
  }
  absorbInto(turn, row.wish_id);
  if (settled.state === 'confirmed') {
    const fulfilled = { wishId: settled.wish_id, bookingUid: must(settled.booking_uid, 'a confirmed booking has a uid'), intentId: settled.id };
    return { kind: 'ended', ended: await end(turn, { answer: () => alreadyBooked(turn, settled), fulfilled }) };
  }
  const now = turn.intake.world.clock.now();
  const held = await inDatabase(turn, async (tx) => await holdIntent(tx, turn.company.id, settled.id, { now, until: now + turn.intake.answerBudgetMs * 2 }));
  if (held.kind === 'done' && held.value) return { kind: 'go', begin: 'look', intent: settled.request, failedBefore: failed };
  return { kind: 'ended', ended: await end(turn, { answer: () => ({ success: false, status: 'pending_confirmation', message: turn.say.stillWorking() }) }) };
}

/** A booking that repeats one of an earlier wish of this call is that wish; a second one would have no fate of its own. */
function absorbInto(turn: Turn, wishId: string): void {
  if (turn.wish === null || turn.wish.id === wishId) return;
  turn.absorbedWishId = turn.wish.id;
  turn.wish = { ...turn.wish, id: wishId };
}

const POLL_MS = 150;

/** Somebody else is at it right now: his outcome is better than a look of our own. */
async function waitForHolder(turn: Turn, first: IntentRow): Promise<IntentRow> {
  const { clock } = turn.intake.world;
  let row = first;
  while (row.state === 'sent' && row.held_until !== null && row.held_until > clock.now() && left(turn) > reserveMs(turn) + POLL_MS) {
    await clock.sleep(POLL_MS);
    const read = await inDatabase(turn, async (tx) => await readIntent(tx, turn.company.id, first.id));
    if (read.kind === 'down' || read.value === null) break;
    row = read.value;
  }
  return row;
}

function alreadyBooked(turn: Turn, row: IntentRow): Answer {
  const { timeZone, locale } = turn.company;
  const { request } = row;
  const service = turn.company.services.find((s) => s.id === request.service.serviceId)?.name ?? '';
  return {
    success: true,
    status: 'booked',
    message: turn.say.alreadyBooked(speakWhen(request.startAt, { timeZone, locale, now: turn.receivedAt }), service),
    appointment_id: appointmentId(row.id),
    ...(row.booking_uid === null ? {} : { booking_uid: row.booking_uid }),
    start: isoInZone(request.startAt, timeZone),
  };
}
