import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCalendar, calendarOf } from '../../test/arbitraries/branch-calendar.ts';
import { anyHours } from '../../test/arbitraries/opening-hours.ts';
import type { BranchCalendar } from '../companies/branch-calendar.ts';
import type { CalendarException, OpeningHours } from '../companies/company.ts';
import { isOpenAt, openSpans } from '../companies/opening-hours.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import { beforeAppointment, deadline } from './deadline.ts';
import type { DeadlineInput } from './deadline.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const SALON: OpeningHours = {
  mon: [], tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '20:00']],
  fri: [['09:00', '18:00']], sat: [['09:00', '14:00']], sun: [],
};

const PRACTICE: OpeningHours = {
  mon: [['08:00', '12:00'], ['14:00', '18:00']], tue: [['08:00', '12:00'], ['14:00', '18:00']], wed: [['08:00', '12:00']],
  thu: [['08:00', '12:00'], ['14:00', '18:00']], fri: [['08:00', '13:00']], sat: [], sun: [],
};
const exception = (change: Partial<CalendarException>): CalendarException => ({ id: 'x', branchId: null, kind: 'closed', from: '2026-12-24', to: '2026-12-24', hours: null, reason: null, ...change });

function due(from: string, minutes: number, change: Partial<DeadlineInput> = {}): [string, string] {
  const { dueAt, because } = deadline({ rule: { minutes, clock: 'business' }, calendar: calendarOf(SALON), timeZone: 'Europe/Berlin', fromAt: Date.parse(from), ...change });
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

test('a holiday is left out with its name', () => {
  expect(due('2026-12-24T19:30+01:00', 60)).toEqual(['2026-12-29T08:30', '1 h Öffnungszeit, ohne 1. Weihnachtstag, 2. Weihnachtstag, So und Mo → Di 09:30']);
});

test('a practice names its lunch break, its free Wednesday afternoon and the holiday', () => {
  const practice = { calendar: calendarOf(PRACTICE, { region: 'DE-BE' }) };
  expect(due('2028-10-02T17:00+02:00', 600, practice)).toEqual(['2028-10-05T13:00', '10 h Öffnungszeit, ohne Tag der Deutschen Einheit, Mi Nachmittag und Mittagspause → Do 15:00']);
  // who begins to count after the others have closed too has lost no afternoon
  expect(due('2028-10-04T18:30+02:00', 30, practice)[1]).toBe('30 min Öffnungszeit → Do 08:30');
  expect(due('2028-10-04T16:30+02:00', 30, practice)[1]).toBe('30 min Öffnungszeit, ohne Mi Nachmittag → Do 08:30');
});

test('what was entered for single days is named by its reason, or else by its day', () => {
  const off = (change: Partial<CalendarException>) => ({ calendar: calendarOf(SALON, { exceptions: [exception(change)] }) });
  expect(due('2026-12-01T17:00+01:00', 120, off({ from: '2026-12-02', to: '2026-12-03', reason: 'Betriebsausflug' }))).toEqual([
    '2026-12-04T09:00', '2 h Öffnungszeit, ohne Betriebsausflug → Fr 10:00',
  ]);
  expect(due('2026-12-01T17:00+01:00', 120, off({ from: '2026-12-02', to: '2026-12-02' }))[1]).toBe('2 h Öffnungszeit, ohne Mi 2.12. → Do 10:00');
  expect(due('2026-12-02T11:00+01:00', 120, off({ from: '2026-12-02', to: '2026-12-02', hours: [['12:00', '24:00']] }))[1]).toBe('2 h Öffnungszeit, ohne Mi ab 12:00 → Do 10:00');
  expect(due('2026-12-02T11:00+01:00', 120, off({ from: '2026-12-02', to: '2026-12-02', hours: [['12:00', '14:00']], reason: 'Teamsitzung' }))[1]).toBe(
    '2 h Öffnungszeit, ohne Teamsitzung → Mi 15:00',
  );
});

test('an opening beside the usual ones counts, on a Sunday as on a holiday', () => {
  const sunday = { calendar: calendarOf(SALON, { exceptions: [exception({ kind: 'extra', from: '2026-12-06', to: '2026-12-06', hours: [['13:00', '18:00']] })] }) };
  expect(due('2026-12-05T13:00+01:00', 90, sunday)).toEqual(['2026-12-06T12:30', '1 h 30 min Öffnungszeit → So 13:30']);
});

test('where there is no opening time to count, plain hours are promised and the reason is given', () => {
  expect(due('2026-12-01T11:20+01:00', 240, { calendar: calendarOf(CLOSED) })).toEqual([
    '2026-12-01T14:20',
    '4 h (zu wenig Öffnungszeit in 60 Tagen, daher ohne sie gerechnet) → Di 15:20',
  ]);
  expect(due('2026-12-01T11:20+01:00', 240, { calendar: null })[1]).toBe('4 h (Öffnungszeiten unbekannt, daher ohne sie gerechnet) → Di 15:20');
  const shut = exception({ from: '2026-11-01', to: '2027-06-30' });
  expect(due('2026-12-01T11:20+01:00', 30, { calendar: calendarOf(SALON, { exceptions: [shut] }) })[0]).toBe('2026-12-01T10:50');
});

test('the hour that the spring change skips is not counted as opening time', () => {
  const night: OpeningHours = { ...CLOSED, sun: [['00:00', '24:00']] };
  expect(due('2026-03-29T01:30+01:00', 60, { calendar: calendarOf(night) })).toEqual(['2026-03-29T01:30', '1 h Öffnungszeit → So 03:30']);
  expect(due('2026-10-25T01:30+02:00', 120, { calendar: calendarOf(night) })).toEqual(['2026-10-25T01:30', '2 h Öffnungszeit → So 02:30']);
});

test('a callback about an appointment is due before it, whatever the priority allows', () => {
  const fromAt = Date.parse('2026-12-01T11:20+01:00');
  const before = (start: string, dueAt: number) => {
    const due = beforeAppointment({ dueAt, because: 'as the rule says' }, { startAt: Date.parse(start), fromAt, timeZone: 'Europe/Berlin' });
    return [new Date(due.dueAt).toISOString().slice(11, 16), due.because];
  };
  const inTwoHours = fromAt + 120 * MINUTE_MS;
  expect(before('2026-12-01T14:30+01:00', inTwoHours)).toEqual(['12:20', 'as the rule says']);
  expect(before('2026-12-01T13:00+01:00', inTwoHours)).toEqual(['11:30', '30 min vor dem Termin (Di 13:00) → Di 12:30']);
  expect(before('2026-12-01T11:40+01:00', inTwoHours)).toEqual(['10:35', '15 min, weil der Termin schon Di 11:40 beginnt → Di 11:35']);
  // nobody can call before now, and ten minutes are what the rule gave anyway
  expect(before('2026-12-01T11:40+01:00', fromAt + 10 * MINUTE_MS)).toEqual(['10:30', 'as the rule says']);
  expect(before('2026-12-01T11:00+01:00', inTwoHours)).toEqual(['12:20', 'as the rule says']);
});

type Counted = DeadlineInput & { readonly calendar: BranchCalendar };

const BUSINESS: fc.Arbitrary<Counted> = fc
  .record({
    rule: fc.record({ minutes: fc.integer({ min: 1, max: 1800 }), clock: fc.constant('business' as const) }),
    calendar: anyCalendar,
    // Around the clock changes of both years, and over Christmas, so that most runs count across something.
    fromAt: fc.tuple(fc.constantFrom('2026-03-27', '2026-10-24', '2027-03-13', '2026-04-04', '2026-12-23'), fc.integer({ min: 0, max: 3 * 1440 * 60 })).map(([day, seconds]) => Date.parse(day) + seconds * 1000),
  })
  .map((input) => ({ ...input, timeZone: input.calendar.timeZone }));
const fellBack = (because: string) => because.includes('zu wenig Öffnungszeit');

test('business minutes are counted exactly, never early, and end while the branch is open', () => {
  let counted = 0;
  fc.assert(
    fc.property(BUSINESS, (input) => {
      const { dueAt, because } = deadline(input);
      const wantedMs = input.rule.minutes * MINUTE_MS;
      expect(dueAt).toBeGreaterThanOrEqual(input.fromAt + wantedMs);
      if (fellBack(because)) return expect(dueAt).toBe(input.fromAt + wantedMs);
      counted += 1;
      expect(isOpenAt(input.calendar, dueAt - 1)).toBe(true);
      const open = openSpans(input.calendar, { fromAt: input.fromAt, untilAt: dueAt });
      expect(open.reduce((sum, span) => sum + span.untilAt - span.fromAt, 0)).toBe(wantedMs);
      return undefined;
    }),
    { numRuns: 150 },
  );
  expect(counted).toBeGreaterThan(50);
});

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

test('counting the same again gives the same, also with a calendar built anew', () => {
  fc.assert(
    fc.property(anyHours, fc.integer({ min: 1, max: 1800 }), (hours, minutes) => {
      const once = () => deadline({ rule: { minutes, clock: 'business' }, calendar: calendarOf(hours), timeZone: 'Europe/Berlin', fromAt: Date.parse('2026-12-23T10:00:00Z') });
      expect(once()).toEqual(once());
    }),
    { numRuns: 50 },
  );
});
