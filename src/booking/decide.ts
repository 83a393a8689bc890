// The booking saga as a pure function. It knows nothing of clocks and calendars: it is told what happened and
// says what to do next. Its one rule: after anything but a clear yes or no, look; never send again.
import { unreachable } from '../platform/assert.ts';
import type { Booking, Outcome, Refusal, Slot } from '../calendar/port.ts';

/** Why it is not known whether the booking stands. */
export type Doubt = 'no_answer' | 'server_error' | 'absurd' | 'slot_taken';
/** Why other times are sought. */
export type Because = 'slot_taken' | 'outside_window' | 'api_error';

export type SagaResult =
  | { readonly kind: 'booked'; readonly booking: Booking }
  | { readonly kind: 'pending'; readonly booking: Booking }
  | { readonly kind: 'alternatives'; readonly because: Because; readonly slots: readonly Slot[]; readonly detail: string }
  | { readonly kind: 'no_availability'; readonly detail: string }
  | { readonly kind: 'unconfirmed'; readonly detail: string }
  | { readonly kind: 'api_error'; readonly detail: string; readonly because: Because }
  | { readonly kind: 'exception'; readonly message: string }
  | { readonly kind: 'past' }
  | { readonly kind: 'ask'; readonly for: 'email' | 'contact' };

export type Saga =
  | { readonly at: 'sent' }
  | { readonly at: 'looking'; readonly doubt: Doubt; readonly detail: string; readonly looks: number }
  | { readonly at: 'seeking'; readonly because: Because; readonly detail: string; readonly mayExist: boolean }
  /** `mayExist`: the booking may yet turn up, so looking goes on in the background. */
  | { readonly at: 'over'; readonly result: SagaResult; readonly mayExist: boolean };

