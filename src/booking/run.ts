// Drives one booking saga through real time: sends once, looks and seeks as decide.ts says, and comes back when
// the caller has to be answered. What the calendar says afterwards is handed to `onLate`, never dropped.
import { messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';
import type { Booking, Calendar, Outcome } from '../calendar/port.ts';
import { decide, ownBooking, type Alternatives, type Facts, type Saga, type SagaEvent, type SagaResult } from './decide.ts';
import { asOutcome, eventQueue } from './event-queue.ts';
import { bookingRequest, type BookingIntent } from './intent.ts';

export interface BookingRun {
  readonly world: World;
  readonly calendar: Calendar;
  readonly intent: BookingIntent;
  /**
   * `book` sends; `look` takes up an earlier attempt whose outcome is unknown and sends nothing; `look_then_book` looks
   * whether an attempt that nobody here can know of (another node's, or from before a crash) stands, and else sends.
   */
  readonly begin: 'book' | 'look' | 'look_then_book';
  /** Until the result has to be there, in ms from now. */
  readonly timeMs: number;
  readonly failedBefore: boolean;
  readonly seek: (budgetMs: number) => Promise<Alternatives>;
  readonly onLate: (outcome: Outcome<Booking>) => void;
}

export interface BookingRunResult {
  readonly result: SagaResult;
  readonly mayExist: boolean;
}

/** How long one request may stay out altogether; longer than any answer budget, so that a slow yes is still heard. */
const SENT_FOR_AT_MOST_MS = 45_000;
/** After this share of the time a healthy calendar has answered; then looking starts beside the waiting. */
const PATIENCE = 0.55;
/** One look must leave time for another. */
const LOOK_BUDGET_MS = 3_000;
/** A look before sending is a precaution for rare cases; the caller's time belongs to the booking. */
const FIRST_LOOK_MS = 1_500;

export async function runBooking(run: BookingRun): Promise<BookingRunResult> {
  if (run.begin !== 'look_then_book') return await runSaga(run);
  const startedAt = run.world.clock.monotonic();
  const { calendar, intent } = run;
  const budgetMs = Math.min(FIRST_LOOK_MS, run.timeMs / 3);
  const seen = await asOutcome(() => calendar.lookUp({ service: intent.service, startAt: intent.startAt, attendee: intent.attendee, budgetMs }));
  const own = seen.kind === 'done' ? ownBooking(seen.value, intent.id) : null;
  if (own !== null) return { result: { kind: own.status === 'pending' ? 'pending' : 'booked', booking: own }, mayExist: own.status === 'pending' };
  const timeMs = Math.max(1, run.timeMs - (run.world.clock.monotonic() - startedAt));
  return await runSaga({ ...run, begin: 'book', timeMs });
}

async function runSaga(run: BookingRun): Promise<BookingRunResult> {
  const { world, calendar, intent } = run;
  const facts: Facts = { intentId: intent.id, failedBefore: run.failedBefore };
  const endsAt = world.clock.monotonic() + run.timeMs;
  const left = () => Math.max(1, endsAt - world.clock.monotonic());
  const events = eventQueue<SagaEvent>();
  const stop = new AbortController();
  const after = (ms: number, event: () => void) => void world.clock.sleep(ms, stop.signal).then(event, () => undefined);
  let isOver = false;

  if (run.begin === 'book') {
    void asOutcome(() => calendar.book(bookingRequest(intent, SENT_FOR_AT_MOST_MS))).then((outcome) => {
      if (isOver) run.onLate(outcome);
      else events.push({ type: 'answered', outcome });
    });
    after(run.timeMs * PATIENCE, () => events.push({ type: 'patience_over' }));
  }
  after(run.timeMs, () => events.push({ type: 'time_over' }));
  const look = () =>
    void asOutcome(() => calendar.lookUp({ service: intent.service, startAt: intent.startAt, attendee: intent.attendee, budgetMs: Math.min(LOOK_BUDGET_MS, left()) })).then(
      (outcome) => events.push({ type: 'looked', outcome }),
    );

  let saga: Saga = run.begin === 'book' ? { at: 'sent' } : { at: 'looking', doubt: 'no_answer', detail: 'an earlier attempt had no answer', looks: 0 };
  if (run.begin === 'look') look();
  while (saga.at !== 'over') {
    const decision: ReturnType<typeof decide> = decide(saga, await events.next(), facts);
    saga = decision.saga;
    if (decision.command?.do === 'look') after(decision.command.afterMs, look);
    if (decision.command?.do === 'seek') {
      void run.seek(left()).then(
        (alternatives) => events.push({ type: 'alternatives', alternatives }),
        (error: unknown) => events.push({ type: 'alternatives', alternatives: { kind: 'failed', detail: messageOf(error) } }),
      );
    }
  }
  isOver = true;
  stop.abort();
  return { result: saga.result, mayExist: saga.mayExist };
}
