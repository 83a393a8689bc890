// Until when a callback is due, and why. The only place where a priority's rule becomes an instant; the result is
// stored, because what was announced to a caller must not move with a later change of opening hours.
import type { BranchCalendar, Closure, OpenDay } from '../companies/branch-calendar.ts';
import type { DeadlineRule, OpeningHours, Weekday } from '../companies/company.ts';
import { openIntervals, SEARCH_DAYS } from '../companies/opening-hours.ts';
import type { Span } from '../companies/opening-hours.ts';
import { addDays, daysBetween, instantsOf, MINUTE_MS, minuteOfDay, wallClock, weekdayOf } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';

export interface DeadlineInput {
  readonly rule: DeadlineRule;
  /** null where it is not known when the branch is open: then business time cannot be counted. */
  readonly calendar: BranchCalendar | null;
  readonly timeZone: string;
  readonly fromAt: EpochMs;
}

export interface Deadline {
  readonly dueAt: EpochMs;
  /** For staff, in German: „4 h Öffnungszeit, ohne Mittagspause → Di 15:20“. */
  readonly because: string;
}

/** `dueAt` is never before `fromAt` + the rule's minutes for the business clock, and exactly that for the wall clock. */
export function deadline(input: DeadlineInput): Deadline {
  const { rule, calendar, fromAt } = input;
  const length = duration(rule.minutes);
  if (rule.clock === 'wall') return plain(input, length);
  if (calendar === null) return plain(input, `${length} (Öffnungszeiten unbekannt, daher ohne sie gerechnet)`);
  const counted = count(calendar, rule.minutes, fromAt);
  // Counting on without an end would promise a call for next year; too early is the safe side for the caller.
  if (counted === null) return plain(input, `${length} (zu wenig Öffnungszeit in ${SEARCH_DAYS} Tagen, daher ohne sie gerechnet)`);
  const without = counted.skipped.length === 0 ? '' : `, ohne ${listed(counted.skipped)}`;
  return { dueAt: counted.dueAt, because: `${length} Öffnungszeit${without} → ${shortMoment(counted.dueAt, fromAt, input.timeZone)}` };
}

/** Long enough to reach somebody and to put things right before the customer stands at the door. */
const BEFORE_START_MINUTES = 30;
/** Nobody can be asked to have called before now. */
const AT_LEAST_MINUTES = 15;

/** No later than half an hour before the appointment that it is about; one that has begun changes nothing any more. */
export function beforeAppointment(due: Deadline, { startAt, fromAt, timeZone }: { readonly startAt: EpochMs; readonly fromAt: EpochMs; readonly timeZone: string }): Deadline {
  const lastAt = startAt - BEFORE_START_MINUTES * MINUTE_MS;
  if (startAt <= fromAt || due.dueAt <= lastAt) return due;
  const start = shortMoment(startAt, fromAt, timeZone);
  const soonestAt = fromAt + AT_LEAST_MINUTES * MINUTE_MS;
  if (lastAt >= soonestAt) return { dueAt: lastAt, because: `${BEFORE_START_MINUTES} min vor dem Termin (${start}) → ${shortMoment(lastAt, fromAt, timeZone)}` };
  if (due.dueAt <= soonestAt) return due;
  return { dueAt: soonestAt, because: `${AT_LEAST_MINUTES} min, weil der Termin schon ${start} beginnt → ${shortMoment(soonestAt, fromAt, timeZone)}` };
}

function plain({ rule, timeZone, fromAt }: DeadlineInput, why: string): Deadline {
  const dueAt = fromAt + rule.minutes * MINUTE_MS;
  return { dueAt, because: `${why} → ${shortMoment(dueAt, fromAt, timeZone)}` };
}

interface Counted {
  readonly dueAt: EpochMs;
  /** What lay between and did not count, each thing once; nights go without saying. */
  readonly skipped: readonly string[];
}

/** Day by day through the opening time; null where 60 days do not hold enough of it. */
function count(calendar: BranchCalendar, minutes: number, fromAt: EpochMs): Counted | null {
  const skipped = new Set<string>();
  let restMs = minutes * MINUTE_MS;
  let date = wallClock(fromAt, calendar.timeZone).date;
  for (let n = 0; n <= SEARCH_DAYS; n += 1, date = addDays(date, 1)) {
    const day = calendar.day(date);
    const spans = openIntervals({ timeZone: calendar.timeZone, intervalsOn: () => day.intervals }, date);
    if (spans.length === 0) {
      skipped.add(closedDay(day, date));
      continue;
    }
    const counted = countDay(spans, { fromAt, restMs });
    for (const name of gapsOf({ calendar, day, date }, { spans, fromAt, reachedAt: counted.reached ? counted.at : null })) skipped.add(name);
    if (counted.reached) return { dueAt: counted.at, skipped: [...skipped] };
    restMs = counted.restMs;
  }
  return null;
}