export type Alternatives =
  | { readonly kind: 'found'; readonly slots: readonly Slot[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly detail: string };

export type SagaEvent =
  | { readonly type: 'answered'; readonly outcome: Outcome<Booking> }
  /** The request has been out for longer than a healthy calendar needs; it is not given up. */
  | { readonly type: 'patience_over' }
  | { readonly type: 'looked'; readonly outcome: Outcome<readonly Booking[]> }
  | { readonly type: 'alternatives'; readonly alternatives: Alternatives }
  /** The caller has to be answered now. */
  | { readonly type: 'time_over' };

export type Command = { readonly do: 'look'; readonly afterMs: number } | { readonly do: 'seek' };

export interface Facts {
  readonly intentId: string;
  /** An earlier attempt of this wish already met an API error: offering times that cannot be booked would go in circles. */
  readonly failedBefore: boolean;
}

/** Pauses between looks, in ms: the list is served from a replica and the request may still be running. */
const LOOK_PAUSES_MS = [0, 400, 1_000, 1_500, 2_000];

/** An answered failure was processed before it failed, so two looks tell; silence may go on working. */
const LOOKS_ENOUGH: Readonly<Record<Doubt, number>> = { no_answer: Infinity, server_error: 2, absurd: 2, slot_taken: 1 };

export function decide(saga: Saga, event: SagaEvent, facts: Facts): { readonly saga: Saga; readonly command: Command | null } {
  switch (event.type) {
    case 'answered':
      return saga.at === 'sent' || saga.at === 'looking' ? answered(saga, event.outcome, facts) : stay(saga);
    case 'patience_over':
      return saga.at === 'sent' ? look('no_answer', 'no answer yet', 0) : stay(saga);
    case 'looked':
      return saga.at === 'looking' ? looked(saga, event.outcome, facts) : stay(saga);
    case 'alternatives':
      return saga.at === 'seeking' ? sought(saga, event.alternatives) : stay(saga);
    case 'time_over':
      return saga.at === 'over' ? stay(saga) : timeOver(saga);
    default:
      return unreachable(event);
  }
}

function answered(saga: Extract<Saga, { at: 'sent' | 'looking' }>, outcome: Outcome<Booking>, facts: Facts) {
  switch (outcome.kind) {
    case 'done':
      return booked(outcome.value) ?? look('absurd', `booking came back ${outcome.value.status}`, 0);
    case 'refused':
      return refused(outcome.reason, outcome.detail, facts);
    case 'unknown': {
      if (outcome.cause === 'not_tried') return seek('api_error', outcome.detail, false, facts);
      // While a look is under way its answer decides; only the doubt becomes more exact.
      if (saga.at === 'looking') return { saga: { ...saga, doubt: outcome.cause, detail: outcome.detail }, command: null };
      return look(outcome.cause, outcome.detail, 0);
    }
    default:
      return unreachable(outcome);
  }
}

function refused(reason: Refusal, detail: string, facts: Facts) {
  switch (reason) {
    case 'slot_taken':
      // The first attempt of a repeated request looks exactly like this: perhaps we took it ourselves.
      return look('slot_taken', detail, 0);
    case 'outside_window':
      return seek('outside_window', detail, false, facts);
    case 'in_the_past':
      return over({ kind: 'past' }, false);
    case 'email_required':
      return over({ kind: 'ask', for: 'email' }, false);
    case 'invalid_contact':
      return over({ kind: 'ask', for: 'contact' }, false);
    case 'missing_field':
    case 'service_not_found':
    case 'booking_not_found':
    case 'already_cancelled':
    case 'not_allowed':
    case 'rate_limited':
    case 'rejected':
      return seek('api_error', `${reason}: ${detail}`, false, facts);
    default:
      return unreachable(reason);
  }
}

function looked(saga: Extract<Saga, { at: 'looking' }>, outcome: Outcome<readonly Booking[]>, facts: Facts) {
  const found = outcome.kind === 'done' ? ownBooking(outcome.value, facts.intentId) : null;
  if (found !== null) return booked(found) ?? stay(saga);
  const looks = saga.looks + 1;
  if (looks < LOOKS_ENOUGH[saga.doubt]) return look(saga.doubt, saga.detail, looks);
  if (saga.doubt === 'absurd') return over({ kind: 'exception', message: saga.detail }, true);
  return seek(saga.doubt === 'slot_taken' ? 'slot_taken' : 'api_error', saga.detail, saga.doubt !== 'slot_taken', facts);
}

function sought(saga: Extract<Saga, { at: 'seeking' }>, alternatives: Alternatives) {
  if (alternatives.kind === 'found') return over({ kind: 'alternatives', because: saga.because, slots: alternatives.slots, detail: saga.detail }, saga.mayExist);
  if (alternatives.kind === 'none' && saga.because !== 'api_error') return over({ kind: 'no_availability', detail: saga.detail }, saga.mayExist);
  return over({ kind: 'api_error', detail: saga.detail, because: saga.because }, saga.mayExist);
}

function timeOver(saga: Exclude<Saga, { at: 'over' }>) {
  switch (saga.at) {
    case 'sent':
      return over({ kind: 'unconfirmed', detail: 'no answer within the answer budget' }, true);
    case 'looking':
      if (saga.doubt === 'no_answer') return over({ kind: 'unconfirmed', detail: saga.detail }, true);
      if (saga.doubt === 'absurd') return over({ kind: 'exception', message: saga.detail }, true);
      return over({ kind: 'api_error', detail: saga.detail, because: saga.doubt === 'slot_taken' ? 'slot_taken' : 'api_error' }, true);
    case 'seeking':
      return over({ kind: 'api_error', detail: saga.detail, because: saga.because }, saga.mayExist);
    default:
      return unreachable(saga);
  }
}

/** The booking that carries our intent; of several (a double that Cal.com let through) the oldest that stands. */
export function ownBooking(bookings: readonly Booking[], intentId: string): Booking | null {
  const own = bookings.filter((b) => b.intentId === intentId && (b.status === 'accepted' || b.status === 'pending'));
  return own.toSorted((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))[0] ?? null;
}

function booked(booking: Booking) {
  if (booking.status === 'accepted') return over({ kind: 'booked', booking }, false);
  if (booking.status === 'pending') return over({ kind: 'pending', booking }, true);
  return null;
}

function look(doubt: Doubt, detail: string, looks: number): { saga: Saga; command: Command } {
  const afterMs = LOOK_PAUSES_MS[Math.min(looks, LOOK_PAUSES_MS.length - 1)]!;
  return { saga: { at: 'looking', doubt, detail, looks }, command: { do: 'look', afterMs } };
}

function seek(because: Because, detail: string, mayExist: boolean, facts: Facts): { saga: Saga; command: Command | null } {
  if (because === 'api_error' && facts.failedBefore) return over({ kind: 'api_error', detail, because }, mayExist);
  return { saga: { at: 'seeking', because, detail, mayExist }, command: { do: 'seek' } };
}

function over(result: SagaResult, mayExist: boolean): { saga: Saga; command: null } {
  return { saga: { at: 'over', result, mayExist }, command: null };
}

function stay(saga: Saga): { saga: Saga; command: null } {
  return { saga, command: null };
}
