// Drives one change through real time: sends once, looks as decide-change.ts says, and comes back when the caller
// has to be answered. What the calendar says afterwards is handed to `onLate`, never dropped.
import { messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';
import type { Booking, Calendar, Outcome } from '../calendar/port.ts';
import { cancelRequest, rescheduleRequest, type ChangeIntent } from './change-intent.ts';
import { decideChange, type ChangeEvent, type ChangeResult, type ChangeSaga, type ChangeSeen } from './decide-change.ts';
import { asOutcome, eventQueue } from './event-queue.ts';
import { lookForChange } from './look-for-change.ts';

export interface ChangeRun {
  readonly world: World;
  readonly calendar: Calendar;
  readonly intent: ChangeIntent;
  /** `look` takes up an earlier attempt whose outcome is unknown and sends nothing. */
  readonly begin: 'send' | 'look';
  /** Until the result has to be there, in ms from now. */
  readonly timeMs: number;
  readonly onLate: (outcome: Outcome<Booking>) => void;
}

export interface ChangeRunResult {
  readonly result: ChangeResult;
  readonly mayHaveHappened: boolean;
}

/** As for bookings: longer than any answer budget, so that a slow yes is still heard. */
const SENT_FOR_AT_MOST_MS = 45_000;
const PATIENCE = 0.55;
const LOOK_BUDGET_MS = 3_000;

export async function runChange(run: ChangeRun): Promise<ChangeRunResult> {
  const { world, calendar, intent } = run;
  const endsAt = world.clock.monotonic() + run.timeMs;
  const events = eventQueue<ChangeEvent>();
  const stop = new AbortController();
  const after = (ms: number, event: () => void) => void world.clock.sleep(ms, stop.signal).then(event, () => undefined);
  let isOver = false;
  const look = () => {
    const budgetMs = Math.max(1, Math.min(LOOK_BUDGET_MS, endsAt - world.clock.monotonic()));
    void lookForChange(calendar, intent, budgetMs)
      .catch((error: unknown): ChangeSeen => ({ kind: 'unseen', detail: messageOf(error) }))
      .then((seen) => events.push({ type: 'looked', seen }));
  };

  if (run.begin === 'send') {
    void asOutcome(() => send(calendar, intent)).then((outcome) => {
      if (isOver) run.onLate(outcome);
      else events.push({ type: 'answered', outcome });
    });
    after(run.timeMs * PATIENCE, () => events.push({ type: 'patience_over' }));
  }
  after(run.timeMs, () => events.push({ type: 'time_over' }));
  let saga: ChangeSaga = run.begin === 'send' ? { at: 'sent' } : { at: 'looking', doubt: 'no_answer', detail: 'an earlier attempt had no answer', looks: 0 };
  if (run.begin === 'look') look();
  while (saga.at !== 'over') {
    const decision = decideChange(saga, await events.next(), intent.kind);
    saga = decision.saga;
    if (decision.lookAfterMs !== null) after(decision.lookAfterMs, look);
  }
  isOver = true;
  stop.abort();
  return { result: saga.result, mayHaveHappened: saga.mayHaveHappened };
}

function send(calendar: Calendar, intent: ChangeIntent): Promise<Outcome<Booking>> {
  return intent.kind === 'cancel' ? calendar.cancel(cancelRequest(intent, SENT_FOR_AT_MOST_MS)) : calendar.reschedule(rescheduleRequest(intent, SENT_FOR_AT_MOST_MS));
}
