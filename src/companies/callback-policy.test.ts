import { expect, test } from 'vitest';
import { callingWeek, strategyOf } from './callback-policy.ts';

test('on a Saturday nobody is called before 9 or after 18, and on a Sunday never, whatever the company allows', () => {
  const week = callingWeek({ callingHours: ['07:00', '21:00'] });
  expect([week.fri, week.sat, week.sun]).toEqual([[['07:00', '21:00']], [['09:00', '18:00']], []]);
});

test('a company that calls in the evening only does not call on a Saturday', () => {
  expect(callingWeek({ callingHours: ['10:30', '17:00'] }).sat).toEqual([['10:30', '17:00']]);
  expect(callingWeek({ callingHours: ['18:00', '20:00'] }).sat).toEqual([]);
});

test('a branch assigns by its own rule where it has one; a callback of no branch by the company’s', () => {
  const policy = { autoAssign: 'relationship', strategies: { mitte: 'round_robin' } } as const;
  expect([strategyOf(policy, { slug: 'mitte' }), strategyOf(policy, { slug: 'sued' }), strategyOf(policy, null)]).toEqual(['round_robin', 'relationship', 'relationship']);
});
