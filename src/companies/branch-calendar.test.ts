import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyException, calendarOf } from '../../test/arbitraries/branch-calendar.ts';
import { anyDay, anyHours, clockTime } from '../../test/arbitraries/opening-hours.ts';
import { branchCalendar, knownCalendar, placeOf } from './branch-calendar.ts';
import type { CompanyCalendar } from './branch-calendar.ts';
import type { CalendarException, OpeningHours } from './company.ts';
import { common, joined, without } from './intervals.ts';
import type { Intervals } from './intervals.ts';
import { openIntervals } from './opening-hours.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const WEEK: OpeningHours = { ...CLOSED, mon: [['09:00', '18:00']], tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']], fri: [['09:00', '18:00']] };

let ids = 0;
const exception = (change: Partial<CalendarException>): CalendarException => ({
  id: String((ids += 1)), branchId: null, kind: 'closed', from: '2026-12-01', to: change.from ?? '2026-12-01', hours: null, reason: null, ...change,
});
const day = (date: string, exceptions: CalendarException[] = [], change: Partial<CompanyCalendar> = {}) => calendarOf(WEEK, { exceptions, ...change }).day(date);
const hours = (date: string, ...exceptions: CalendarException[]) => day(date, exceptions).intervals.map((interval) => interval.join('-')).join(' ');

test('a closed day says why, and a day on which the week is closed anyway says nothing', () => {
  expect(day('2026-12-01', [exception({ reason: 'Inventur' })])).toEqual({
    intervals: [],
    closures: [{ kind: 'exception', name: { de: 'Inventur', en: 'Inventur' }, hours: [['09:00', '13:00'], ['14:00', '18:00']] }],
  });
  expect(day('2026-12-06', [exception({ from: '2026-12-06' })])).toEqual({ intervals: [], closures: [] });
});

test('a half day closes the afternoon, a meeting cuts a hole', () => {
  expect(hours('2026-12-01', exception({ hours: [['13:30', '24:00']] }))).toBe('09:00-13:00');
  expect(hours('2026-12-01', exception({ hours: [['10:00', '11:00'], ['12:30', '15:00']] }))).toBe('09:00-10:00 11:00-12:30 15:00-18:00');
});

test('Christmas Eve returns every year, and a yearly holiday runs over New Year', () => {
  const eve = exception({ kind: 'hours', from: '12-24', to: '12-24', hours: [['09:00', '13:00']] });
  expect([hours('2026-12-24', eve), hours('2029-12-24', eve), hours('2026-12-23', eve)]).toEqual(['09:00-13:00', '09:00-13:00', '09:00-18:00']);
  const between = exception({ from: '12-27', to: '01-05' });
  expect(['2026-12-28', '2027-01-04', '2027-01-06', '2026-12-23'].map((date) => hours(date, between))).toEqual(['', '', '09:00-18:00', '09:00-18:00']);
});

test('a public holiday is closed with its name, unless the company works on holidays or entered hours for that day', () => {
  expect(day('2028-10-03')).toEqual({
    intervals: [],
    closures: [{ kind: 'holiday', name: { de: 'Tag der Deutschen Einheit', en: 'German Unity Day' }, hours: [['09:00', '13:00'], ['14:00', '18:00']] }],
  });
  expect(day('2028-10-03', [], { closedOnHolidays: false }).intervals).toHaveLength(2);
  expect(hours('2028-10-03', exception({ kind: 'hours', from: '2028-10-03', hours: [['10:00', '12:00']] }))).toBe('10:00-12:00');
  expect(hours('2028-10-03', exception({ kind: 'extra', from: '2028-10-03', hours: [['10:00', '12:00']] }))).toBe('10:00-12:00');
});

test('where a holiday begins at noon the morning stays open', () => {
  expect(day('2028-05-01', [], { region: 'CH-SO' })).toMatchObject({ intervals: [['09:00', '12:00']], closures: [{ hours: [['12:00', '18:00']] }] });
});

