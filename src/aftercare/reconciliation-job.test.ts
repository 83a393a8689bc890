import { expect, test } from 'vitest';
import { isNightlyDue, isRecentDue, nightlyAt } from './reconciliation-job.ts';

const NOON = Date.parse('2026-12-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const state = { connection: 'salon-nord-retell', recent_at: null, recent_failed: null, nightly_at: null };

test.each([
  ['never', { recent_at: null }, true],
  ['14 minutes ago', { recent_at: NOON - 14 * MINUTE }, false],
  ['15 minutes ago', { recent_at: NOON - 15 * MINUTE }, true],
  ['failed 4 minutes ago', { recent_at: NOON - 4 * MINUTE, recent_failed: true }, false],
  ['failed 5 minutes ago', { recent_at: NOON - 5 * MINUTE, recent_failed: true }, true],
])('last compared %s', (_when, more, due) => {
  expect(isRecentDue({ ...state, ...more }, NOON)).toBe(due);
});

test('the night\'s turn is in the first four hours of the UTC day, at another minute for each connection', () => {
  const turns = Array.from({ length: 500 }, (_, n) => nightlyAt(`connection-${n}`, NOON) - Date.parse('2026-12-01T00:00:00Z'));
  expect(turns.every((turn) => turn >= 0 && turn < 4 * HOUR)).toBe(true);
  expect(new Set(turns.map((turn) => Math.floor(turn / HOUR))).size).toBe(4);
  expect(new Set(turns).size).toBeGreaterThan(490);
});

test('a night that was missed is made up for by day, and is done once', () => {
  const turn = nightlyAt(state.connection, NOON);
  expect(isNightlyDue({ ...state, nightly_at: turn - 1 }, NOON)).toBe(true);
  expect(isNightlyDue({ ...state, nightly_at: turn + 1 }, NOON)).toBe(false);
  expect(isNightlyDue({ ...state, nightly_at: turn + 1 }, turn + 24 * HOUR - 1)).toBe(false);
  expect(isNightlyDue({ ...state, nightly_at: turn + 1 }, turn + 24 * HOUR)).toBe(true);
});
