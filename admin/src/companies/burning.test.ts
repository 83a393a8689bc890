import { expect, test } from 'vitest';
import { countsFor, problemsOf, sorted, totalsOf } from './burning.ts';
import type { Watched } from './burning.ts';

type PulseOf = NonNullable<Watched['pulse']>;

function company(name: string, pulse: Partial<PulseOf> = {}, difference: number | null = 0): Watched {
  return {
    company: { slug: name, name, kind: 'company', time_zone: 'Europe/Berlin', calendar: 'cal.com', branches: 1 }, difference,
    pulse: {
      open: 0, due_now: 0, overdue: 0, urgent: 0, unassigned: 0, decision_needed: 0, done_today: 0, arisen: [], calls_today: 0, last_call_at: null, calls_a_day: 0, silent: false,
      calendar: { state: 'up', last_success_at: null, last_failure_at: null, failures_24h: 0 }, voice: { connected: true, last_event_at: null, compared_at: null, problem: null }, ledger: null, ...pulse,
    },
  };
}

const calm = company('Calm', { open: 40 });
const late = company('Late', { open: 1, overdue: 1, due_now: 1 });
const later = company('Later', { open: 2, overdue: 2, due_now: 2 });
const silent = company('Silent', { silent: true });
const soon = company('Soon', { open: 3, due_now: 3 });
const lost = company('Lost', {}, 1);
const unread: Watched = { ...calm, company: { ...calm.company, name: 'Unread' }, pulse: null, difference: null };
const ALL = [calm, soon, late, unread, silent, later, lost];

test('a wish without proof burns more than a broken promise, a dead line more than what is due soon, and many open ones by themselves do not', () => {
  expect(sorted(ALL, 'burning').map(({ company: { name } }) => name)).toEqual(['Lost', 'Later', 'Late', 'Silent', 'Unread', 'Soon', 'Calm']);
});

test('a total counts exactly the companies that it shows', () => {
  const totals = totalsOf(ALL);
  expect(totals).toEqual({ overdue: 3, due_now: 6, urgent: 0, unassigned: 0, open: 46, disturbed: 3, difference: 1 });
  expect(ALL.filter((watched) => countsFor('disturbed', watched))).toHaveLength(totals.disturbed);
  expect(ALL.filter((watched) => countsFor('overdue', watched))).toEqual([late, later]);
});

test('a company that is not set up yet is no disturbance, and the inbox of the operator has nothing to set up', () => {
  const fresh: Watched = { ...calm, company: { ...calm.company, calendar: null } };
  expect([problemsOf(fresh), countsFor('disturbed', fresh)]).toEqual([['not_set_up'], false]);
  expect(problemsOf({ ...fresh, company: { ...fresh.company, kind: 'operator' } })).toEqual([]);
});
