import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const BERLIN = 'Europe/Berlin';
const NIGHT = { from: '20:00', until: '07:00' };
const at = (text: string): number => Date.parse(text);
const until = (text: string, quiet: { from: string; until: string } | null = NIGHT): string | null => {
  const end = quietUntil(at(text), quiet, BERLIN);
  return end === null ? null : new Date(end).toISOString();
};

test('a night has its end on the next morning, before and after midnight', () => {
  expect(until('2026-12-01T19:30:00+01:00')).toBe(null);
  expect(until('2026-12-01T20:00:00+01:00')).toBe('2026-12-02T06:00:00.000Z');
  expect(until('2026-12-02T06:59:59+01:00')).toBe('2026-12-02T06:00:00.000Z');
  expect(until('2026-12-02T07:00:00+01:00')).toBe(null);
});

test('a rest at noon ends the same day', () => {
  const noon = { from: '12:30', until: '14:00' };
  expect(until('2026-12-01T13:00:00+01:00', noon)).toBe('2026-12-01T13:00:00.000Z');
  expect(until('2026-12-01T14:00:00+01:00', noon)).toBe(null);
});

test('none, and an empty one, let everything through', () => {
  expect(until('2026-12-01T23:00:00+01:00', null)).toBe(null);
  expect(until('2026-12-01T23:00:00+01:00', { from: '07:00', until: '07:00' })).toBe(null);
});

test('the night in which the clocks are changed ends at seven all the same: an hour earlier, an hour later', () => {
  expect(until('2026-03-28T23:00:00+01:00')).toBe('2026-03-29T05:00:00.000Z');
  expect(until('2026-10-24T23:00:00+02:00')).toBe('2026-10-25T06:00:00.000Z');
});

test('an end that spring leaves out is the moment of the change', () => {
  expect(until('2026-03-29T01:30:00+01:00', { from: '22:00', until: '02:30' })).toBe('2026-03-29T01:00:00.000Z');
});

test('an end that autumn has twice is the first one, and the repeated hour is not quiet again', () => {
  const short = { from: '22:00', until: '02:45' };
  expect(until('2026-10-25T02:30:00+02:00', short)).toBe('2026-10-25T00:45:00.000Z');
  expect(until('2026-10-25T02:30:00+01:00', short)).toBe(null);
});
