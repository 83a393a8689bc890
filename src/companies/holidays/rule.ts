// How the tables of holidays are written, and how a line of them becomes a date.
import { Temporal } from 'temporal-polyfill';
import type { Weekday } from '../company.ts';
import { WEEKDAYS } from '../company.ts';

export interface Spoken {
  readonly de: string;
  readonly en: string;
}

export interface HolidayRule {
  readonly name: Spoken;
  /** 'YYYY-MM-DD' in the year; null: not in this one. */
  readonly on: (year: number) => string | null;
  /**
   * The parts of the country in which it is one, as in ISO 3166-2 behind the hyphen ('BY'), or only a kind of
   * municipality there ('BY:catholic'). Absent: the whole country.
   */
  readonly where?: readonly string[];
  /** Where it is none although `where` says so. */
  readonly except?: readonly string[];
  /** A holiday only from this time of day on. */
  readonly from?: string;
}

export interface HolidayTable {
  readonly rules: readonly HolidayRule[];
  /** What a municipality may be, by part of the country; the first is meant where nothing is said. */
  readonly municipalities: Readonly<Record<string, readonly string[]>>;
  /** Every part of the country. */
  readonly regions: readonly string[];
}

type On = HolidayRule['on'];

/** 'MM-DD' of every year, or of those that fulfil the condition. */
export const fixed =
  (monthDay: string, when: (year: number) => boolean = () => true): On =>
  (year) =>
    when(year) ? `${year}-${monthDay}` : null;

/** Only in this one year. */
export const once =
  (date: string): On =>
  (year) =>
    date.startsWith(`${year}-`) ? date : null;

/** So many days after Easter Sunday. */
export const easter =
  (days: number): On =>
  (year) =>
    daysAfter(easterSunday(year), days);

/** The nth such weekday of a month, and days after it. */
export const nth =
  (n: number, weekday: Weekday, { month, plusDays = 0 }: { readonly month: number; readonly plusDays?: number }): On =>
  (year) => {
    const first = new Temporal.PlainDate(year, month, 1);
    const wait = (WEEKDAYS.indexOf(weekday) + 1 - first.dayOfWeek + 7) % 7;
    return first.add({ days: wait + 7 * (n - 1) + plusDays }).toString();
  };

/** The last such weekday before 'MM-DD'. */
export const before =
  (weekday: Weekday, monthDay: string): On =>
  (year) => {
    const end = Temporal.PlainDate.from(`${year}-${monthDay}`);
    const back = (end.dayOfWeek - WEEKDAYS.indexOf(weekday) - 1 + 7) % 7;
    return end.subtract({ days: back === 0 ? 7 : back }).toString();
  };

export const daysAfter = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

export const weekdayIn = (year: number, monthDay: string): Weekday => WEEKDAYS[Temporal.PlainDate.from(`${year}-${monthDay}`).dayOfWeek - 1]!;

/** Of the Gregorian calendar, by the rule of Lilius and Clavius in the form of Meeus; for every year from 1583. */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return new Temporal.PlainDate(year, Math.floor(sum / 31), (sum % 31) + 1).toString();
}
