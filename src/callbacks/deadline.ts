// Until when a callback is due, and why. The only place where a priority's rule becomes an instant; the result is
// stored, because what was announced to a caller must not move with a later change of opening hours.
import type { DeadlineRule, OpeningHours, Weekday } from '../companies/company.ts';
import { openIntervals, SEARCH_DAYS } from '../companies/opening-hours.ts';
import type { ClosedOn, Span } from '../companies/opening-hours.ts';
import { addDays, daysBetween, MINUTE_MS, wallClock, weekdayOf } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';

export interface DeadlineInput {
  readonly rule: DeadlineRule;
  /** null where the branch is unknown: then business time cannot be counted. */
  readonly openingHours: OpeningHours | null;
  readonly timeZone: string;
  readonly fromAt: EpochMs;
  readonly closedOn?: ClosedOn;
}

export interface Deadline {
  readonly dueAt: EpochMs;
  /** For staff, in German: „4 h Öffnungszeit, ohne Mittagspause → Di 15:20“. */
  readonly because: string;
}

/** `dueAt` is never before `fromAt` + the rule's minutes for the business clock, and exactly that for the wall clock. */
export function deadline(input: DeadlineInput): Deadline {
  const { rule, openingHours, fromAt } = input;
  const length = duration(rule.minutes);
  if (rule.clock === 'wall') return plain(input, length);
  if (openingHours === null) return plain(input, `${length} (Öffnungszeiten unbekannt, daher ohne sie gerechnet)`);
  const counted = count({ ...input, openingHours });
  // Counting on without an end would promise a call for next year; too early is the safe side for the caller.
  if (counted === null) return plain(input, `${length} (zu wenig Öffnungszeit in ${SEARCH_DAYS} Tagen, daher ohne sie gerechnet)`);
  const without = counted.skipped.length === 0 ? '' : `, ohne ${listed(counted.skipped)}`;
  return { dueAt: counted.dueAt, because: `${length} Öffnungszeit${without} → ${spoken(counted.dueAt, fromAt, input.timeZone)}` };
}

function plain({ rule, timeZone, fromAt }: DeadlineInput, why: string): Deadline {
  const dueAt = fromAt + rule.minutes * MINUTE_MS;
  return { dueAt, because: `${why} → ${spoken(dueAt, fromAt, timeZone)}` };
}

interface Counted {
  readonly dueAt: EpochMs;
  /** What lay between and did not count, each thing once; nights go without saying. */
  readonly skipped: readonly string[];
}

/** Day by day through the opening time; null where 60 days do not hold enough of it. */
function count(input: DeadlineInput & { readonly openingHours: OpeningHours }): Counted | null {
  const { rule, openingHours, timeZone, fromAt, closedOn } = input;
  const skipped = new Set<string>();
  let restMs = rule.minutes * MINUTE_MS;
  let date = wallClock(fromAt, timeZone).date;
  for (let day = 0; day <= SEARCH_DAYS; day += 1, date = addDays(date, 1)) {
    const reason = closedOn?.(date) ?? null;
    const spans = openIntervals(openingHours, date, timeZone);
    if (reason !== null || spans.length === 0) {
      skipped.add(reason ?? SHORT_DAY[weekdayOf(date)]);
      continue;
    }
    const dueAt = countDay(spans, { fromAt, restMs, onBreak: () => skipped.add('Mittagspause') });
    if (dueAt.reached) return { dueAt: dueAt.at, skipped: [...skipped] };
    restMs = dueAt.restMs;
  }
  return null;
}

type Day = { readonly reached: true; readonly at: EpochMs } | { readonly reached: false; readonly restMs: number };

function countDay(spans: readonly Span[], rest: { readonly fromAt: EpochMs; readonly restMs: number; readonly onBreak: () => void }): Day {
  let { restMs } = rest;
  let closedAt: EpochMs | null = null;
  for (const span of spans) {
    // Only a break that lies behind the moment from which is counted was left out of the count.
    if (closedAt !== null && span.fromAt > closedAt && span.fromAt > rest.fromAt) rest.onBreak();
    closedAt = span.untilAt;
    const startAt = Math.max(span.fromAt, rest.fromAt);
    if (startAt >= span.untilAt) continue;
    if (startAt + restMs <= span.untilAt) return { reached: true, at: startAt + restMs };
    restMs -= span.untilAt - startAt;
  }
  return { reached: false, restMs };
}

const SHORT_DAY: Readonly<Record<Weekday, string>> = { mon: 'Mo', tue: 'Di', wed: 'Mi', thu: 'Do', fri: 'Fr', sat: 'Sa', sun: 'So' };

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} und ${items.at(-1)}`;
}

/** „Di 15:20“; with the date where the weekday alone would mean this week's. */
function spoken(at: EpochMs, fromAt: EpochMs, timeZone: string): string {
  const { date, weekday, minuteOfDay } = wallClock(at, timeZone);
  const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  const [, month, day] = date.split('-');
  const far = daysBetween(wallClock(fromAt, timeZone).date, date) >= 7;
  return far ? `${SHORT_DAY[weekday]} ${Number(day)}.${Number(month)}. ${time}` : `${SHORT_DAY[weekday]} ${time}`;
}
