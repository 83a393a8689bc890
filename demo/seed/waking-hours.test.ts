import { expect, test } from 'vitest';
import { wallClock } from '../../src/companies/wall-clock.ts';
import { SAMPLE_CALLS } from './sample-calls.ts';
import { callAt, wakingMinutesAfter } from './waking-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Each hour of three days, the one of the clock change among them. */
const MOMENTS = Array.from({ length: 72 }, (_, hour) => Date.parse('2026-10-24T00:17:43Z') + hour * HOUR);
const hourOf = (at: number): number => wallClock(at, 'Europe/Berlin').minuteOfDay / 60;

test('at whatever hour a demo is opened, its calls of the days before were made by day, and in their order', () => {
  for (const now of MOMENTS) {
    const calls = SAMPLE_CALLS.map(([minutesAgo]) => callAt(now, minutesAgo));
    expect(calls).toEqual(calls.toSorted((a, b) => a - b));
    expect(calls.filter((at) => now - at > 4 * HOUR && (hourOf(at) < 8 || hourOf(at) > 20.5))).toEqual([]);
  }
});

test('the calls of the last hours were made when they say, at night too: their deadlines run by night', () => {
  for (const now of MOMENTS) expect(callAt(now, 146)).toBe(now - 146 * MINUTE);
});

test('what is due within a day is not late in a new demo, however long the night was', () => {
  const open = SAMPLE_CALLS.filter(([minutesAgo, course, , work]) => minutesAgo > 240 && work === undefined && ['calendar_unreadable', 'nothing_free', 'asked_for_callback'].includes(course));
  expect(open.length).toBeGreaterThan(1);
  for (const now of MOMENTS) for (const [minutesAgo] of open) expect(now - callAt(now, minutesAgo)).toBeLessThan(24 * HOUR);
});

test('nobody calls back at night: who was called in the evening is called back in the morning', () => {
  expect(new Date(wakingMinutesAfter(Date.parse('2026-11-19T19:20:00Z'), 14)).toISOString()).toBe('2026-11-20T07:04:00.000Z');
  expect(new Date(wakingMinutesAfter(Date.parse('2026-11-19T23:05:00Z'), 7)).toISOString()).toBe('2026-11-20T07:07:00.000Z');
  expect(new Date(wakingMinutesAfter(Date.parse('2026-11-19T11:05:30Z'), 7)).toISOString()).toBe('2026-11-19T11:12:00.000Z');
});