test('the more particular entry decides, in whatever order they were entered', () => {
  const holidays = exception({ from: '2026-12-01', to: '2026-12-20' });
  const oneDay = exception({ kind: 'hours', from: '2026-12-01', hours: [['10:00', '12:00']] });
  const here = exception({ branchId: 'branch', kind: 'hours', from: '2026-12-01', to: '2026-12-31', hours: [['08:00', '09:00']] });
  const elsewhere = exception({ branchId: 'another', kind: 'hours', from: '2026-12-01', hours: [['00:00', '24:00']] });
  const extra = exception({ kind: 'extra', from: '2026-12-01', to: '2026-12-01', hours: [['17:00', '18:00']] });
  for (const order of [(list: CalendarException[]) => list, (list: CalendarException[]) => list.toReversed()]) {
    expect(hours('2026-12-01', ...order([holidays, oneDay]))).toBe('10:00-12:00');
    expect(hours('2026-12-01', ...order([holidays, oneDay, here]))).toBe('08:00-09:00');
    expect(hours('2026-12-01', ...order([holidays, elsewhere]))).toBe('');
    expect(hours('2026-12-01', ...order([holidays, extra]))).toBe('17:00-18:00');
  }
});

test('two that are equally particular do not depend on their order: closed beats hours, extra beats closed', () => {
  const closed = exception({});
  const other = exception({ kind: 'hours', hours: [['10:00', '12:00']] });
  expect([hours('2026-12-01', closed, other), hours('2026-12-01', other, closed)]).toEqual(['', '']);
});

test('a branch in another Land has its holidays, and not the municipality of the company', () => {
  const company = { region: 'DE-BY', municipality: 'augsburg' };
  expect(placeOf(company, { region: null, municipality: null })).toEqual({ region: 'DE-BY', municipality: 'augsburg' });
  expect(placeOf(company, { region: 'DE-SN', municipality: null })).toEqual({ region: 'DE-SN', municipality: null });
  expect(placeOf(company, { region: null, municipality: 'protestant' })).toEqual({ region: 'DE-BY', municipality: 'protestant' });
  const calendar = (region: string | null) =>
    branchCalendar({ timeZone: 'Europe/Berlin', ...company, closedOnHolidays: true, exceptions: [] }, { id: 'b', region, municipality: null, openingHours: WEEK });
  // 8 August 2028, a Tuesday, is Augsburg's own
  expect([calendar(null).intervalsOn('2028-08-08'), calendar('DE-SN').intervalsOn('2028-08-08')]).toEqual([[], WEEK.tue]);
});

test('nothing is known of a branch without hours, or of none', () => {
  const company: CompanyCalendar = { timeZone: 'Europe/Berlin', region: null, municipality: null, closedOnHolidays: true, exceptions: [] };
  expect(knownCalendar(company, null)).toBeNull();
  expect(knownCalendar(company, { id: 'b', region: null, municipality: null, openingHours: CLOSED })).toBeNull();
});

const minutes = Array.from({ length: 96 }, (_, i) => clockTime(i * 15));
const has = (intervals: Intervals, time: string) => intervals.some(([from, until]) => from <= time && time < until);

test('joining, sharing and taking away agree with asking each quarter of an hour', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      const results: [Intervals, (time: string) => boolean][] = [
        [joined(a, b), (time) => has(a, time) || has(b, time)],
        [common(a, b), (time) => has(a, time) && has(b, time)],
        [without(a, b), (time) => has(a, time) && !has(b, time)],
      ];
      for (const [result, expected] of results) {
        expect(minutes.filter((time) => has(result, time))).toEqual(minutes.filter(expected));
        expect(result.every(([from, until], i) => from < until && (i === 0 || result[i - 1]![1] <= from))).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('whatever is entered, a day’s intervals are in order, none is empty, and the order of the entries does not matter', () => {
  fc.assert(
    fc.property(anyHours, fc.uniqueArray(anyException, { maxLength: 5, selector: ({ id }) => id }), fc.nat({ max: 400 }), (week, exceptions, days) => {
      const date = new Date(Date.parse('2026-03-01') + days * 86_400_000).toISOString().slice(0, 10);
      const calendar = calendarOf(week, { exceptions });
      const { intervals } = calendar.day(date);
      expect(intervals.every(([from, until], i) => from < until && (i === 0 || intervals[i - 1]![1] <= from))).toBe(true);
      expect(calendarOf(week, { exceptions: exceptions.toReversed() }).day(date)).toEqual(calendar.day(date));
      const spans = openIntervals(calendar, date);
      expect(spans.every((span, i) => i === 0 || spans[i - 1]!.untilAt <= span.fromAt)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