type Day = { readonly reached: true; readonly at: EpochMs } | { readonly reached: false; readonly restMs: number };

function countDay(spans: readonly Span[], rest: { readonly fromAt: EpochMs; readonly restMs: number }): Day {
  let { restMs } = rest;
  for (const span of spans) {
    const startAt = Math.max(span.fromAt, rest.fromAt);
    if (startAt >= span.untilAt) continue;
    if (startAt + restMs <= span.untilAt) return { reached: true, at: startAt + restMs };
    restMs -= span.untilAt - startAt;
  }
  return { reached: false, restMs };
}

function closedDay({ closures }: OpenDay, date: string): string {
  const [closure] = closures;
  return closure === undefined ? SHORT_DAY[weekdayOf(date)] : (closure.name?.de ?? `${SHORT_DAY[weekdayOf(date)]} ${dayAndMonth(date)}`);
}

interface CountedDay {
  readonly calendar: BranchCalendar;
  readonly day: OpenDay;
  readonly date: string;
}

/** What an open day left out: its breaks and closures that lie between the two moments, and an afternoon that others have. */
function gapsOf({ calendar, day, date }: CountedDay, { spans, fromAt, reachedAt }: { spans: readonly Span[]; fromAt: EpochMs; reachedAt: EpochMs | null }): string[] {
  const clock = instantsOf(date, calendar.timeZone);
  const at = (time: string): EpochMs => clock(minuteOfDay(time));
  const overlaps = (closure: Closure, gap: Span): boolean => closure.hours.some(([from, until]) => at(from) < gap.untilAt && gap.fromAt < at(until));
  const gaps = spans.slice(1).map((span, i): Span => ({ fromAt: spans[i]!.untilAt, untilAt: span.fromAt }));
  // Only what lies behind the moment from which is counted was left out of the count.
  const passed = gaps.filter((gap) => gap.untilAt > gap.fromAt && gap.untilAt > fromAt && (reachedAt === null || reachedAt > gap.fromAt));
  const names = passed.map((gap) => named(day.closures.find((closure) => overlaps(closure, gap)), date) ?? 'Mittagspause');
  if (reachedAt !== null) return names;
  const rest: Span = { fromAt: Math.max(spans.at(-1)!.untilAt, fromAt), untilAt: at('24:00') };
  const closing = day.closures.find((closure) => overlaps(closure, rest));
  if (closing !== undefined) return [...names, named(closing, date)!];
  const afternoon = afternoonOff(calendar.weekly, weekdayOf(date));
  return afternoon === null || at(afternoon) <= fromAt ? names : [...names, `${SHORT_DAY[weekdayOf(date)]} Nachmittag`];
}

function named(closure: Closure | undefined, date: string): string | null {
  if (closure === undefined) return null;
  return closure.name?.de ?? `${SHORT_DAY[weekdayOf(date)]} ab ${closure.hours[0]![0]}`;
}

const WORKING_DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const NOON_ENDS = '14:00';

/** Until when the week's other afternoons last, where this weekday has a morning only („Mi Nachmittag“ of a practice); else null. */
function afternoonOff(weekly: OpeningHours, weekday: Weekday): string | null {
  const end = (day: Weekday): string => weekly[day].at(-1)?.[1] ?? '';
  if (!WORKING_DAYS.includes(weekday) || end(weekday) === '' || end(weekday) > NOON_ENDS) return null;
  const [latest] = WORKING_DAYS.map(end).toSorted().toReversed();
  return latest! > NOON_ENDS ? latest! : null;
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
function shortMoment(at: EpochMs, fromAt: EpochMs, timeZone: string): string {
  const { date, weekday, minuteOfDay: minute } = wallClock(at, timeZone);
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const far = daysBetween(wallClock(fromAt, timeZone).date, date) >= 7;
  return far ? `${SHORT_DAY[weekday]} ${dayAndMonth(date)} ${time}` : `${SHORT_DAY[weekday]} ${time}`;
}

function dayAndMonth(date: string): string {
  const [, month, day] = date.split('-');
  return `${Number(day)}.${Number(month)}.`;
}
