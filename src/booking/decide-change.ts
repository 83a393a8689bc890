// The saga of a change as a pure function, like that of a booking (decide.ts): after anything but a clear yes or no,
// look; never send again. What is looked at is the booking itself, whose uid is known.
import { unreachable } from '../platform/assert.ts';
import type { Booking, Outcome, Refusal } from '../calendar/port.ts';

export type ChangeKind = 'reschedule' | 'cancel';
type Doubt = 'no_answer' | 'server_error' | 'absurd';

/** What a look at the booking showed. */
export type ChangeSeen =
  /** It is as it was to be: the new booking, or the old one cancelled. */
  | { readonly kind: 'done'; readonly booking: Booking }
  | { readonly kind: 'standing' }
  /** Neither: somebody else cancelled or moved it. */
  | { readonly kind: 'gone'; readonly detail: string }
  | { readonly kind: 'unseen'; readonly detail: string };

export type ChangeResult =
  | { readonly kind: 'done'; readonly booking: Booking }
  /** Moved, but the new time waits for the host's confirmation. */
  | { readonly kind: 'pending'; readonly booking: Booking }
  /** The new time cannot be had; the appointment stays as it is. */
  | { readonly kind: 'not_free'; readonly because: 'slot_taken' | 'outside_window'; readonly detail: string }
  | { readonly kind: 'past'; readonly detail: string }
  | { readonly kind: 'gone'; readonly detail: string }
  | { readonly kind: 'unconfirmed'; readonly detail: string }
  | { readonly kind: 'api_error'; readonly detail: string }
  | { readonly kind: 'exception'; readonly detail: string };

export type ChangeSaga =
  | { readonly at: 'sent' }
  | { readonly at: 'looking'; readonly doubt: Doubt; readonly detail: string; readonly looks: number }
  /** `mayHaveHappened`: looking goes on in the background. */
  | { readonly at: 'over'; readonly result: ChangeResult; readonly mayHaveHappened: boolean };

export type ChangeEvent =
  | { readonly type: 'answered'; readonly outcome: Outcome<Booking> }
  | { readonly type: 'patience_over' }
  | { readonly type: 'looked'; readonly seen: ChangeSeen }
  | { readonly type: 'time_over' };

export interface ChangeDecision {
  readonly saga: ChangeSaga;
  /** Look after so many ms; null: wait for what comes. */
  readonly lookAfterMs: number | null;
}

const LOOK_PAUSES_MS = [0, 400, 1_000, 1_500, 2_000];
/** An answered failure was processed before it failed, so two looks tell; silence may go on working. */
const LOOKS_ENOUGH: Readonly<Record<Doubt, number>> = { no_answer: Infinity, server_error: 2, absurd: 2 };

export function decideChange(saga: ChangeSaga, event: ChangeEvent, kind: ChangeKind): ChangeDecision {
  if (saga.at === 'over') return { saga, lookAfterMs: null };
  switch (event.type) {
    case 'answered':
      return answered(saga, event.outcome, kind);
    case 'patience_over':
      return saga.at === 'sent' ? look('no_answer', 'no answer yet', 0) : { saga, lookAfterMs: null };
    case 'looked':
      return saga.at === 'looking' ? looked(saga, event.seen) : { saga, lookAfterMs: null };
    case 'time_over':
      return saga.at === 'sent' ? over({ kind: 'unconfirmed', detail: 'no answer within the answer budget' }, true) : givenUp(saga);
    default:
      return unreachable(event);
  }
}

function answered(saga: Exclude<ChangeSaga, { at: 'over' }>, outcome: Outcome<Booking>, kind: ChangeKind): ChangeDecision {
  switch (outcome.kind) {
    case 'done': {
      const seen = kind === 'cancel' ? cancelledAs(outcome.value) : standsAs(outcome.value);
      return seen.kind === 'standing' ? look('absurd', `the booking came back ${outcome.value.status}`, 0) : looked({ at: 'looking', doubt: 'absurd', detail: '', looks: 0 }, seen);
    }
    case 'refused':
      return refused(outcome.reason, outcome.detail, kind);
    case 'unknown':
      if (outcome.cause === 'not_tried') return over({ kind: 'api_error', detail: outcome.detail }, false);
      // While a look is under way its answer decides; only the doubt becomes more exact.
      if (saga.at === 'looking') return { saga: { ...saga, doubt: outcome.cause, detail: outcome.detail }, lookAfterMs: null };
      return look(outcome.cause, outcome.detail, 0);
    default:
      return unreachable(outcome);
  }
}

/** Every refusal says for certain that nothing was changed. */
function refused(reason: Refusal, detail: string, kind: ChangeKind): ChangeDecision {
  switch (reason) {
    case 'slot_taken':
    case 'outside_window':
      return kind === 'reschedule' ? over({ kind: 'not_free', because: reason, detail }, false) : over({ kind: 'api_error', detail: `${reason}: ${detail}` }, false);
    case 'in_the_past':
      return over({ kind: 'past', detail }, false);
    case 'booking_not_found':
    case 'already_cancelled':
      return over({ kind: 'gone', detail }, false);
    case 'email_required':
    case 'invalid_contact':
    case 'missing_field':
    case 'service_not_found':
    case 'not_allowed':
    case 'rate_limited':
    case 'rejected':
      return over({ kind: 'api_error', detail: `${reason}: ${detail}` }, false);
    default:
      return unreachable(reason);
  }
}

function looked(saga: Extract<ChangeSaga, { at: 'looking' }>, seen: ChangeSeen): ChangeDecision {
  if (seen.kind === 'done') return over({ kind: seen.booking.status === 'pending' ? 'pending' : 'done', booking: seen.booking }, seen.booking.status === 'pending');
  if (seen.kind === 'gone') return over({ kind: 'gone', detail: seen.detail }, false);
  const looks = saga.looks + 1;
  return looks < LOOKS_ENOUGH[saga.doubt] ? look(saga.doubt, saga.detail, looks) : givenUp(saga);
}

function givenUp({ doubt, detail }: Extract<ChangeSaga, { at: 'looking' }>): ChangeDecision {
  const kind = doubt === 'no_answer' ? 'unconfirmed' : doubt === 'absurd' ? 'exception' : 'api_error';
  return over({ kind, detail }, true);
}

/** What a booking that was to be cancelled shows. A moved one was not cancelled: its successor stands. */
export function cancelledAs(booking: Booking): ChangeSeen {
  if (booking.status !== 'cancelled' && booking.status !== 'rejected') return { kind: 'standing' };
  if (booking.rescheduledToUid !== null) return { kind: 'gone', detail: `the booking was moved, to ${booking.rescheduledToUid}` };
  return { kind: 'done', booking };
}

/** What the booking at the new time shows. */
export function standsAs(booking: Booking): ChangeSeen {
  return booking.status === 'accepted' || booking.status === 'pending' ? { kind: 'done', booking } : { kind: 'standing' };
}

function look(doubt: Doubt, detail: string, looks: number): ChangeDecision {
  return { saga: { at: 'looking', doubt, detail, looks }, lookAfterMs: LOOK_PAUSES_MS[Math.min(looks, LOOK_PAUSES_MS.length - 1)]! };
}

function over(result: ChangeResult, mayHaveHappened: boolean): ChangeDecision {
  return { saga: { at: 'over', result, mayHaveHappened }, lookAfterMs: null };
}
