import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHours } from '../../test/arbitraries/opening-hours.ts';
import type { OpeningHours } from '../companies/company.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { MINUTE_MS, wallClock } from '../companies/wall-clock.ts';
import { deadline } from './deadline.ts';
import type { DeadlineInput } from './deadline.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const SALON: OpeningHours = {
  mon: [], tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '20:00']],
  fri: [['09:00', '18:00']], sat: [['09:00', '14:00']], sun: [],
};

function due(from: string, minutes: number, change: Partial<DeadlineInput> = {}): [string, string] {
  const { dueAt, because } = deadline({ rule: { minutes, clock: 'business' }, openingHours: SALON, timeZone: 'Europe/Berlin', fromAt: Date.parse(from), ...change });
  return [new Date(dueAt).toISOString().slice(0, 16), because];
}

test('the wall clock adds plain hours, whether the branch is open or not', () => {
  expect(due('2026-12-01T11:20+01:00', 240, { rule: { minutes: 240, clock: 'wall' } })).toEqual(['2026-12-01T14:20', '4 h → Di 15:20']);
  expect(due('2026-12-05T13:00+01:00', 1440, { rule: { minutes: 1440, clock: 'wall' } })).toEqual(['2026-12-06T12:00', '24 h → So 13:00']);
});

test('business hours leave out the lunch break and say so', () => {
  expect(due('2026-12-01T10:20+01:00', 240)).toEqual(['2026-12-01T14:20', '4 h Öffnungszeit, ohne Mittagspause → Di 15:20']);
});

test('what ends exactly with the morning is due at its end, not after lunch', () => {
  expect(due('2026-12-01T09:00+01:00', 240)).toEqual(['2026-12-01T12:00', '4 h Öffnungszeit → Di 13:00']);
});

test('a call in the evening counts from the next morning, and a lunch break that is over is not mentioned', () => {
  expect(due('2026-12-01T16:30+01:00', 120)).toEqual(['2026-12-02T08:30', '2 h Öffnungszeit → Mi 09:30']);
});

test('closed days are left out by name, and another week gets its date', () => {
  expect(due('2026-12-05T13:00+01:00', 90)).toEqual(['2026-12-08T08:30', '1 h 30 min Öffnungszeit, ohne So und Mo → Di 09:30']);
  expect(due('2026-12-01T09:00+01:00', 45 * 60)).toEqual(['2026-12-08T11:00', '45 h Öffnungszeit, ohne Mittagspause, So und Mo → Di 8.12. 12:00']);
});

test('a holiday is left out with its reason', () => {
  const closedOn = (date: string) => (date === '2026-12-25' ? '1. Weihnachtstag' : null);
  expect(due('2026-12-24T19:30+01:00', 60, { closedOn })).toEqual(['2026-12-26T08:30', '1 h Öffnungszeit, ohne 1. Weihnachtstag → Sa 09:30']);
});

test('where there is no opening time to count, plain hours are promised and the reason is given', () => {
  expect(due('2026-12-01T11:20+01:00', 240, { openingHours: CLOSED })).toEqual([
    '2026-12-01T14:20',
    '4 h (zu wenig Öffnungszeit in 60 Tagen, daher ohne sie gerechnet) → Di 15:20',
  ]);
  expect(due('2026-12-01T11:20+01:00', 240, { openingHours: null })[1]).toBe('4 h (Öffnungszeiten unbekannt, daher ohne sie gerechnet) → Di 15:20');
  expect(due('2026-12-01T11:20+01:00', 30, { closedOn: () => 'Betriebsferien' })[0]).toBe('2026-12-01T10:50');
});

test('the hour that the spring change skips is not counted as opening time', () => {
  const night: OpeningHours = { ...CLOSED, sun: [['00:00', '24:00']] };
  expect(due('2026-03-29T01:30+01:00', 60, { openingHours: night })).toEqual(['2026-03-29T01:30', '1 h Öffnungszeit → So 03:30']);
  expect(due('2026-10-25T01:30+02:00', 120, { openingHours: night })).toEqual(['2026-10-25T01:30', '2 h Öffnungszeit → So 02:30']);
});

const BUSINESS: fc.Arbitrary<DeadlineInput & { openingHours: OpeningHours }> = fc.record({
  rule: fc.record({ minutes: fc.integer({ min: 1, max: 1800 }), clock: fc.constant('business' as const) }),
  openingHours: anyHours,
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  // Around the clock changes of both years, so that most runs count across one.
  fromAt: fc.tuple(fc.constantFrom('2026-03-27', '2026-10-24', '2027-03-13', '2026-04-04'), fc.integer({ min: 0, max: 3 * 1440 * 60 })).map(([day, seconds]) => Date.parse(day) + seconds * 1000),
  closedOn: fc.constantFrom(() => null, (date: string) => (date.endsWith('8') ? 'Feiertag' : null)),
});
const fellBack = (because: string) => because.includes('zu wenig Öffnungszeit');

test('business minutes are counted exactly, never early, and never on a closed date', () => {
  let counted = 0;
  fc.assert(
    fc.property(BUSINESS, (input) => {
      const { dueAt, because } = deadline(input);
      const wantedMs = input.rule.minutes * MINUTE_MS;
      expect(dueAt).toBeGreaterThanOrEqual(input.fromAt + wantedMs);
      if (fellBack(because)) return expect(dueAt).toBe(input.fromAt + wantedMs);
      counted += 1;
      const open = openSpans(input.openingHours, { fromAt: input.fromAt, untilAt: dueAt }, input.timeZone);
      // A closed date takes its whole span away; spans over midnight are cut by asking day by day.
      const openMs = open.reduce((sum, span) => sum + openOnOpenDays(span, input), 0);
      expect(openMs).toBe(wantedMs);
      return undefined;
    }),
    { numRuns: 150 },
  );
  expect(counted).toBeGreaterThan(50);
});

/** Minute by minute, so that it shares no arithmetic with what it checks. */
function openOnOpenDays(span: { fromAt: number; untilAt: number }, { timeZone, closedOn }: DeadlineInput): number {
  let ms = 0;
  for (let at = span.fromAt; at < span.untilAt; ) {
    const next = Math.min(span.untilAt, at - (at % MINUTE_MS) + MINUTE_MS);
    if (closedOn?.(wallClock(at, timeZone).date) === null) ms += next - at;
    at = next;
  }
  return ms;
}

test('a later call is never due earlier, and more minutes are never due earlier', () => {
  fc.assert(
    fc.property(BUSINESS, fc.integer({ min: 0, max: 4 * 1440 }), (input, later) => {
      const one = deadline(input);
      const lateCall = deadline({ ...input, fromAt: input.fromAt + later * MINUTE_MS });
      const longer = deadline({ ...input, rule: { ...input.rule, minutes: input.rule.minutes + later } });
      if (fellBack(one.because) || fellBack(longer.because) || fellBack(lateCall.because)) return;
      expect(lateCall.dueAt).toBeGreaterThanOrEqual(one.dueAt);
      expect(longer.dueAt).toBeGreaterThanOrEqual(one.dueAt);
    }),
    { numRuns: 300 },
  );
});
