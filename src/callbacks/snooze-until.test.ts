import { describe, expect, test } from 'vitest';
import type { CalendarBranch } from '../companies/branch-calendar.ts';
import { iso } from '../platform/iso.ts';
import { snoozePresets } from './snooze-presets.ts';
import { snoozeUntil } from './snooze-until.ts';

/** Tuesday, 1 December 2026, 10:00 in Berlin. */
const NOW = Date.UTC(2026, 11, 1, 9);
const company = { timeZone: 'Europe/Berlin', locale: 'de' as const, region: 'DE-BE', municipality: null, closedOnHolidays: true, exceptions: [] };
const week = { mon: [], tue: [['09:00', '13:00'], ['14:00', '18:00']], wed: [['09:00', '12:00']], thu: [['10:00', '20:00']], fri: [['09:00', '18:00']], sat: [], sun: [] } as const;
const branch: CalendarBranch = { id: 'b', region: null, municipality: null, openingHours: week };

function until(said: string, now = NOW, at: CalendarBranch | null = branch): string {
  const understood = snoozeUntil(said, { company, branch: at, now });
  return understood.kind === 'until' ? iso(understood.at).slice(0, 16) : understood.why;
}

describe('set aside', () => {
  test.each([
    ['heute 14:00', '2026-12-01T13:00'],
    ['14:00', '2026-12-01T13:00'],
    ['morgen 8:30', '2026-12-02T07:30'],
    ['Mo 8:30', '2026-12-07T07:30'],
    ['in 2 Stunden', '2026-12-01T11:00'],
    ['tomorrow 8:30', '2026-12-02T07:30'],
    ['2026-12-07T08:30:00+01:00', '2026-12-07T07:30'],
    ['2026-12-07T07:30:00Z', '2026-12-07T07:30'],
    ['morgen früh', '2026-12-02T06:00'],
  ])('%s → %s', (said, at) => expect(until(said)).toBe(at));

  test.each(['sobald geöffnet', 'sobald die Praxis öffnet', 'Sobald der Salon wieder offen ist', 'wenn wir geöffnet haben', 'as soon as open', 'when we open'])(
    '%s means the next opening: while it is open the one after the break', (said) => {
      expect(until(said)).toBe('2026-12-01T13:00');
      expect(until(said, Date.UTC(2026, 11, 1, 18))).toBe('2026-12-02T08:00');
    },
  );

  test('a day without a time means from when the branch opens that day; on a day off it is asked for a time', () => {
    expect([until('morgen'), until('Donnerstag'), until('Samstag'), until('morgen', NOW, null)]).toEqual(['2026-12-02T08:00', '2026-12-03T09:00', 'time', 'time']);
  });

  test.each([['heute 8:30', 'past'], ['09:00', 'past'], ['2026-12-01T08:59:00Z', 'past'], ['Kaffee', 'not_understood'], ['irgendwann', 'date'], ['nächste Woche', 'date']])(
    '%s is refused: %s', (said, why) => expect(until(said)).toBe(why),
  );

  test('the words of a preset mean the moment that stands beside them', () => {
    const presets = snoozePresets({ company, branch, now: NOW });
    expect(presets.map(({ words }) => words)).toEqual(['in einer Stunde', 'heute 14:00', 'heute 17:00', 'morgen 8:30', 'Mo 8:30', 'sobald geöffnet']);
    for (const { words, until: at } of presets) expect([words, until(words)]).toEqual([words, iso(at).slice(0, 16)]);
  });

  test('the opening after Christmas is the one after the holidays', () => {
    expect(until('sobald geöffnet', Date.UTC(2026, 11, 24, 20))).toBe('2026-12-29T08:00');
  });

  test('what has passed or is almost there is not offered, and on a Sunday "morgen" and Monday are one', () => {
    const keys = (now: number): string[] => snoozePresets({ company, branch: null, now }).map(({ key }) => key);
    expect(keys(Date.UTC(2026, 11, 1, 15, 50))).toEqual(['in_an_hour', 'tomorrow', 'monday']);
    expect(keys(Date.UTC(2026, 11, 6, 9))).toEqual(['in_an_hour', 'today_14', 'today_17', 'tomorrow']);
  });
});
