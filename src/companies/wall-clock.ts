// Instants as the clock on a branch's wall shows them, and back. Dates are 'YYYY-MM-DD', times of day are
// minutes since midnight as the wall shows them (not as they elapsed: on a day with a clock change the two differ).
import { Temporal } from 'temporal-polyfill';
import { must } from '../platform/assert.ts';
import type { EpochMs } from '../platform/world.ts';
import { WEEKDAYS } from './company.ts';
import type { Weekday } from './company.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export interface WallClock {
  /** 'YYYY-MM-DD' */
  readonly date: string;
  readonly weekday: Weekday;
  /** 0 to 1439 */
  readonly minuteOfDay: number;
}

export function wallClock(at: EpochMs, timeZone: string): WallClock {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
  return {
    date: zoned.toPlainDate().toString(),
    weekday: must(WEEKDAYS[zoned.dayOfWeek - 1], 'ISO weekdays are 1 to 7'),
    minuteOfDay: zoned.hour * 60 + zoned.minute,
  };
}

export function weekdayOf(date: string): Weekday {
  return must(WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1], 'ISO weekdays are 1 to 7');
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Calendar days from one date to another; negative where `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** The first instant of the date; not midnight where the clock change skips it. */
export function startOfDay(date: string, timeZone: string): EpochMs {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Minutes since midnight of 'HH:MM'; '24:00' is 1440. */
export function minuteOfDay(time: string): number {
  const [hour, minute] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/**
 * The instant at which the wall shows the time on the date; 1440 is the start of the next day. A time that the
 * clock change skips is the instant of the change, so that an interval loses exactly what was skipped; a time
 * that occurs twice is its first occurrence, so that intervals keep their order and never overlap.
 */
export function instantOf(date: string, minute: number, timeZone: string): EpochMs {
  if (minute >= 1440) return startOfDay(addDays(date, 1), timeZone);
  const time = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  // 'previous' means strictly before, and 02:00 itself lands on the very instant of the change.
  const change = must(zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous'), 'a skipped time has a clock change before it');
  return change.epochMilliseconds;
}

const DAY_MS = 24 * HOUR_MS;

/** instantOf for several times of one date. Most days have no clock change, and then a time is an addition. */
export function instantsOf(date: string, timeZone: string): (minute: number) => EpochMs {
  const start = Temporal.PlainDate.from(date);
  const startAt = start.toZonedDateTime(timeZone).epochMilliseconds;
  const untilAt = start.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return untilAt - startAt === DAY_MS ? (minute) => startAt + minute * MINUTE_MS : (minute) => instantOf(date, minute, timeZone);
}
