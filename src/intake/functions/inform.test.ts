import { expect, test } from 'vitest';
import type { CalendarException, OpeningHours } from '../../companies/company.ts';
import { sentencesFor } from '../../language/speak/sentences.ts';
import type { Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';
import { openingHours } from './inform.ts';

const DAY = [['09:00', '18:00']] as const;
const WEEK: OpeningHours = { mon: [], tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [['09:00', '14:00']], sun: [] };
const EVE: CalendarException = { id: 'e', branchId: null, kind: 'hours', from: '12-24', to: '12-24', hours: [['09:00', '13:00']], reason: 'Heiligabend' };

/** What the caller hears who asks at that moment, for that day or for none. */
async function heard(now: string, date: string | null, locale: 'de' | 'en' = 'de'): Promise<string> {
  const branch = { id: 'mitte', region: null, municipality: null, openingHours: WEEK };
  const company = { timeZone: 'Europe/Berlin', locale, region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [EVE], branches: [branch] };
  const turn = { branch: null, company, say: sentencesFor(locale), receivedAt: Date.parse(now) } as unknown as Turn;
  const { message } = await openingHours(turn, { when: { date, problem: null } } as unknown as Wanted);
  return message;
}

test('who asks for a holiday hears that it is one, and who asks for Christmas Eve hears its short hours', async () => {
  expect(await heard('2026-09-20T10:00:00Z', '2026-10-03')).toBe('Am Samstag, dem 3. Oktober haben wir wegen des Feiertags geschlossen.');
  expect(await heard('2026-09-20T10:00:00Z', '2026-10-03', 'en')).toBe('We are closed on Saturday, 3 October for the public holiday.');
  expect(await heard('2026-12-01T10:00:00Z', '2026-12-24')).toBe('Am Donnerstag, dem 24. Dezember haben wir 9 Uhr bis 13 Uhr geöffnet.');
  expect(await heard('2026-12-01T10:00:00Z', '2026-12-28')).toBe('Am Montag, dem 28. Dezember haben wir geschlossen.');
});

test('who asks for the usual hours just before Christmas is told which days differ, and in November is not', async () => {
  const usual = 'Wir haben geöffnet: Dienstag bis Freitag 9 Uhr bis 18 Uhr, Samstag 9 Uhr bis 14 Uhr.';
  expect(await heard('2026-11-10T10:00:00Z', null)).toBe(usual);
  expect(await heard('2026-12-22T10:00:00Z', null)).toBe(
    `${usual} Am Donnerstag, dem 24. Dezember haben wir 9 Uhr bis 13 Uhr geöffnet. Am Freitag, dem 25. Dezember haben wir wegen des Feiertags geschlossen. Am Samstag, dem 26. Dezember haben wir wegen des Feiertags geschlossen.`,
  );
});
