import { expect, test } from 'vitest';
import { instantOf, wholeDays } from './iso.ts';

const at = (text: string) => Date.parse(text);

test('asks for whole local days around the range, ending a second before midnight', () => {
  const range = wholeDays({ fromAt: at('2026-12-01T13:17:00Z'), untilAt: at('2026-12-02T09:00:00Z'), timeZone: 'Europe/Berlin' });
  expect(range).toEqual({ start: '2026-11-30T23:00:00Z', end: '2026-12-02T22:59:59Z' });
});

test('never ends at midnight UTC, which Cal.com bumps to the end of that day', () => {
  const range = wholeDays({ fromAt: at('2026-12-01T00:00:00Z'), untilAt: at('2026-12-02T00:00:00Z'), timeZone: 'UTC' });
  expect(range).toEqual({ start: '2026-12-01T00:00:00Z', end: '2026-12-01T23:59:59Z' });
});

test('takes the 25 hours of the day on which summer time ends', () => {
  const range = wholeDays({ fromAt: at('2026-10-25T08:00:00Z'), untilAt: at('2026-10-25T16:00:00Z'), timeZone: 'Europe/Berlin' });
  expect(range).toEqual({ start: '2026-10-24T22:00:00Z', end: '2026-10-25T22:59:59Z' });
});

test.each(['2026-12-01T09:00:00', '2026-12-01', '2026-12-01T25:00:00Z', 'tomorrow', '', 1_796_115_600, null, undefined])('takes %j for no instant', (value) => {
  expect(instantOf(value)).toBeNull();
});

test.each(['2026-12-01T09:00:00Z', '2026-12-01T09:00:00.000Z', '2026-12-01T10:00:00.000+01:00', '2026-12-01T10:00+01:00', '2026-12-01T10:00:00+0100'])('reads %s', (value) => {
  expect(instantOf(value)).toBe(at('2026-12-01T09:00:00Z'));
});
