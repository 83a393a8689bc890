// When something is open, as instants: a branch with its exceptions, the working week of a person. Pure; clock changes
// are taken care of in wall-clock.ts.
import type { EpochMs } from '../platform/world.ts';
import { WEEKDAYS } from './company.ts';
import type { OpeningHours } from './company.ts';
import type { Intervals } from './intervals.ts';
import { addDays, instantsOf, minuteOfDay, wallClock, weekdayOf } from './wall-clock.ts';

/** [fromAt, untilAt), never empty. */
export interface Span {
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
}

export interface Schedule {
  readonly timeZone: string;
  /** Of the date ('YYYY-MM-DD'). */
  intervalsOn(date: string): Intervals;
}

/** The same every week, holidays or not. */
export function weekly(hours: OpeningHours, timeZone: string): Schedule {
  return { timeZone, intervalsOn: (date) => hours[weekdayOf(date)] };
}

/** How far a search for the next opening goes before it gives up: longer than any holidays, and always an end. */
export const SEARCH_DAYS = 60;

/** The branch has told us its hours. A week without a single opening means that nobody entered any. */
export function hasOpeningHours(hours: OpeningHours): boolean {
  return WEEKDAYS.some((day) => hours[day].length > 0);
}

/** The opening intervals that begin on the date, in order. */
export function openIntervals({ timeZone, intervalsOn }: Schedule, date: string): Span[] {
  const spans: Span[] = [];
  const intervals = intervalsOn(date);
  if (intervals.length === 0) return spans;
  const at = instantsOf(date, timeZone);
  for (const [from, until] of intervals) {
    const fromAt = at(minuteOfDay(from));
    const untilAt = at(minuteOfDay(until));
    if (untilAt > fromAt) spans.push({ fromAt, untilAt });
  }
  return spans;
}

/** The open time within [range.fromAt, range.untilAt), in order; intervals that touch (also at midnight) are one. */
export function openSpans(schedule: Schedule, range: Span): Span[] {
  const spans: Span[] = [];
  let date = wallClock(range.fromAt, schedule.timeZone).date;
  const last = wallClock(range.untilAt, schedule.timeZone).date;
  for (; date <= last; date = addDays(date, 1)) {
    for (const open of openIntervals(schedule, date)) {
      const fromAt = Math.max(open.fromAt, range.fromAt);
      const untilAt = Math.min(open.untilAt, range.untilAt);
      if (untilAt > fromAt) append(spans, { fromAt, untilAt });
    }
  }
  return spans;
}

function append(spans: Span[], next: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.untilAt >= next.fromAt) spans[spans.length - 1] = { fromAt: last.fromAt, untilAt: Math.max(last.untilAt, next.untilAt) };
  else spans.push(next);
}

export function isOpenAt(schedule: Schedule, at: EpochMs): boolean {
  return openSpans(schedule, { fromAt: at, untilAt: at + 1 }).length > 0;
}

/** The first instant from `at` on at which it is open: `at` itself where it is; null where it does not open within 60 days. */
export function nextOpening(schedule: Schedule, at: EpochMs): EpochMs | null {
  let date = wallClock(at, schedule.timeZone).date;
  for (let day = 0; day <= SEARCH_DAYS; day += 1) {
    const open = openIntervals(schedule, date).find((span) => span.untilAt > at);
    if (open !== undefined) return Math.max(open.fromAt, at);
    date = addDays(date, 1);
  }
  return null;
}

/** Open all through [startAt, endAt). */
export function fits(schedule: Schedule, appointment: { readonly startAt: EpochMs; readonly endAt: EpochMs }): boolean {
  const { startAt, endAt } = appointment;
  return fitsInto(openSpans(schedule, { fromAt: startAt, untilAt: endAt }), appointment);
}

/** [startAt, endAt) lies within a single one of the spans. */
export function fitsInto(spans: readonly Span[], appointment: { readonly startAt: EpochMs; readonly endAt: EpochMs }): boolean {
  return spans.some((span) => span.fromAt <= appointment.startAt && appointment.endAt <= span.untilAt);
}
