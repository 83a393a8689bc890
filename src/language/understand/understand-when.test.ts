import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { understandWhen, type Said, type When } from './understand-when.ts';

const BERLIN = 'Europe/Berlin';
const at = (wall: string, zone = BERLIN) => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
const wednesday = { now: at('2026-01-14T10:00'), timeZone: BERLIN };

test('date and time become an instant in the branch’s zone, not in the server’s', () => {
  expect(understandWhen({ date: 'morgen', time: '14 Uhr' }, wednesday).startAt).toBe(Date.UTC(2026, 0, 15, 13));
  expect(understandWhen({ date: 'morgen', time: '14 Uhr' }, { ...wednesday, timeZone: 'America/New_York' }).startAt).toBe(Date.UTC(2026, 0, 15, 19));
  expect(understandWhen({ date: '1. Juli', time: '14 Uhr' }, wednesday).startAt).toBe(Date.UTC(2026, 6, 1, 12));
});

test('an instant with offset keeps its exact moment in the hour that comes twice', () => {
  const context = { now: at('2026-10-24T10:00'), timeZone: BERLIN };
  expect(understandWhen({ dateTime: '2026-10-25T00:30:00Z' }, context).startAt).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(understandWhen({ dateTime: '2026-10-25T01:30:00Z' }, context).startAt).toBe(Date.UTC(2026, 9, 25, 1, 30));
  expect(understandWhen({ dateTime: '2026-10-25T02:30' }, context).startAt).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test('there is no instant while the time does not exist or its half of the day is in doubt', () => {
  expect(understandWhen({ dateTime: '2026-03-29T02:30' }, { now: at('2026-03-28T10:00'), timeZone: BERLIN }).startAt).toBeNull();
  expect(understandWhen({ date: 'morgen', time: '03:00' }, wednesday).startAt).toBeNull();
});

test('a past instant is told with its moment, so that the answer can name it', () => {
  const when = understandWhen({ dateTime: '2024-06-17T10:00' }, wednesday);
  expect(when).toMatchObject({ problem: 'past', date: '2024-06-17', time: '10:00', startAt: at('2024-06-17T10:00') });
});

test('values that are no text at all count as nothing said', () => {
  for (const value of [null, undefined, {}, [], true, Number.NaN]) {
    const when = understandWhen({ date: value, time: value } as unknown as Said, wednesday);
    expect(when.date).toBeNull();
    expect(when.needs).toEqual(['date', 'time']);
  }
  expect(understandWhen({ date: 'morgen', time: 14 } as unknown as Said, wednesday).time).toBe('14:00');
});

describe('whatever is said', () => {
  const words = fc.constantFrom(
    ...'heute morgen übermorgen Montag Mittwoch Freitag nächsten nächste diese kommende Woche Monat KW Anfang Ende Dezember 31. 30. Februar 29. den am um ab bis vor nach zwischen von und oder nicht nein gegen halb viertel dreiviertel drei zehn zwölf vierzehn dreiundzwanzigsten Uhr 14 14:30 15.1. 25 früh vormittags nachmittags abends in einer zwei acht Tagen Stunden Wochenende egal sofort 2026-02-30 2026-01-20T14:00 2025-10-20T11:00:00Z {{x}} . , : - / pm am 9999999999 Silvester statt auf'.split(' '),
  );
  const phrase = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' '));
  const anything = fc.oneof(phrase, fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 200 }));
  const said = fc.record({ date: anything, time: anything, dateTime: anything }, { requiredKeys: [] });
  const instants = fc.integer({ min: at('2025-01-01T00:00'), max: at('2032-01-01T00:00') });
  const zones = fc.constantFrom(BERLIN, 'Europe/Zurich', 'UTC', 'America/New_York', 'Pacific/Apia');

  test('the answer is sound: nothing is thrown, and what is not asked about is known', () => {
    fc.assert(
      fc.property(said, instants, zones, (input, now, timeZone) => {
        const when = understandWhen(input, { now, timeZone });
        expectSound(when, now);
      }),
      { numRuns: 4000 },
    );
  });

  test('what was not said is never filled in: noise in no alphabet becomes a date', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'bcfgjklpqvwxyz ,?!'), maxLength: 60 });
    fc.assert(
      fc.property(letters, letters, (date, time) => {
        const when = understandWhen({ date, time }, wednesday);
        expect([when.date, when.time, when.window, when.startAt]).toEqual([null, null, null, null]);
        expect(['nothing_said', 'not_understood']).toContain(when.problem);
      }),
    );
  });

  test('long input costs no more than short input', () => {
    const worst = ['Montag oder '.repeat(5000), '1.'.repeat(20_000), 'zwischen '.repeat(5000), '{'.repeat(20_000), 'einundzwanzig und '.repeat(5000), 'am '.repeat(20_000), 'ü'.normalize('NFD').repeat(20_000)];
    const before = performance.now();
    for (const text of worst) understandWhen({ date: text, time: text, dateTime: text }, wednesday);
    // Some 2 ms each; a quadratic step over 60,000 characters would take seconds.
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

function expectSound(when: When, now: number): void {
  const isDateKnown = when.date !== null || when.asap || when.needs.some((need) => need !== 'time' && need !== 'am_pm');
  const isTimeKnown = when.time !== null || when.window !== null || when.asap || when.needs.includes('time');
  expect(isDateKnown && isTimeKnown, 'nothing missing goes unasked').toBe(true);
  if (when.date !== null) expect(Temporal.PlainDate.from(when.date).toString()).toBe(when.date);
  if (when.time !== null) expect(when.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
  if (when.dateRange !== null) expect(when.dateRange.from <= when.dateRange.to).toBe(true);
  if (when.startAt !== null) {
    expect(when.date !== null && when.time !== null).toBe(true);
    if (when.startAt < now) expect(when.problem).not.toBeNull();
  }
  if (when.problem !== null) expect(when.needs.length, 'a problem is always asked about').toBeGreaterThan(0);
  if (when.date !== null && when.dateRange !== null) expect.unreachable('either a day or a range');
}
