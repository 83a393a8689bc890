// When a branch is open, as instants. Pure; clock changes are taken care of in wall-clock.ts.
import type { EpochMs } from '../platform/world.ts';
import { WEEKDAYS } from './company.ts';
import type { OpeningHours } from './company.ts';
import { addDays, instantOf, minuteOfDay, wallClock, weekdayOf } from './wall-clock.ts';

/** [fromAt, untilAt), never empty. */
export interface Span {
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
}

/** Why the branch is closed on a date ('YYYY-MM-DD') on which its weekday would be open, else null. */
export type ClosedOn = (date: string) => string | null;

/** How far a search for the next opening goes before it gives up: longer than any holidays, and always an end. */
export const SEARCH_DAYS = 60;

/** The branch has told us its hours. A week without a single opening means that nobody entered any. */
export function hasOpeningHours(hours: OpeningHours): boolean {
  return WEEKDAYS.some((day) => hours[day].length > 0);
}

/** The opening intervals that begin on the date, in order. */
export function openIntervals(hours: OpeningHours, date: string, timeZone: string): Span[] {
  const spans: Span[] = [];
  for (const [from, until] of hours[weekdayOf(date)]) {
    const fromAt = instantOf(date, minuteOfDay(from), timeZone);
    const untilAt = instantOf(date, minuteOfDay(until), timeZone);
    if (untilAt > fromAt) spans.push({ fromAt, untilAt });
  }
  return spans;
}

/** The open time within [range.fromAt, range.untilAt), in order; intervals that touch (also at midnight) are one. */
export function openSpans(hours: OpeningHours, range: Span, timeZone: string): Span[] {
  const spans: Span[] = [];
  let date = wallClock(range.fromAt, timeZone).date;
  const last = wallClock(range.untilAt, timeZone).date;
  for (; date <= last; date = addDays(date, 1)) {
    for (const open of openIntervals(hours, date, timeZone)) {
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

export function isOpenAt(hours: OpeningHours, at: EpochMs, timeZone: string): boolean {
  return openSpans(hours, { fromAt: at, untilAt: at + 1 }, timeZone).length > 0;
}

/** The first instant from `at` on at which the branch is open: `at` itself where it is; null where it does not open within 60 days. */
export function nextOpening(hours: OpeningHours, at: EpochMs, timeZone: string): EpochMs | null {
  let date = wallClock(at, timeZone).date;
  for (let day = 0; day <= SEARCH_DAYS; day += 1) {
    const open = openIntervals(hours, date, timeZone).find((span) => span.untilAt > at);
    if (open !== undefined) return Math.max(open.fromAt, at);
    date = addDays(date, 1);
  }
  return null;
}

/** The branch is open all through [startAt, endAt). */
export function fits(hours: OpeningHours, appointment: { readonly startAt: EpochMs; readonly endAt: EpochMs }, timeZone: string): boolean {
  const { startAt, endAt } = appointment;
  return fitsInto(openSpans(hours, { fromAt: startAt, untilAt: endAt }, timeZone), appointment);
}

/** [startAt, endAt) lies within a single one of the spans. */
export function fitsInto(spans: readonly Span[], appointment: { readonly startAt: EpochMs; readonly endAt: EpochMs }): boolean {
  return spans.some((span) => span.fromAt <= appointment.startAt && appointment.endAt <= span.untilAt);
}

/** What both lists have in common, in order. */
export function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const fromAt = Math.max(a.fromAt, b.fromAt);
      const untilAt = Math.min(a.untilAt, b.untilAt);
      return untilAt > fromAt ? [{ fromAt, untilAt }] : [];
    }),
  );
}
