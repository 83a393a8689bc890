import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHours, clockTime } from '../../test/arbitraries/opening-hours.ts';
import type { OpeningHours } from './company.ts';
import { fits, hasOpeningHours, isOpenAt, nextOpening, openIntervals, openSpans, weekly } from './opening-hours.ts';
import { addDays, daysBetween, HOUR_MS, instantOf, instantsOf, MINUTE_MS, wallClock } from './wall-clock.ts';

const BERLIN = 'Europe/Berlin';
const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const SALON: OpeningHours = { ...CLOSED, tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '18:00']], sat: [['09:00', '14:00']] };
const at = (iso: string) => Date.parse(iso);
const iso = (spans: readonly { fromAt: number; untilAt: number }[]) => spans.map((s) => [new Date(s.fromAt).toISOString().slice(5, 16), new Date(s.untilAt).toISOString().slice(5, 16)]);

test('a Tuesday with a lunch break is two intervals', () => {
  expect(iso(openIntervals(weekly(SALON, BERLIN), '2026-12-01'))).toEqual([['12-01T08:00', '12-01T12:00'], ['12-01T13:00', '12-01T17:00']]);
});

test('a night opening loses the hour that the spring change skips and keeps the one that autumn repeats', () => {
  const night: OpeningHours = { ...CLOSED, sun: [['01:00', '04:00']] };
  const hours = (date: string) => openIntervals(weekly(night, BERLIN), date).map((s) => (s.untilAt - s.fromAt) / HOUR_MS);
  expect(hours('2026-03-29')).toEqual([2]);
  expect(hours('2026-10-25')).toEqual([4]);
});

test('a time that occurs twice in autumn means its first occurrence, for an end as for a beginning', () => {
  const shifts: OpeningHours = { ...CLOSED, sun: [['01:00', '02:30'], ['02:30', '04:00']] };
  expect(iso(openIntervals(weekly(shifts, BERLIN), '2026-10-25'))).toEqual([['10-24T23:00', '10-25T00:30'], ['10-25T00:30', '10-25T03:00']]);
});

test('an interval that lies wholly in the skipped hour does not exist that day', () => {
  const night: OpeningHours = { ...CLOSED, sun: [['02:00', '02:45'], ['02:45', '03:30']] };
  expect(iso(openIntervals(weekly(night, BERLIN), '2026-03-29'))).toEqual([['03-29T01:00', '03-29T01:30']]);
});

test('24:00 ends at the next midnight, also on the day that has 25 hours', () => {
  const round: OpeningHours = { ...CLOSED, sun: [['00:00', '24:00']] };
  const [span] = openIntervals(weekly(round, BERLIN), '2026-10-25');
  expect((span!.untilAt - span!.fromAt) / HOUR_MS).toBe(25);
});

test('opening over midnight is one span, so that an appointment over midnight fits', () => {
  const bar: OpeningHours = { ...CLOSED, fri: [['18:00', '24:00']], sat: [['00:00', '02:00']] };
  expect(fits(weekly(bar, BERLIN), { startAt: at('2026-12-04T23:30+01:00'), endAt: at('2026-12-05T00:30+01:00') })).toBe(true);
  expect(fits(weekly(bar, BERLIN), { startAt: at('2026-12-05T01:30+01:00'), endAt: at('2026-12-05T02:30+01:00') })).toBe(false);
});

test('an appointment does not fit across the lunch break, but may end at closing time', () => {
  const fit = (from: string, until: string) => fits(weekly(SALON, BERLIN), { startAt: at(`2026-12-01T${from}+01:00`), endAt: at(`2026-12-01T${until}+01:00`) });
  expect([fit('12:30', '13:00'), fit('12:45', '13:15'), fit('13:00', '14:00'), fit('14:00', '18:00'), fit('17:45', '18:15')]).toEqual([true, false, false, true, false]);
});

test('is open from the first minute until just before the last', () => {
  const open = (time: string) => isOpenAt(weekly(SALON, BERLIN), at(`2026-12-01T${time}+01:00`));
  expect([open('08:59'), open('09:00'), open('12:59'), open('13:00'), open('14:00'), open('18:00')]).toEqual([false, true, true, false, true, false]);
});

test('the next opening is now while open, after lunch at noon, and on Tuesday from Saturday afternoon on', () => {
  const next = (iso: string) => nextOpening(weekly(SALON, BERLIN), at(iso));
  expect(next('2026-12-01T10:00+01:00')).toBe(at('2026-12-01T10:00+01:00'));
  expect(next('2026-12-01T13:00+01:00')).toBe(at('2026-12-01T14:00+01:00'));
  expect(next('2026-12-05T14:00+01:00')).toBe(at('2026-12-08T09:00+01:00'));
});

test('a branch that never opens gives null instead of searching for ever', () => {
  expect(nextOpening(weekly(CLOSED, BERLIN), at('2026-12-01T10:00+01:00'))).toBeNull();
  expect(hasOpeningHours(CLOSED)).toBe(false);
  expect(hasOpeningHours(SALON)).toBe(true);
});

const zone = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'UTC', 'Pacific/Apia');
const instant = fc.integer({ min: at('2011-12-01'), max: at('2027-12-31') }).map((ms) => ms - (ms % MINUTE_MS));

test('spans are ordered, disjoint, not touching, inside the range, and agree with the wall clock', () => {
  fc.assert(
    fc.property(anyHours, zone, instant, fc.integer({ min: 1, max: 96 }), fc.integer({ min: 0, max: 96 * 60 }), (hours, timeZone, fromAt, length, probe) => {
      const range = { fromAt, untilAt: fromAt + length * HOUR_MS };
      const spans = openSpans(weekly(hours, timeZone), range);
      let last = -1;
      for (const span of spans) {
        expect(span.fromAt).toBeGreaterThan(last);
        expect(span.untilAt).toBeGreaterThan(span.fromAt);
        last = span.untilAt;
      }
      expect(spans.every((s) => s.fromAt >= range.fromAt && s.untilAt <= range.untilAt)).toBe(true);
      const probeAt = fromAt + (probe % (length * 60)) * MINUTE_MS;
      const wall = wallClock(probeAt, timeZone);
      // The repeated hour of autumn is ambiguous on the wall; everywhere else wall and instants have to agree.
      if (instantOf(wall.date, wall.minuteOfDay, timeZone) !== probeAt) return;
      const expected = hours[wall.weekday].some(([from, until]) => clockTime(wall.minuteOfDay) >= from && clockTime(wall.minuteOfDay) < until);
      expect(spans.some((s) => s.fromAt <= probeAt && probeAt < s.untilAt)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test('adding days and counting them are each other\'s inverse', () => {
  fc.assert(fc.property(fc.integer({ min: -800, max: 800 }), (days) => daysBetween('2026-03-01', addDays('2026-03-01', days)) === days));
});

test('several times of a date are what each is alone, on days with a clock change as on others', () => {
  const dates = fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-01', '2011-12-30', '2026-04-05', '2027-03-14');
  fc.assert(fc.property(zone, dates, fc.integer({ min: 0, max: 1440 }), (timeZone, date, minute) => instantsOf(date, timeZone)(minute) === instantOf(date, minute, timeZone)), { numRuns: 500 });
});
