import { expect, test } from 'vitest';
import { dayAfter, instantAt, readTime, wallClockAt } from './wall-clock.ts';

const BERLIN = 'Europe/Berlin';

test.each([['9', '09:00'], ['14', '14:00'], ['930', '09:30'], ['1430', '14:30'], ['9.30', '09:30'], ['14:30', '14:30'], ['9 Uhr', '09:00'], ['9 Uhr 30', '09:30'], ['0:05', '00:05']])('„%s“ is %s', (text, time) => expect(readTime(text)).toBe(time));

test.each(['', 'halb drei', '24:00', '9:60', '12345', '-1'])('„%s“ is no time of day, and nothing is made of it', (text) => expect(readTime(text)).toBeNull());

test('what the clock on the wall shows is the moment that it means, also on the days on which clocks are changed', () => {
  for (const iso of ['2026-12-01T13:30:00.000Z', '2027-03-28T00:30:00.000Z', '2027-03-28T01:30:00.000Z', '2027-10-31T03:00:00.000Z']) {
    expect(instantAt(wallClockAt(Date.parse(iso), BERLIN), BERLIN)).toBe(iso);
  }
});

test('a time that the clock change leaves out is the hour after it, and half a date is no moment', () => {
  expect(wallClockAt(Date.parse(instantAt({ date: '2027-03-28', time: '02:30' }, BERLIN)!), BERLIN).time).toMatch(/^0[13]:30$/);
  expect(instantAt({ date: '', time: '10:00' }, BERLIN)).toBeNull();
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
});
