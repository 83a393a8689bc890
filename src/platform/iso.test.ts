import { expect, test } from 'vitest';
import { iso, isoSeconds } from './iso.ts';

test('writes an instant in UTC, with and without milliseconds', () => {
  expect(iso(Date.UTC(2026, 11, 1, 9, 30, 0, 7))).toBe('2026-12-01T09:30:00.007Z');
  expect(isoSeconds(Date.UTC(2026, 11, 1, 9, 30, 0, 999))).toBe('2026-12-01T09:30:00Z');
});

test('refuses what is no instant instead of storing "Invalid Date"', () => {
  expect(() => iso(Number.NaN)).toThrow('not an instant');
});
