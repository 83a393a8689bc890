// What is offered for setting a callback aside: in words, each with the moment that it means. Pure.
import type { CalendarBranch, CompanyCalendar } from '../companies/branch-calendar.ts';
import type { Company } from '../companies/company.ts';
import { addDays, HOUR_MS, instantOf, wallClock, weekdayOf } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import { momentWords } from './moment-words.ts';
import { openingAfter } from './snooze-until.ts';

export interface SnoozePreset {
  readonly key: 'in_an_hour' | 'today_14' | 'today_17' | 'tomorrow' | 'monday' | 'opening';
  readonly words: string;
  readonly until: EpochMs;
}

const OPENING = { de: 'sobald geöffnet', en: 'as soon as open' } as const;
const IN_AN_HOUR = { de: 'in einer Stunde', en: 'in an hour' } as const;
const HALF_PAST_EIGHT = 8 * 60 + 30;
/** A preset nearer than that is no help. */
const NEAR_MS = 15 * 60_000;

export function snoozePresets(place: { readonly company: CompanyCalendar & Pick<Company, 'locale'>; readonly branch: CalendarBranch | null; readonly now: EpochMs }): SnoozePreset[] {
  const { company: { timeZone, locale }, now } = place;
  const { date } = wallClock(now, timeZone);
  const monday = nextMonday(date);
  const at = (key: SnoozePreset['key'], until: EpochMs): SnoozePreset => ({ key, until, words: momentWords(until, { now, timeZone, locale }) });
  const opens = openingAfter(place);
  const presets: SnoozePreset[] = [
    { key: 'in_an_hour', until: now + HOUR_MS, words: IN_AN_HOUR[locale] },
    at('today_14', instantOf(date, 14 * 60, timeZone)),
    at('today_17', instantOf(date, 17 * 60, timeZone)),
    at('tomorrow', instantOf(addDays(date, 1), HALF_PAST_EIGHT, timeZone)),
    ...(monday === addDays(date, 1) ? [] : [at('monday', instantOf(monday, HALF_PAST_EIGHT, timeZone))]),
    ...(opens === null ? [] : [{ key: 'opening' as const, until: opens, words: OPENING[locale] }]),
  ];
  return presets.filter(({ until }) => until > now + NEAR_MS);
}

function nextMonday(date: string): string {
  let day = addDays(date, 1);
  while (weekdayOf(day) !== 'mon') day = addDays(day, 1);
  return day;
}
