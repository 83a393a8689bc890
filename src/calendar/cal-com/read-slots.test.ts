import { expect, test } from 'vitest';
import { readSlots } from './read-slots.ts';

const NINE = Date.parse('2026-12-01T08:00:00Z');
const half = 30 * 60_000;
const slot = (startAt: number, endAt = startAt + half) => ({ startAt, endAt, staffId: null });

test('reads ranges, bare starts and the bare strings of the published schema, each once and in order', () => {
  const data = {
    '2026-12-02': [{ start: '2026-12-02T09:00:00.000+01:00', end: '2026-12-02T10:00:00.000+01:00' }],
    '2026-12-01': ['2026-12-01T09:30:00.000+01:00', { start: '2026-12-01T08:00:00.000Z' }, { start: '2026-12-01T09:00:00.000+01:00' }],
    '2026-12-03': [],
  };
  expect(readSlots(data, 30)).toEqual([slot(NINE), slot(NINE + half), slot(NINE + 86_400_000, NINE + 86_400_000 + 2 * half)]);
});

test('leaves out a seated slot without a seat and keeps one with seats', () => {
  const seats = (seatsRemaining: number, start: string) => ({ start, seatsBooked: 1, seatsRemaining, seatsTotal: 5, bookingUid: 'x' });
  expect(readSlots({ '2026-12-01': [seats(0, '2026-12-01T08:00:00Z'), seats(4, '2026-12-01T08:30:00Z')] }, 30)).toEqual([slot(NINE + half)]);
});

test('takes no day at all for nothing free', () => {
  expect(readSlots({}, 30)).toEqual([]);
});

// Each of these read as "nothing is free" would send a caller away for no reason.
test.each([
  ['the older format', { slots: { '2026-12-01': [{ time: '2026-12-01T08:00:00Z' }] } }],
  ['a list', []],
  ['nothing', undefined],
  ['null', null],
  ['a text', 'none'],
  ['a day that is no list', { '2026-12-01': { start: '2026-12-01T08:00:00Z' } }],
  ['an item without start', { '2026-12-01': [{ time: '2026-12-01T08:00:00Z' }] }],
  ['a start without offset', { '2026-12-01': ['2026-12-01T08:00:00'] }],
  ['an end before its start', { '2026-12-01': [{ start: '2026-12-01T08:00:00Z', end: '2026-12-01T07:00:00Z' }] }],
  ['an item that is a number', { '2026-12-01': [1_796_112_000] }],
])('cannot read %s', (_what, data) => {
  expect(readSlots(data, 30)).toBeNull();
});
