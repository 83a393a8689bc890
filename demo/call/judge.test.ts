import { expect, test } from 'vitest';
import type { Answer } from '../../src/intake/answer.ts';
import { apiError } from '../scenarios/api-error.ts';
import { differences } from './judge.ts';
import type { Outcome } from './outcome.ts';
import type { Played } from './stage.ts';

const DUE = '2026-12-01T13:00:00.400Z';
const said: Answer = { success: false, status: 'callback_queued', message: 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.', callback_due_at: DUE };
const played: Played = { callId: 'call_1', answers: [{ status: 200, answer: said, ms: 5 }] };

const metadata = {
  error_type: 'api_error', call_id: 'c', retell_call_id: 'call_1', from_number: apiError.caller.number, created_from: 'failsafe_callback', created_at_iso: '2026-12-01T09:00:00Z',
  error_during: 'alternative_search', original_error: 'HTTP 500', requested_time: '2026-12-03T09:00:00+01:00',
};
const callback = { error_type: 'api_error', priority: 'high', created_from: 'failsafe_callback', status: 'pending', phone_number: apiError.caller.number, due_at: DUE, timeline: [{}], metadata };

function outcome(changed: { callback?: object | null; metadata?: object; rest?: object } = {}): Outcome {
  const shown = changed.callback === null ? null : { ...callback, ...changed.callback, metadata: { ...metadata, ...changed.metadata } };
  return { wishes: [{ fate: 'open_callback' }], appointments: [], bookings: 0, ledger: { difference: 0, unexplained: [] }, callback: shown, ...changed.rest } as unknown as Outcome;
}

test('finds nothing where everything is as promised', () => {
  expect(differences(apiError, played, outcome())).toEqual([]);
});

test('who plays it twice is called once, by the earlier deadline, and the second call stands in the timeline', () => {
  const again = { wishes: [{ id: 'w2', fate: 'merged' }] };
  const callbackOfFirst = { timeline: [{ kind: 'joined', detail: { wish_id: 'w2' } }], due_at: '2026-12-01T12:00:00Z' };
  expect(differences(apiError, played, outcome({ callback: callbackOfFirst, rest: again }))).toEqual([]);
  expect(differences(apiError, played, outcome({ callback: { ...callbackOfFirst, due_at: '2026-12-02T00:00:00Z' }, rest: again })).join('\n')).toMatch(/Frist/);
  expect(differences(apiError, played, outcome({ rest: again })).join('\n')).toMatch(/Verlauf/);
});

test.each<[string, Parameters<typeof outcome>[0], RegExp]>([
  ['another error type', { callback: { error_type: 'exception' } }, /error_type des Rückrufs/],
  ['a lower priority', { callback: { priority: 'normal' } }, /priority des Rückrufs/],
  ['a deadline that is later than promised', { callback: { due_at: '2026-12-01T13:00:02Z' } }, /Frist/],
  ['a deadline that comes before its four hours', { callback: { due_at: '2026-12-01T12:59:59Z' } }, /Frist in Stunden/],
  ['metadata that nobody documented', { metadata: { stack: 'at …' } }, /metadata\.stack dokumentiert/],
  ['an instant with fractions of a second', { metadata: { created_at_iso: '2026-12-01T09:00:00.000Z' } }, /created_at_iso/],
  ['a missing callback', { callback: null }, /der Rückruf ist null/],
  ['a second wish', { rest: { wishes: [{ fate: 'open_callback' }, { fate: 'in_progress' }] } }, /Zahl der Wünsche/],
  ['a booking that stands at the calendar all the same', { rest: { bookings: 1 } }, /Buchungen im Kalender/],
  ['a ledger that does not add up', { rest: { ledger: { difference: 1, unexplained: [] } } }, /Differenz der Bilanz/],
])('names %s', (_, changed, sentence) => {
  expect(differences(apiError, played, outcome(changed)).join('\n')).toMatch(sentence);
});

test('names a sentence that was said differently', () => {
  const answers = [{ status: 200, answer: { ...said, message: 'Error 500' }, ms: 5 }];
  expect(differences(apiError, { ...played, answers }, outcome())).toEqual([expect.stringContaining('der Satz des Agenten ist "Error 500"')]);
});
