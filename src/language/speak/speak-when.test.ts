import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { understandWhen } from '../understand/understand-when.ts';
import { displayDate, displayDay, speakClock, speakDate, speakDay, speakDeadline, speakHours, speakShort, speakTime, speakWeekday, speakWhen, type SpeakContext } from './speak-when.ts';

const zone = 'Europe/Berlin';
const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
const now = at('2026-06-10T14:20');
const de: SpeakContext = { now, timeZone: zone, locale: 'de' };
const en: SpeakContext = { ...de, locale: 'en' };

test('a day is spoken with weekday, and with its year only where one could doubt it', () => {
  expect(speakDate(at('2026-12-01T14:30'), de)).toBe('am Dienstag, dem 1. Dezember');
  expect(speakDay('2026-12-01', de)).toBe('am Dienstag, dem 1. Dezember');
  expect(speakDay('2027-05-10', de)).toBe('am Montag, dem 10. Mai');
  expect(speakDay('2027-05-11', de)).toBe('am Dienstag, dem 11. Mai 2027');
  expect(speakDay('2026-06-09', de)).toBe('am Dienstag, dem 9. Juni 2026');
  expect(speakDay('2026-12-01', en)).toBe('on Tuesday, 1 December');
});

test('times are spoken in the twenty-four-hour form, never „halb vierzehn“, never „eins Uhr“', () => {
  expect(['13:30', '14:30', '10:00', '12:00', '01:00', '05:05', '00:00', '00:30', '23:30'].map((time) => speakClock(time, 'de'))).toEqual([
    'um 13 Uhr 30', 'um 14 Uhr 30', 'um 10 Uhr', 'um 12 Uhr', 'um 1 Uhr nachts', 'um 5 Uhr 5 morgens', 'um 0 Uhr', 'um 0 Uhr 30', 'um 23 Uhr 30',
  ]);
  expect(['14:30', '10:00', '12:00', '00:00', '12:30', '00:30'].map((time) => speakClock(time, 'en'))).toEqual(['at 2:30 pm', 'at 10 am', 'at 12 noon', 'at 12 am', 'at 12:30 pm', 'at 12:30 am']);
  expect(speakTime(at('2026-12-01T14:30:59'), de)).toBe('um 14 Uhr 30');
});

test('appointments are spoken in full, and short in a list', () => {
  const start = at('2026-12-01T14:30');
  expect(speakWhen(start, de)).toBe('am Dienstag, dem 1. Dezember, um 14 Uhr 30');
  expect(speakShort(at('2025-12-01T10:00'), { ...de, now: at('2025-11-20T10:00') })).toBe('am Montag, 1. Dezember, um 10 Uhr');
  expect(speakWhen(start, en)).toBe('on Tuesday, 1 December, at 2:30 pm');
  expect(displayDate(start, de)).toBe('Dienstag, 1. Dezember 2026');
  expect(displayDay('2026-12-01', 'en')).toBe('Tuesday, 1 December 2026');
});

test('a deadline is spoken as the promise it is, in the branch’s zone', () => {
  expect(speakDeadline(at('2026-06-10T16:30'), de)).toBe('heute bis 16 Uhr 30');
  expect(speakDeadline(at('2026-06-11T09:00'), de)).toBe('bis morgen, 9 Uhr');
  expect(speakDeadline(at('2026-12-01T14:30'), de)).toBe('bis Dienstag, den 1. Dezember, 14 Uhr 30');
  expect(speakDeadline(Date.UTC(2026, 5, 10, 22, 30), de)).toBe('bis morgen, 0 Uhr 30');
  expect(speakDeadline(at('2026-06-10T16:30'), en)).toBe('today by 4:30 pm');
  expect(speakDeadline(at('2026-06-11T09:00'), en)).toBe('by tomorrow, 9 am');
  expect(speakDeadline(at('2026-12-01T14:30'), en)).toBe('by Tuesday, 1 December, 2:30 pm');
});

test('the spoken deadline is never earlier than the stored one', () => {
  expect(speakDeadline(at('2026-06-10T16:30:01'), de)).toBe('heute bis 16 Uhr 31');
  expect(speakDeadline(at('2026-06-10T23:59:30'), de)).toBe('bis morgen, 0 Uhr');
});

test('opening hours and weekdays', () => {
  expect(speakHours(['09:00', '18:00'], 'de')).toBe('9 Uhr bis 18 Uhr');
  expect(speakHours(['09:30', '24:00'], 'de')).toBe('9 Uhr 30 bis 24 Uhr');
  expect(speakHours(['09:00', '18:00'], 'en')).toBe('9 am to 6 pm');
  expect([speakWeekday('mon', 'de'), speakWeekday('sun', 'en')]).toEqual(['Montag', 'Sunday']);
});

describe('what we say, we understand', () => {
  /** The hour that the end of summer time repeats cannot be told apart by words. */
  const isTold = (start: Temporal.ZonedDateTime) => start.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds === start.epochMilliseconds;
  const forms = [
    ['in full', (start: number, context: SpeakContext) => speakWhen(start, context), de],
    ['short', (start: number, context: SpeakContext) => speakShort(start, context), de],
    ['in English', (start: number, context: SpeakContext) => speakWhen(start, context), en],
  ] as const;

  test.each(forms.slice(0, 2))('every slot of the year ahead, 6 to 22 o’clock in quarters of an hour, comes back as spoken %s', (_, speak, context) => {
    const wrong: string[] = [];
    let slots = 0;
    for (let start = Math.ceil(now / 900_000) * 900_000; start < now + 366 * 86_400_000; start += 900_000) {
      const { hour } = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
      if (hour < 6 || hour >= 22) continue;
      slots += 1;
      const text = speak(start, context);
      const when = understandWhen({ dateTime: text }, context);
      if (when.startAt !== start || when.needs.length > 0 || when.problem !== null) wrong.push(text);
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(slots).toBeGreaterThan(23_000);
  });

  test('from any moment on, also years ahead and to the minute', () => {
    const moments = fc.integer({ min: at('2025-01-01T00:00'), max: at('2035-01-01T00:00') });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 3 * 525_600 }), fc.constantFrom(...forms), (moment, minutes, [, speak, base]) => {
        const start = Math.ceil(moment / 60_000) * 60_000 + minutes * 60_000;
        fc.pre(isTold(Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)));
        const context = { ...base, now: moment };
        expect(understandWhen({ dateTime: speak(start, context) }, context)).toMatchObject({ startAt: start, needs: [], problem: null });
      }),
      { numRuns: 2000 },
    );
  });
});
