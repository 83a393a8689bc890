// When a branch is open: its week, public holidays, and what was entered for single days. The one answer to that
// question; deadlines, the built-in calendar, assignment and what callers are told all take it from here.
import type { Branch, CalendarException, Company, OpeningHours } from './company.ts';
import { holidaysOf } from './holidays/holidays.ts';
import type { Holiday, Place } from './holidays/holidays.ts';
import type { Spoken } from './holidays/rule.ts';
import { joined, without, WHOLE_DAY } from './intervals.ts';
import type { Intervals } from './intervals.ts';
import { hasOpeningHours } from './opening-hours.ts';
import type { Schedule } from './opening-hours.ts';
import { daysBetween, weekdayOf } from './wall-clock.ts';

export interface BranchCalendar extends Schedule {
  /** Without holidays and exceptions. */
  readonly weekly: OpeningHours;
  day(date: string): OpenDay;
}

export interface OpenDay {
  readonly intervals: Intervals;
  /** What took time away that the week would have had. */
  readonly closures: readonly Closure[];
}

export interface Closure {
  readonly kind: 'holiday' | 'exception';
  /** Of a holiday its name; of an exception its reason, which is for staff. null: nobody gave one. */
  readonly name: Spoken | null;
  /** What it took away. */
  readonly hours: Intervals;
}

export type CompanyCalendar = Pick<Company, 'timeZone' | 'region' | 'municipality' | 'closedOnHolidays' | 'exceptions'>;

/** Where a branch lies, as far as holidays depend on it. A branch in another region is not in the company's municipality. */
export function placeOf(company: Pick<Company, 'region' | 'municipality'>, branch: Pick<Branch, 'region' | 'municipality'>): Place {
  const elsewhere = branch.region !== null && branch.region !== company.region;
  return { region: branch.region ?? company.region, municipality: branch.municipality ?? (elsewhere ? null : company.municipality) };
}

export type CalendarBranch = Pick<Branch, 'id' | 'region' | 'municipality' | 'openingHours'>;

export function branchCalendar(company: CompanyCalendar, branch: CalendarBranch): BranchCalendar {
  const place = placeOf(company, branch);
  const years = new Map<number, readonly Holiday[]>();
  const holidayOn = (date: string): Holiday | null => {
    if (!company.closedOnHolidays) return null;
    const year = Number(date.slice(0, 4));
    const holidays = years.get(year) ?? holidaysOf(place, year);
    years.set(year, holidays);
    return holidays.find((holiday) => holiday.date === date) ?? null;
  };
  const exceptions = company.exceptions.filter(({ branchId }) => branchId === null || branchId === branch.id);
  const days = new Map<string, OpenDay>();
  const workOut = (date: string): OpenDay => {
    const holiday = holidayOn(date);
    const start: OpenDay = { intervals: branch.openingHours[weekdayOf(date)], closures: [] };
    const rest = holiday === null ? start : close(start, { kind: 'holiday', name: holiday.name, hours: holiday.from === null ? WHOLE_DAY : [[holiday.from, '24:00']] });
    return exceptions.filter((exception) => covers(exception, date)).toSorted(byWeight).reduce(apply, rest);
  };
  const day = (date: string): OpenDay => {
    const known = days.get(date) ?? workOut(date);
    days.set(date, known);
    return known;
  };
  return { timeZone: company.timeZone, weekly: branch.openingHours, day, intervalsOn: (date) => day(date).intervals };
}

/** null where the branch is unknown, or nobody entered its hours: then nothing can be said of when it is open. */
export function knownCalendar(company: CompanyCalendar, branch: CalendarBranch | null): BranchCalendar | null {
  return branch === null || !hasOpeningHours(branch.openingHours) ? null : branchCalendar(company, branch);
}

function apply(day: OpenDay, { kind, hours, reason }: CalendarException): OpenDay {
  switch (kind) {
    case 'closed':
      return close(day, { kind: 'exception', name: reason === null ? null : { de: reason, en: reason }, hours: hours ?? WHOLE_DAY });
    case 'hours':
      // The hours of that day, whatever it would have been: what they leave out is nobody's closure.
      return { intervals: hours ?? [], closures: [] };
    case 'extra':
      return { intervals: joined(day.intervals, hours ?? []), closures: day.closures };
  }
}

function close({ intervals, closures }: OpenDay, closure: Closure): OpenDay {
  const rest = without(intervals, closure.hours);
  const taken = without(intervals, rest);
  return taken.length === 0 ? { intervals, closures } : { intervals: rest, closures: [...closures, { ...closure, hours: taken }] };
}

const KIND_ORDER: readonly CalendarException['kind'][] = ['hours', 'closed', 'extra'];

/** The last one decides: of a branch after that of the company, a single day after the holidays it lies in. */
function byWeight(a: CalendarException, b: CalendarException): number {
  const weight = (e: CalendarException): number[] => [e.branchId === null ? 0 : 1, -lengthOf(e), KIND_ORDER.indexOf(e.kind)];
  const [one, other] = [weight(a), weight(b)];
  return one.map((value, i) => value - other[i]!).find((difference) => difference !== 0) ?? (a.id < b.id ? -1 : 1);
}

/** In days; where it returns every year, as in a year with a 29th of February. */
function lengthOf({ from, to }: CalendarException): number {
  if (!isYearly(from)) return daysBetween(from, to);
  return to < from ? daysBetween(`2027-${from}`, `2028-${to}`) : daysBetween(`2028-${from}`, `2028-${to}`);
}

export function isYearly(day: string): boolean {
  return day.length === 5;
}

/** The exception is about that date. */
export function covers({ from, to }: Pick<CalendarException, 'from' | 'to'>, date: string): boolean {
  if (!isYearly(from)) return from <= date && date <= to;
  const day = date.slice(5);
  return from <= to ? from <= day && day <= to : from <= day || day <= to;
}
