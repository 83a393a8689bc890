// A moment as people at a desk write it: short, by the branch's wall, and with the day that somebody would say.
import { daysBetween, wallClock } from '../companies/wall-clock.ts';
import type { Weekday } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';

export type Locale = 'de' | 'en';

const DAYS: Readonly<Record<Locale, Readonly<Record<Weekday, string>>>> = {
  de: { mon: 'Mo', tue: 'Di', wed: 'Mi', thu: 'Do', fri: 'Fr', sat: 'Sa', sun: 'So' },
  en: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
};
const NEAR: Readonly<Record<Locale, readonly [today: string, tomorrow: string]>> = { de: ['heute', 'morgen'], en: ['today', 'tomorrow'] };

/** „heute 14:00“, „morgen 8:30“, „Mo 8:30“; from a week on with the date, because the weekday alone would mean the next one. */
export function momentWords(at: EpochMs, seen: { readonly now: EpochMs; readonly timeZone: string; readonly locale: Locale }): string {
  const { date, weekday, minuteOfDay } = wallClock(at, seen.timeZone);
  const time = `${Math.floor(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  const days = daysBetween(wallClock(seen.now, seen.timeZone).date, date);
  const [, month, day] = date.split('-').map(Number);
  const calendarDay = seen.locale === 'de' ? `${day}.${month}.` : `${day}/${month}`;
  const name = DAYS[seen.locale][weekday];
  const words = (days === 0 || days === 1 ? NEAR[seen.locale][days] : undefined) ?? (days > 1 && days < 7 ? name : `${name} ${calendarDay}`);
  return `${words} ${time}`;
}
