import { expect, test } from 'vitest';
import type { CalendarException, OpeningHours } from '../../companies/company.ts';
import { sentencesFor } from '../../language/speak/sentences.ts';
import type { Turn } from '../turn.ts';
import { closedThen } from './closed-then.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const HOURS: OpeningHours = { ...CLOSED, tue: [['09:00', '13:00'], ['14:00', '18:00']] };
const BRANCH = { id: 'mitte', region: null, municipality: null };
const COMPANY = { timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BY', municipality: null, closedOnHolidays: true, exceptions: [] as CalendarException[] };
const turn = (openingHours: OpeningHours, exceptions: CalendarException[] = []) =>
  ({ branch: { ...BRANCH, openingHours }, company: { ...COMPANY, exceptions }, say: sentencesFor('de'), receivedAt: Date.parse('2026-11-22T12:00:00Z') }) as unknown as Turn;
const at = (iso: string) => Date.parse(iso);

test('names the day on which the branch is closed', () => {
  expect(closedThen(turn(HOURS), at('2026-11-29T15:00:00+01:00'))).toMatch(/^Am Sonntag, dem 29\. November,? haben wir geschlossen\.$/);
});

test('names the time where the day is open: the lunch break, and the minute of closing', () => {
  expect(closedThen(turn(HOURS), at('2026-11-24T13:30:00+01:00'))).toBe('Um 13 Uhr 30 haben wir an diesem Tag geschlossen.');
  expect(closedThen(turn(HOURS), at('2026-11-24T18:00:00+01:00'))).toContain('geschlossen');
});

test('says nothing of a time at which it is open, of no time, and where nobody entered any hours', () => {
  expect(closedThen(turn(HOURS), at('2026-11-24T12:59:00+01:00'))).toBeNull();
  expect(closedThen(turn(HOURS), null)).toBeNull();
  expect(closedThen(turn(CLOSED), at('2026-11-29T15:00:00+01:00'))).toBeNull();
});

const EVERY_DAY: OpeningHours = { ...CLOSED, tue: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']], fri: [['09:00', '18:00']] };

test('a public holiday is given as the reason, of the region in which the branch lies', () => {
  const epiphany = at('2027-01-06T10:00:00+01:00');
  expect(closedThen(turn(EVERY_DAY), epiphany)).toBe('Am Mittwoch, dem 6. Januar haben wir wegen des Feiertags geschlossen.');
  const inBerlin = turn(EVERY_DAY);
  expect(closedThen({ ...inBerlin, branch: { ...inBerlin.branch!, region: 'DE-BE' } }, epiphany)).toBeNull();
});

test('during the practice holidays the caller hears when they are over, and not what they are for', () => {
  const holidays: CalendarException = { id: '1', branchId: null, kind: 'closed', from: '2026-12-22', to: '2027-01-05', hours: null, reason: 'Wasserschaden' };
  const said = closedThen(turn(EVERY_DAY, [holidays]), at('2026-12-29T10:00:00+01:00'));
  // the 6th is a holiday in Bavaria, and the week before it is closed too
  expect(said).toBe('Am Dienstag, dem 29. Dezember haben wir geschlossen. Am Donnerstag, dem 7. Januar sind wir wieder da.');
});

test('on a half day the afternoon is closed, and the morning is not', () => {
  const eve: CalendarException = { id: '1', branchId: null, kind: 'hours', from: '12-24', to: '12-24', hours: [['09:00', '13:00']], reason: null };
  expect(closedThen(turn(EVERY_DAY, [eve]), at('2026-12-24T14:00:00+01:00'))).toBe('Um 14 Uhr haben wir an diesem Tag geschlossen.');
  expect(closedThen(turn(EVERY_DAY, [eve]), at('2026-12-24T10:00:00+01:00'))).toBeNull();
});
