import { expect, test } from 'vitest';
import { bucketsOf } from './buckets.ts';
import { medianOf, outcomeOf, total } from './outcome.ts';

const berlin = (from: string, to: string, bucket: 'day' | 'week' | 'month') => bucketsOf({ from: Date.parse(from), to: Date.parse(to), bucket, timeZone: 'Europe/Berlin' });

test('days are those of the company, also where the clock changes', () => {
  expect(berlin('2026-10-23T22:00:00Z', '2026-10-25T23:00:00Z', 'day')).toEqual(['2026-10-24', '2026-10-25']);
  expect(berlin('2026-10-25T23:00:00Z', '2026-10-25T23:00:01Z', 'day')).toEqual(['2026-10-26']);
});

test('weeks begin on Monday, months on their first, and a period that begins in the middle has the whole bucket', () => {
  expect(berlin('2026-12-31T12:00:00Z', '2027-01-12T12:00:00Z', 'week')).toEqual(['2026-12-28', '2027-01-04', '2027-01-11']);
  expect(berlin('2026-11-30T23:30:00Z', '2027-01-01T12:00:00Z', 'month')).toEqual(['2026-12-01', '2027-01-01']);
});

test('a period of nothing is one bucket', () => {
  expect(berlin('2026-12-01T00:00:00Z', '2026-12-01T00:00:00Z', 'day')).toEqual(['2026-12-01']);
});

test('the median of counted values is that of the values themselves', () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([{ value: 60, n: 1 }])).toBe(60);
  expect(medianOf([{ value: 300, n: 1 }, { value: 60, n: 1 }])).toBe(180);
  expect(medianOf([{ value: 60, n: 2 }, { value: 120, n: 3 }])).toBe(120);
});

test('of nothing there is no rate, least of all 0 %', () => {
  expect(outcomeOf(total([]), null)).toMatchObject({ created: 0, completion_rate: null, success_rate: null, sla: { rate: null }, response_seconds: { average: null, median: null }, attempts_average: null });
});
