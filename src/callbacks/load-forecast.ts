// More due than hands: how much falls due until the next opening and in the one after it, against the time that staff
// have for it, so that a promise that cannot be kept is seen while somebody can still be sent for.
import { knownCalendar } from '../companies/branch-calendar.ts';
import type { Branch, Company, StaffMember } from '../companies/company.ts';
import { joined } from '../companies/intervals.ts';
import type { Intervals } from '../companies/intervals.ts';
import { nextOpening, openIntervals } from '../companies/opening-hours.ts';
import type { Schedule, Span } from '../companies/opening-hours.ts';
import { addDays, MINUTE_MS, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { callingSchedule, workSpans } from '../companies/working-time.ts';
import type { EpochMs } from '../platform/world.ts';

/** So many open callbacks that are due then. */
export interface Due {
  readonly branchId: string | null;
  readonly dueAt: EpochMs;
  readonly count: number;
}

/** An appointment: whoever has it calls nobody meanwhile. */
export interface Occupied extends Span {
  readonly staffId: string;
}

export interface LoadInput {
  /** Only the branches and people that count for whoever asks. */
  readonly company: Company;
  readonly now: EpochMs;
  readonly due: readonly Due[];
  readonly occupied: readonly Occupied[];
  readonly minutesPerCallback: number;
}

export interface Period {
  /** On whose opening it is worked off. */
  readonly date: string;
  /** null: closed that day, or closed already. */
  readonly closesAt: EpochMs | null;
  /** What falls due before it opens again: after closing nobody calls. Overdue ones are among today's. */
  readonly due: number;
  readonly overdue: number;
  readonly neededMinutes: number;
  readonly handsMinutes: number;
  readonly members: number;
  /** By so much the hands fall short, at the worst moment of the period; what is left over from before it counts too. */
  readonly shortByMinutes: number;
  /** The first deadline that cannot be kept; those that are missed already do not count as first. */
  readonly firstMissedAt: EpochMs | null;
}

export interface PlaceLoad {
  readonly today: Period;
  /** null: it does not open again within 60 days. */
  readonly next: Period | null;
}

export interface Load {
  readonly company: PlaceLoad;
  readonly branches: readonly { readonly branch: Branch; readonly load: PlaceLoad }[];
}

export function loadForecast(input: LoadInput): Load {
  const { company, due } = input;
  const all = company.branches.map((branch) => scheduleOf(company, branch));
  const whole: Schedule = all.length === 0 ? callingSchedule(company, null) : { timeZone: company.timeZone, intervalsOn: (date) => all.reduce<Intervals>((open, one) => joined(open, one.intervalsOn(date)), []) };
  return {
    company: placeLoad(input, { schedule: whole, due, hands: handsOf(input, null) }),
    branches: company.branches.map((branch, i) => ({
      branch,
      load: placeLoad(input, { schedule: all[i]!, due: due.filter(({ branchId }) => branchId === branch.id), hands: handsOf(input, branch) }),
    })),
  };
}

function scheduleOf(company: Company, branch: Branch): Schedule {
  return knownCalendar(company, branch) ?? callingSchedule(company, branch);
}

/** A member of staff, as far as this place has her: who works at two branches counts half at each. */
interface Hands {
  readonly member: StaffMember;
  readonly share: number;
  readonly spansIn: (range: Span) => readonly Span[];
}

function handsOf({ company, occupied }: LoadInput, branch: Branch | null): Hands[] {
  const known = new Set(company.branches.map(({ id }) => id));
  return company.staff
    .filter((member) => member.role !== 'viewer' && (branch === null || member.branchIds.includes(branch.id)))
    .map((member) => ({
      member,
      share: branch === null ? 1 : 1 / member.branchIds.filter((id) => known.has(id)).length,
      spansIn: (range) => unoccupied(workSpans(company, member, range, branch), occupied.filter(({ staffId }) => staffId === member.id)),
    }));
}

function unoccupied(spans: readonly Span[], cuts: readonly Span[]): Span[] {
  return cuts.reduce<Span[]>(
    (rest, cut) =>
      rest.flatMap(({ fromAt, untilAt }) =>
        [{ fromAt, untilAt: Math.min(untilAt, cut.fromAt) }, { fromAt: Math.max(fromAt, cut.untilAt), untilAt }].filter((span) => span.untilAt > span.fromAt),
      ),
    [...spans],
  );
}

interface Place {
  readonly schedule: Schedule;
  readonly due: readonly Due[];
  readonly hands: readonly Hands[];
}

function placeLoad(input: LoadInput, { schedule, due, hands }: Place): PlaceLoad {
  const { now } = input;
  const today = wallClock(now, schedule.timeZone).date;
  const opensAt = nextOpening(schedule, startOfDay(addDays(today, 1), schedule.timeZone));
  const first: Window = { date: today, fromAt: now, untilAt: opensAt ?? Infinity, ...closing(schedule, today, now) };
  if (opensAt === null) return { today: periodLoad({ ...input, due, hands, window: first }), next: null };
  const { date } = wallClock(opensAt, schedule.timeZone);
  const afterAt = nextOpening(schedule, startOfDay(addDays(date, 1), schedule.timeZone));
  const second: Window = { date, fromAt: opensAt, untilAt: afterAt ?? Infinity, ...closing(schedule, date, opensAt) };
  return { today: periodLoad({ ...input, due, hands, window: first }), next: periodLoad({ ...input, due, hands, window: second }) };
}

interface Window {
  readonly date: string;
  readonly fromAt: EpochMs;
  /** Exclusive: until it opens again. */
  readonly untilAt: EpochMs;
  readonly closesAt: EpochMs | null;
}

function closing(schedule: Schedule, date: string, now: EpochMs): Pick<Window, 'closesAt'> {
  const last = openIntervals(schedule, date).at(-1);
  return { closesAt: last === undefined || last.untilAt <= now ? null : last.untilAt };
}

function periodLoad({ now, due, hands, window, minutesPerCallback }: Pick<LoadInput, 'now' | 'due' | 'minutesPerCallback'> & { readonly hands: readonly Hands[]; readonly window: Window }): Period {
  const endAt = window.closesAt ?? window.fromAt;
  const mine = hands.map((hand) => ({ ...hand, spans: endAt > now ? hand.spansIn({ fromAt: now, untilAt: endAt }) : [] }));
  const handsUntil = (at: EpochMs, from: EpochMs = now): number =>
    mine.reduce((sum, { spans, share }) => sum + share * spans.reduce((ms, span) => ms + Math.max(0, Math.min(span.untilAt, at) - Math.max(span.fromAt, from)), 0), 0) / MINUTE_MS;
  const isToday = window.fromAt === now;
  const inWindow = ({ dueAt }: Due): boolean => dueAt < window.untilAt && (isToday || dueAt >= window.fromAt);
  let before = 0;
  let shortBy = 0;
  let firstMissedAt: EpochMs | null = null;
  // The most pressing first; whatever order people really take, it keeps no more deadlines than this one.
  for (const one of due.filter(({ dueAt }) => dueAt < window.untilAt).toSorted((a, b) => a.dueAt - b.dueAt)) {
    before += one.count * minutesPerCallback;
    // What is missed already has the rest of the day; it is not missed once more.
    const short = before - handsUntil(one.dueAt <= now ? endAt : Math.min(one.dueAt, endAt));
    if (!inWindow(one) || short <= 0) continue;
    shortBy = Math.max(shortBy, short);
    if (one.dueAt > now) firstMissedAt ??= one.dueAt;
  }
  const count = (which: (one: Due) => boolean): number => due.filter((one) => inWindow(one) && which(one)).reduce((sum, one) => sum + one.count, 0);
  const total = count(() => true);
  return {
    date: window.date, closesAt: window.closesAt, due: total, overdue: count(({ dueAt }) => dueAt <= now),
    neededMinutes: Math.ceil(total * minutesPerCallback), handsMinutes: Math.floor(handsUntil(endAt, window.fromAt)),
    members: mine.filter(({ spans }) => spans.some((span) => span.untilAt > window.fromAt)).length,
    shortByMinutes: Math.ceil(shortBy), firstMissedAt,
  };
}
