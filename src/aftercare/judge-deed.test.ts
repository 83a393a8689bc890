import { expect, test } from 'vitest';
import { judgeDeed, type Deed, type Matter } from './judge-deed.ts';

const deed: Deed = { appointmentId: 'a', kind: 'booked', at: 100, known: true, bookingUid: 'uid', wishId: 'later', serviceId: 'cut', customerName: 'Ada Beispiel' };
const matter: Matter = {
  status: 'pending', intent: 'book', wishId: 'wish', createdFrom: 'failsafe_callback', errorType: 'api_error', serviceId: 'cut', customerName: 'Ada', appointmentId: null, bookingUid: null,
  changes: [], wishedAt: 50, claimed: false,
};
const judged = (d: Partial<Deed>, m: Partial<Matter>): string => {
  const verdict = judgeDeed({ ...deed, ...d }, { ...matter, ...m });
  return verdict.kind === 'may_settle' ? verdict.why : verdict.kind;
};
const change = { intent: 'cancel', changes: ['a'], errorType: 'api_error' } as const;

test.each<[string, Partial<Deed>, Partial<Matter>]>([
  ['the same service', {}, {}],
  ['a wish that named no service', {}, { serviceId: null }],
  ['a call that broke off before a name was said', {}, { customerName: null, createdFrom: 'call_problem', errorType: 'exception' }],
  ['what somebody has been given, but is not on', {}, { status: 'assigned' }],
  ['a cancellation that failed and then did not', { kind: 'cancelled' }, change],
  ['a move that failed and then did not', { kind: 'moved' }, { ...change, intent: 'reschedule' }],
])('settles %s', (_what, d, m) => {
  expect(judged(d, m)).toBe('settles');
});

test.each<[string, Partial<Deed>, Partial<Matter>]>([
  ['what was wished after it', { at: 50 }, {}],
  ['another service', { serviceId: 'colour' }, {}],
  ['what the mother wanted, by the child’s appointment', { customerName: 'Kind Beispiel' }, {}],
  ['a callback about this very booking', {}, { bookingUid: 'uid' }],
  ['a callback of the same wish', { wishId: 'wish' }, {}],
  ['a callback that staff have linked to it', {}, { appointmentId: 'a' }],
  ['a wish to book, by a cancellation', { kind: 'cancelled' }, {}],
  ['a wish to book, by a move', { kind: 'moved' }, {}],
  ['the cancellation of another appointment', { kind: 'cancelled' }, { ...change, changes: ['b'] }],
  ['a cancellation, by a booking', {}, { ...change, changes: ['b'] }],
  ['a question, by a cancellation', { kind: 'cancelled' }, { intent: 'question' }],
])('leaves alone %s', (_what, d, m) => {
  expect(judged(d, m)).toBe('nothing');
});

test.each<[string, Partial<Deed>, Partial<Matter>]>([
  ['not_told', { known: false }, {}],
  ['asked_for_a_person', {}, { createdFrom: 'customer_request' }],
  ['asked_for_a_person', {}, { intent: 'callback', createdFrom: 'customer_request', errorType: null }],
  ['asked_for_a_person', {}, { createdFrom: 'anonymous_caller' }],
  ['uncertain_booking', {}, { errorType: 'partial_booking', bookingUid: 'other' }],
  ['uncertain_booking', { kind: 'cancelled' }, { ...change, errorType: 'partial_booking' }],
  ['service_unknown', { serviceId: null }, {}],
  ['appointment_unknown', { kind: 'cancelled' }, { ...change, changes: [] }],
  ['done_otherwise', { kind: 'moved' }, change],
  ['done_otherwise', {}, { ...change, intent: 'reschedule', changes: ['b'] }],
  ['opened_by_us', {}, { createdFrom: 'reconciliation', errorType: null }],
  ['opened_by_us', {}, { createdFrom: 'staff', errorType: null }],
  ['somebody_is_on_it', {}, { claimed: true }],
  ['somebody_is_on_it', {}, { status: 'contacted' }],
])('asks a person: %s', (why, d, m) => {
  expect(judged(d, m)).toBe(why);
});
