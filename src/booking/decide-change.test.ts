import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Booking, Outcome, Refusal, UnknownCause } from '../calendar/port.ts';
import { decideChange, type ChangeEvent, type ChangeKind, type ChangeSaga, type ChangeSeen } from './decide-change.ts';

const booking = (given: Partial<Booking> = {}): Booking => ({
  uid: 'b', id: null, status: 'accepted', startAt: 0, endAt: 1, intentId: null, attendeeName: null, attendeeEmail: null, attendeePhone: null, staffId: null, createdAt: null,
  rescheduledToUid: null, rescheduledFromUid: null, ...given,
});
const done = (given: Partial<Booking> = {}): Outcome<Booking> => ({ kind: 'done', value: booking(given) });
const refused = (reason: Refusal): Outcome<Booking> => ({ kind: 'refused', reason, detail: 'd' });
const unknown = (cause: UnknownCause): Outcome<Booking> => ({ kind: 'unknown', cause, detail: 'd' });
const answered = (outcome: Outcome<Booking>): ChangeEvent => ({ type: 'answered', outcome });
const looked = (seen: ChangeSeen): ChangeEvent => ({ type: 'looked', seen });
const STANDING = looked({ kind: 'standing' });

function run(kind: ChangeKind, events: readonly ChangeEvent[], from: ChangeSaga = { at: 'sent' }) {
  let saga = from;
  const looks: (number | null)[] = [];
  for (const event of events) {
    const decision = decideChange(saga, event, kind);
    saga = decision.saga;
    looks.push(decision.lookAfterMs);
  }
  return { saga, looks };
}
const resultOf = (kind: ChangeKind, ...events: ChangeEvent[]): string => {
  const { saga } = run(kind, events);
  return saga.at === 'over' ? `${saga.result.kind}${saga.mayHaveHappened ? ' perhaps' : ''}` : saga.at;
};

describe('one answer', () => {
  const cases: readonly (readonly [ChangeKind, Outcome<Booking>, string])[] = [
    ['reschedule', done(), 'done'],
    ['reschedule', done({ status: 'pending' }), 'pending perhaps'],
    ['reschedule', done({ status: 'cancelled' }), 'looking'],
    ['cancel', done({ status: 'cancelled' }), 'done'],
    ['cancel', done({ status: 'rejected' }), 'done'],
    // The new booking of a move stands: nothing was cancelled, whatever the old one says.
    ['cancel', done({ status: 'cancelled', rescheduledToUid: 'n' }), 'gone'],
    ['cancel', done({ status: 'accepted' }), 'looking'],
    ['reschedule', refused('slot_taken'), 'not_free'],
    ['reschedule', refused('outside_window'), 'not_free'],
    ['cancel', refused('outside_window'), 'api_error'],
    ['reschedule', refused('in_the_past'), 'past'],
    ['reschedule', refused('already_cancelled'), 'gone'],
    ['cancel', refused('booking_not_found'), 'gone'],
    ['cancel', refused('rate_limited'), 'api_error'],
    ['reschedule', refused('not_allowed'), 'api_error'],
    ['reschedule', unknown('not_tried'), 'api_error'],
    ['reschedule', unknown('no_answer'), 'looking'],
    ['cancel', unknown('server_error'), 'looking'],
    ['cancel', unknown('absurd'), 'looking'],
  ];
  test.each(cases)('%s: %j is %s', (kind, outcome, expected) => {
    expect(resultOf(kind, answered(outcome))).toBe(expected);
  });
});

describe('in doubt', () => {
  test('two looks that show it unchanged tell after an error, and it may yet have happened', () => {
    expect(resultOf('reschedule', answered(unknown('server_error')), STANDING)).toBe('looking');
    expect(resultOf('reschedule', answered(unknown('server_error')), STANDING, STANDING)).toBe('api_error perhaps');
    expect(resultOf('cancel', answered(unknown('absurd')), STANDING, STANDING)).toBe('exception perhaps');
  });

  test('silence is looked into until the time is over', () => {
    expect(resultOf('reschedule', { type: 'patience_over' }, STANDING, STANDING, STANDING, STANDING)).toBe('looking');
    expect(resultOf('reschedule', { type: 'patience_over' }, STANDING, { type: 'time_over' })).toBe('unconfirmed perhaps');
    expect(resultOf('reschedule', { type: 'time_over' })).toBe('unconfirmed perhaps');
  });

  test('a slow yes counts although a look is under way, and so does a slow no', () => {
    expect(resultOf('reschedule', { type: 'patience_over' }, answered(done()))).toBe('done');
    expect(resultOf('reschedule', { type: 'patience_over' }, answered(refused('slot_taken')))).toBe('not_free');
  });

  test('what a look shows decides', () => {
    expect(resultOf('reschedule', answered(unknown('no_answer')), looked({ kind: 'done', booking: booking() }))).toBe('done');
    expect(resultOf('cancel', answered(unknown('no_answer')), looked({ kind: 'gone', detail: 'x' }))).toBe('gone');
    expect(resultOf('cancel', answered(unknown('server_error')), looked({ kind: 'unseen', detail: 'x' }), STANDING)).toBe('api_error perhaps');
  });

  test('the pauses between looks grow', () => {
    expect(run('cancel', [answered(unknown('no_answer')), STANDING, STANDING, STANDING, STANDING, STANDING]).looks).toEqual([0, 400, 1_000, 1_500, 2_000, 2_000]);
  });
});

test('whatever happens in whatever order: it ends when the time is over, never claims what nothing showed, and keeps looking for what may have happened', () => {
  const outcomes = fc.oneof(
    fc.constantFrom<Outcome<Booking>>(done(), done({ status: 'cancelled' }), done({ status: 'pending' }), done({ status: 'cancelled', rescheduledToUid: 'n' })),
    fc.constantFrom<Refusal>('slot_taken', 'in_the_past', 'already_cancelled', 'rejected', 'rate_limited').map(refused),
    fc.constantFrom<UnknownCause>('no_answer', 'server_error', 'absurd').map(unknown),
  );
  const seen = fc.constantFrom<ChangeSeen>({ kind: 'standing' }, { kind: 'gone', detail: 'x' }, { kind: 'unseen', detail: 'x' }, { kind: 'done', booking: booking() });
  const events = fc.array(fc.oneof(outcomes.map(answered), seen.map(looked), fc.constant<ChangeEvent>({ type: 'patience_over' })), { maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom<ChangeKind>('reschedule', 'cancel'), events, (kind, happened) => {
      const { saga } = run(kind, [...happened, { type: 'time_over' }]);
      if (saga.at !== 'over') throw new Error('it does not end');
      const shown = happened.some((event) => (event.type === 'looked' && event.seen.kind === 'done') || (event.type === 'answered' && event.outcome.kind === 'done'));
      if (saga.result.kind === 'done' || saga.result.kind === 'pending') expect(shown).toBe(true);
      const isUncertain = ['unconfirmed', 'exception'].includes(saga.result.kind);
      if (isUncertain) expect(saga.mayHaveHappened).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
