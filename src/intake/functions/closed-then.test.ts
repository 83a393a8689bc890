import { expect, test } from 'vitest';
import type { OpeningHours } from '../../companies/company.ts';
import { sentencesFor } from '../../language/speak/sentences.ts';
import type { Turn } from '../turn.ts';
import { closedThen } from './closed-then.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const HOURS: OpeningHours = { ...CLOSED, tue: [['09:00', '13:00'], ['14:00', '18:00']] };
const turn = (openingHours: OpeningHours) =>
  ({ branch: { openingHours }, company: { timeZone: 'Europe/Berlin', locale: 'de' }, say: sentencesFor('de'), receivedAt: Date.parse('2026-11-22T12:00:00Z') }) as unknown as Turn;
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
