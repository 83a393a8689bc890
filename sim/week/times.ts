// Times of that week. It lies wholly in summer time, so two hours are enough, and the judge owes the program nothing.
import type { Weekday } from '../../src/companies/company.ts';
import { WEEK_STARTS } from './salon.ts';
import type { Person } from './salon.ts';

const SUMMER_MS = 2 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const SHORT = ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'];

const local = (at: number): Date => new Date(at + SUMMER_MS);

/** 'YYYY-MM-DD' */
export function dateOf(at: number): string {
  return local(at).toISOString().slice(0, 10);
}

export function minuteOf(at: number): number {
  const clock = local(at);
  return clock.getUTCHours() * 60 + clock.getUTCMinutes();
}

/** Midnight to midnight. */
export function dayOf(at: number): { readonly startAt: number; readonly endAt: number } {
  const startAt = Date.parse(`${dateOf(at)}T00:00:00+02:00`);
  return { startAt, endAt: startAt + DAY_MS };
}

/** „Di 09:12“ */
export function spoken(at: number): string {
  return `${SHORT[local(at).getUTCDay()]} ${local(at).toISOString().slice(11, 16)}`;
}

/** „10:40“ of the same day, else „Mi 10:40“. */
export function spokenFrom(at: number, now: number): string {
  return dateOf(at) === dateOf(now) ? spoken(at).slice(3) : spoken(at);
}

/** The shifts of two weeks, holiday or not. */
export function shiftsOf({ hours }: Pick<Person, 'hours'>): { readonly fromAt: number; readonly untilAt: number }[] {
  const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return Array.from({ length: 14 }, (_, day) => day).flatMap((day) =>
    (hours[DAYS[day % 7]!] ?? []).map(([from, until]) => ({ fromAt: WEEK_STARTS + day * DAY_MS + minute(from) * 60_000, untilAt: WEEK_STARTS + day * DAY_MS + minute(until) * 60_000 })),
  );
}
