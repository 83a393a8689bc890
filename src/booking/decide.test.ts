import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Booking, Outcome, Refusal, UnknownCause } from '../calendar/port.ts';
import { decide, ownBooking, type Alternatives, type Facts, type Saga, type SagaEvent } from './decide.ts';

const FACTS: Facts = { intentId: 'ours', failedBefore: false };
const FAILED_BEFORE: Facts = { ...FACTS, failedBefore: true };

const booking = (given: Partial<Booking> = {}): Booking => ({
  uid: 'uid', id: null, status: 'accepted', startAt: 1, endAt: 2, intentId: 'ours', attendeeName: null, attendeeEmail: null, attendeePhone: null,
  staffId: null, createdAt: 5, rescheduledToUid: null, rescheduledFromUid: null, ...given,
});
const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });
const refused = (reason: Refusal): Outcome<never> => ({ kind: 'refused', reason, detail: 'd' });
const unknown = (cause: UnknownCause): Outcome<never> => ({ kind: 'unknown', cause, detail: 'd' });
const answered = (outcome: Outcome<Booking>): SagaEvent => ({ type: 'answered', outcome });
const looked = (outcome: Outcome<readonly Booking[]>): SagaEvent => ({ type: 'looked', outcome });
const alternatives = (found: Alternatives): SagaEvent => ({ type: 'alternatives', alternatives: found });
const SLOT = { startAt: 9, endAt: 10, staffId: null };
const PATIENCE: SagaEvent = { type: 'patience_over' };
const TIME: SagaEvent = { type: 'time_over' };
const VAIN = looked(done([]));

/** A run of events in shorthand: what came out of it, or where it stands. */
function after(events: readonly SagaEvent[], facts = FACTS, from: Saga = { at: 'sent' }): string {
  let saga = from;
  let command: string | null = null;
  for (const event of events) {
    const decision = decide(saga, event, facts);
    saga = decision.saga;
    command = decision.command === null ? null : decision.command.do === 'look' ? `look ${decision.command.afterMs}` : 'seek';
  }
  if (saga.at !== 'over') return [saga.at, ...(saga.at === 'looking' ? [saga.doubt] : []), ...(saga.at === 'seeking' ? [saga.because] : []), ...(command === null ? [] : [`→ ${command}`])].join(' ');
  const { result } = saga;
  const more = 'because' in result ? ` ${result.because}` : result.kind === 'ask' ? ` ${result.for}` : '';
  return `${result.kind}${more}${saga.mayExist ? ' (may exist)' : ''}`;
}

const FOUND = alternatives({ kind: 'found', slots: [SLOT] });
const NONE = alternatives({ kind: 'none' });
const FAILED = alternatives({ kind: 'failed', detail: 'd' });
const TAKEN = answered(refused('slot_taken'));
const ERROR = answered(unknown('server_error'));
const ABSURD = answered(unknown('absurd'));
const SILENCE = answered(unknown('no_answer'));

