import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import type { CalendarException, Company } from '../companies/company.ts';
import { callbackDeadline } from './callback-deadline.ts';
import { proposeDeadlines } from './recompute-deadline.ts';
import type { StandingDeadline } from './recompute-deadline.ts';

/** Tuesday; the branch is open from 9 to 18, and a normal callback is due within four hours of that. */
const FROM = Date.parse('2026-12-01T16:00+01:00');
const base = salon({ staff: {} }).company;
const before: Company = { ...base, callbacks: { ...base.callbacks, deadlines: { ...base.callbacks.deadlines, normal: { minutes: 240, clock: 'business' } } } };
const branch = before.branches[0]!;
const exception = (change: Partial<CalendarException>): CalendarException => ({ id: 'x', branchId: null, kind: 'closed', from: '2026-12-02', to: '2026-12-02', hours: null, reason: 'Inventur', ...change });
const closed: Company = { ...before, exceptions: [exception({})] };
const longer: Company = { ...before, exceptions: [exception({ kind: 'extra', from: '2026-12-01', to: '2026-12-01', hours: [['18:00', '20:00']] })] };
const standing = (change: Partial<StandingDeadline> = {}): StandingDeadline => {
  const { dueAt } = callbackDeadline({ company: before, branch, priority: 'normal', fromAt: FROM });
  return { callbackId: 'c', priority: 'normal', branchId: branch.id, fromAt: FROM, appointmentAt: null, dueAt, ...change };
};
const shown = (after: Company, change: Partial<StandingDeadline> = {}) =>
  proposeDeadlines({ before, after }, [standing(change)]).map(({ proposedAt, because, breaksPromise }) => [new Date(proposedAt).toISOString().slice(5, 16), because, breaksPromise]);

test('a day that is closed afterwards would make it later, which breaks a promise', () => {
  expect(shown(closed)).toEqual([['12-03T10:00', '4 h Öffnungszeit, ohne Inventur → Do 11:00', true]]);
});

test('an opening that was added would make it earlier, which breaks none', () => {
  expect(shown(longer)).toEqual([['12-01T19:00', '4 h Öffnungszeit → Di 20:00', false]]);
});

test('nothing is proposed where the calendar did not make the deadline, where it changes nothing, or a second time', () => {
  expect(shown(before)).toEqual([]);
  expect(shown(closed, { dueAt: FROM + 60_000 })).toEqual([]);
  expect(shown(closed, { priority: 'urgent', dueAt: FROM + 2 * 3_600_000 })).toEqual([]);
  const [accepted] = proposeDeadlines({ before, after: closed }, [standing()]);
  expect(shown(closed, { dueAt: accepted!.proposedAt })).toEqual([]);
});

test('what is due before an appointment stays due before it', () => {
  const startAt = Date.parse('2026-12-01T17:30+01:00');
  const { dueAt } = callbackDeadline({ company: before, branch, priority: 'normal', fromAt: FROM, appointmentAt: startAt });
  expect(new Date(dueAt).toISOString().slice(11, 16)).toBe('16:00');
  expect(shown(closed, { appointmentAt: startAt, dueAt })).toEqual([]);
});