test.each<[string, SagaEvent[], string]>([
  ['a clear yes', [answered(done(booking()))], 'booked'],
  ['a yes that waits for the host', [answered(done(booking({ status: 'pending' })))], 'pending (may exist)'],
  ['a booking that comes back cancelled is absurd', [answered(done(booking({ status: 'cancelled' })))], 'looking absurd → look 0'],
  ['a booking that comes back rejected is absurd', [answered(done(booking({ status: 'rejected' })))], 'looking absurd → look 0'],
  ['taken: look for ourselves first', [TAKEN], 'looking slot_taken → look 0'],
  ['taken by us', [TAKEN, looked(done([booking()]))], 'booked'],
  ['taken by somebody else', [TAKEN, looked(done([booking({ intentId: 'theirs' })]))], 'seeking slot_taken → seek'],
  ['taken, and the look failed', [TAKEN, looked(unknown('server_error'))], 'seeking slot_taken → seek'],
  ['taken, something else is free', [TAKEN, VAIN, FOUND], 'alternatives slot_taken'],
  ['taken, nothing else is free', [TAKEN, VAIN, NONE], 'no_availability'],
  ['taken, and the search failed', [TAKEN, VAIN, FAILED], 'api_error slot_taken'],
  ['outside the window', [answered(refused('outside_window'))], 'seeking outside_window → seek'],
  ['outside the window, nothing free', [answered(refused('outside_window')), NONE], 'no_availability'],
  ['in the past', [answered(refused('in_the_past'))], 'past'],
  ['an e-mail is needed', [answered(refused('email_required'))], 'ask email'],
  ['a contact is not accepted', [answered(refused('invalid_contact'))], 'ask contact'],
  ...(['missing_field', 'service_not_found', 'booking_not_found', 'already_cancelled', 'not_allowed', 'rate_limited', 'rejected'] as const).flatMap((reason): [string, SagaEvent[], string][] => [
    [`refused: ${reason}`, [answered(refused(reason))], 'seeking api_error → seek'],
    [`refused: ${reason}, other times are there`, [answered(refused(reason)), FOUND], 'alternatives api_error'],
    [`refused: ${reason}, no other times`, [answered(refused(reason)), NONE], 'api_error api_error'],
  ]),
  ['5xx: look twice, then seek', [ERROR], 'looking server_error → look 0'],
  ['5xx: the second look waits', [ERROR, VAIN], 'looking server_error → look 400'],
  ['5xx: two looks are enough', [ERROR, VAIN, VAIN], 'seeking api_error → seek'],
  ['5xx, found at the second look', [ERROR, VAIN, looked(done([booking()]))], 'booked'],
  ['5xx, other times are offered while looking goes on', [ERROR, VAIN, VAIN, FOUND], 'alternatives api_error (may exist)'],
  ['5xx, nothing found', [ERROR, VAIN, VAIN, NONE], 'api_error api_error (may exist)'],
  ['5xx, found waiting for its host', [ERROR, looked(done([booking({ status: 'pending' })]))], 'pending (may exist)'],
  ['an absurd answer, two looks', [ABSURD, VAIN, VAIN], 'exception (may exist)'],
  ['an absurd answer, found', [ABSURD, looked(done([booking()]))], 'booked'],
  ['silence: looks without an end', [SILENCE, VAIN, VAIN, VAIN, VAIN, VAIN, VAIN, VAIN], 'looking no_answer → look 2000'],
  ['silence until time is over', [SILENCE, VAIN, VAIN, VAIN, TIME], 'unconfirmed (may exist)'],
  ['patience is over: looking beside waiting', [PATIENCE], 'looking no_answer → look 0'],
  ['the answer comes while looking', [PATIENCE, VAIN, answered(done(booking()))], 'booked'],
  ['the answer while looking is a failure: the doubt becomes exact, the look goes on', [PATIENCE, ERROR], 'looking server_error'],
  ['the answer while looking is taken', [PATIENCE, VAIN, TAKEN], 'looking slot_taken → look 0'],
  ['the circuit is open: certainly not sent', [answered(unknown('not_tried'))], 'seeking api_error → seek'],
  ['the circuit is open, nothing free', [answered(unknown('not_tried')), NONE], 'api_error api_error'],
  ['no answer at all', [TIME], 'unconfirmed (may exist)'],
  ['time over after 5xx', [ERROR, TIME], 'api_error api_error (may exist)'],
  ['time over after an absurd answer', [ABSURD, TIME], 'exception (may exist)'],
  ['time over before it was seen who took it: perhaps we did', [TAKEN, TIME], 'api_error slot_taken (may exist)'],
  ['time over while seeking after a refusal', [TAKEN, VAIN, TIME], 'api_error slot_taken'],
  ['time over while seeking after 5xx', [ERROR, VAIN, VAIN, TIME], 'api_error api_error (may exist)'],
  ['looks of others do not count as ours', [SILENCE, looked(done([booking({ intentId: null })]))], 'looking no_answer → look 400'],
  ['a look that could not see is a vain one', [ERROR, looked(unknown('no_answer')), looked(refused('not_allowed'))], 'seeking api_error → seek'],
  ['events that no longer matter change nothing', [TAKEN, VAIN, VAIN, PATIENCE, SILENCE], 'seeking slot_taken'],
  ['over is over', [answered(done(booking())), TIME, VAIN, FOUND, TAKEN, PATIENCE], 'booked'],
  ['alternatives before anything was asked for them', [FOUND], 'sent'],
  ['a look that nobody asked for', [VAIN], 'sent'],
])('%s', (_what, events, expected) => {
  expect(after(events)).toBe(expected);
});

test('after an earlier API error of the wish nothing is offered that could not be booked', () => {
  expect(after([ERROR, VAIN, VAIN], FAILED_BEFORE)).toBe('api_error api_error (may exist)');
  expect(after([answered(refused('rejected'))], FAILED_BEFORE)).toBe('api_error api_error');
  expect(after([TAKEN, VAIN], FAILED_BEFORE)).toBe('seeking slot_taken → seek');
});

test('of several bookings of ours the oldest that stands', () => {
  const bookings = [booking({ uid: 'new', createdAt: 9 }), booking({ uid: 'gone', createdAt: 1, status: 'cancelled' }), booking({ uid: 'old', createdAt: 2 }), booking({ uid: 'theirs', createdAt: 0, intentId: 'x' })];
  expect(ownBooking(bookings, 'ours')?.uid).toBe('old');
  expect(ownBooking(bookings.slice(1, 2), 'ours')).toBeNull();
});

const status = fc.constantFrom('accepted', 'pending', 'cancelled', 'rejected');
const refusal = fc.constantFrom<Refusal[]>('slot_taken', 'in_the_past', 'outside_window', 'email_required', 'invalid_contact', 'missing_field', 'service_not_found', 'booking_not_found', 'already_cancelled', 'not_allowed', 'rate_limited', 'rejected');
const cause = fc.constantFrom<UnknownCause[]>('no_answer', 'server_error', 'absurd', 'not_tried');
const aBooking = fc.record({ status, intentId: fc.constantFrom('ours', 'theirs', null) }).map(booking);
const failure = fc.oneof(refusal.map(refused), cause.map(unknown));
const anyEvent: fc.Arbitrary<SagaEvent> = fc.oneof(
  fc.oneof(status.map((s) => done(booking({ status: s }))), failure).map(answered),
  fc.oneof(fc.array(aBooking, { maxLength: 3 }).map((list) => done(list)), failure).map(looked),
  fc.constantFrom(FOUND, NONE, FAILED, PATIENCE),
);

/** Events as they can come: at most one answer, and time runs out at the end. */
const anyRun = fc.array(anyEvent, { maxLength: 12 }).map((events) => {
  let answers = 0;
  return [...events.filter((event) => event.type !== 'answered' || answers++ === 0), TIME];
});

test('whatever happens it ends when time is over, never sends again, and says what it knows', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(anyRun, fc.boolean(), (events, failedBefore) => {
      let saga: Saga = { at: 'sent' };
      const seen: SagaEvent[] = [];
      for (const event of events) {
        if (saga.at === 'over') break;
        seen.push(event);
        const decision = decide(saga, event, { ...FACTS, failedBefore });
        expect(['look', 'seek', undefined]).toContain(decision.command?.do);
        saga = decision.saga;
      }
      if (saga.at !== 'over') throw new Error('it did not end');
      reached.add(saga.result.kind);
      const answer = seen.find((event) => event.type === 'answered')?.outcome ?? null;
      const ours = seen.some((event) => event.type === 'looked' && event.outcome.kind === 'done' && ownBooking(event.outcome.value, 'ours') !== null);
      if (saga.result.kind === 'booked') expect(answer?.kind === 'done' || ours).toBe(true);
      if (saga.result.kind === 'booked' || saga.result.kind === 'pending') return;
      // Doubt is kept for as long as there is any; a clear refusal leaves none.
      const unseen = answer?.kind === 'refused' && answer.reason === 'slot_taken' && !seen.slice(seen.findIndex((event) => event.type === 'answered')).some((event) => event.type === 'looked');
      const mayStand = unseen || answer === null || answer.kind === 'done' || (answer.kind === 'unknown' && answer.cause !== 'not_tried');
      expect(saga.mayExist, JSON.stringify(seen)).toBe(mayStand);
      // Silence may go on working: offering another time then would invite a second booking.
      const silent = answer === null || (answer.kind === 'unknown' && answer.cause === 'no_answer');
      if (silent) expect(saga.result.kind).toBe('unconfirmed');
    }),
    { numRuns: 3_000 },
  );
  expect([...reached].sort()).toEqual(['alternatives', 'api_error', 'ask', 'booked', 'exception', 'no_availability', 'past', 'pending', 'unconfirmed']);
});
