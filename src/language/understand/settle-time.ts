// From the facts about the hour to one time, one window, or a question.

import type { Clock, Found, Need, Problem } from './facts.ts';
import { VAGUE_PERIODS, type PeriodName } from './vague-periods.ts';

const NOON = 720;
const DAY = 1440;
/** Salon hours: 1:00-6:59 without a word for the part of the day is the afternoon, 7:00-12:59 is as said. */
const FIRST_MORNING_HOUR = 7 * 60;

export interface TimeMeaning {
  /** Minutes after midnight, 1440 for the end of the day; null where no single time was said. */
  readonly minutes: number | null;
  /** Minutes after midnight; null on a side that is open. */
  readonly window: { readonly from: number | null; readonly to: number | null } | null;
  readonly about: boolean;
  readonly problem: Problem | null;
  readonly needs: readonly Need[];
  readonly assumed: readonly string[];
}

type Period = Found & { kind: 'period' };

/** `facts`: what still stands, of all fields. */
export function settleTime(facts: readonly Found[]): TimeMeaning {
  const about = facts.some((fact) => fact.kind === 'about' || (fact.kind === 'moment' && fact.about));
  const trouble = facts.find((fact) => fact.kind === 'trouble' && fact.need === 'time');
  if (trouble?.kind === 'trouble') return said({ about, problem: trouble.problem, needs: ['time'] });
  const periods = facts.filter((fact): fact is Period => fact.kind === 'period');
  const clocks = facts.flatMap((fact) => (fact.kind === 'clock' ? [fact.clock] : []));
  const window = settleWindow(facts, periods);
  if (window === 'contradiction') return said({ about, problem: 'contradiction', needs: ['time'] });
  if (clocks.length > 0) return { ...settleClocks(clocks, { periods, window: window?.window ?? null, isChoice: facts.some((fact) => fact.kind === 'or') }), about };
  if (window !== null) return said({ about, window: window.window, assumed: window.assumed });
  return said({ about, window: facts.some((fact) => fact.kind === 'any_time') ? { from: null, to: null } : null });
}

function said(part: Partial<TimeMeaning>): TimeMeaning {
  return { minutes: null, window: null, about: false, problem: null, needs: [], assumed: [], ...part };
}

interface Reading {
  readonly minutes: number;
  readonly isAssumed: boolean;
  readonly isDoubtful: boolean;
}

interface Around {
  readonly periods: readonly Period[];
  readonly window: TimeMeaning['window'];
  readonly isChoice: boolean;
}

function settleClocks(clocks: readonly Clock[], around: Around): TimeMeaning {
  const readings = clocks.map((clock) => readingOf(clock, around.periods));
  const unsettled = readings.includes(null);
  if (unsettled) return said({ problem: 'contradiction', needs: ['time'] });
  const settled = readings.filter((reading) => reading !== null);
  const chosen = agreed(clocks, settled);
  if (chosen === null) return said({ problem: around.isChoice ? null : 'contradiction', needs: ['time'] });
  const { window } = around;
  if (window !== null && around.periods.length === 0 && !inside(chosen.minutes, window)) return said({ problem: 'contradiction', needs: ['time'] });
  return said({ minutes: chosen.minutes, needs: chosen.isDoubtful ? ['am_pm'] : [], assumed: chosen.isAssumed ? ['afternoon'] : [] });
}

/** One time from several mentions: "zehn Uhr" in one field and "22:00" in the other are the same time, said and written. */
function agreed(clocks: readonly Clock[], readings: readonly Reading[]): Reading | null {
  const exact = readings.find((_, index) => clocks[index]?.style === 'exact');
  const lead = exact ?? readings.find((reading) => !reading.isDoubtful) ?? readings[0];
  if (lead === undefined) return null;
  const fits = clocks.every((clock, index) => readings[index]?.minutes === lead.minutes || (exact !== undefined && choices(clock).includes(lead.minutes)));
  const matches = fits || clocks.every((clock) => choices(clock).includes(lead.minutes) && clock.style !== 'exact');
  return matches ? lead : null;
}

/** The times of day that a clock face may mean. */
function choices(clock: Clock): readonly number[] {
  if (clock.style === 'exact') return [clock.minutes];
  const morning = clock.minutes % NOON;
  return [morning, morning + NOON];
}

/** Null: the period and the time exclude each other ("15 Uhr vormittags"). */
function readingOf(clock: Clock, periods: readonly Period[]): Reading | null {
  const strict = periods.filter((period) => !period.weak);
  if (strict.length > 0) {
    const fitting = choices(clock).find((minutes) => strict.some(({ period }) => suits(minutes, period)));
    return fitting === undefined ? null : { minutes: fitting, isAssumed: false, isDoubtful: false };
  }
  const isSmall = clock.minutes < FIRST_MORNING_HOUR && clock.minutes >= 60;
  if (clock.style === 'spoken' && isSmall) return { minutes: clock.minutes + NOON, isAssumed: true, isDoubtful: false };
  // "03:00" was written by a machine: a real 3 o'clock at night, or "drei Uhr" put into a form.
  return { minutes: clock.minutes, isAssumed: false, isDoubtful: clock.style === 'padded' && isSmall };
}

function suits(minutes: number, period: PeriodName): boolean {
  const [from, to] = VAGUE_PERIODS[period].said;
  return (minutes >= from && minutes <= to) || (minutes + DAY >= from && minutes + DAY <= to);
}

interface SettledWindow {
  readonly window: NonNullable<TimeMeaning['window']>;
  readonly assumed: readonly string[];
}

function settleWindow(facts: readonly Found[], periods: readonly Period[]): SettledWindow | 'contradiction' | null {
  const isChoice = facts.some((fact) => fact.kind === 'or');
  const spans = facts.flatMap((fact) => (fact.kind === 'window' ? [boundsOf(fact, periods)] : []));
  const vague = vagueWindow(periods, isChoice);
  if (vague === 'contradiction' || spans.includes(null)) return 'contradiction';
  const windows = spans.filter((span) => span !== null);
  const all = vague === null ? windows : [...windows, vague];
  if (all.length === 0) return null;
  const window = all.map((found) => found.window).reduce(intersect);
  if (window.from !== null && window.to !== null && window.from > window.to) return 'contradiction';
  return { window, assumed: [...new Set(all.flatMap((found) => found.assumed))] };
}

/** Several vague words: "vormittags oder abends" is everything between, "früh vormittags" their common part, else a contradiction. */
function vagueWindow(periods: readonly Period[], isChoice: boolean): SettledWindow | 'contradiction' | null {
  const windows = periods.map(({ period }) => VAGUE_PERIODS[period].window);
  const [first] = windows;
  if (first === undefined) return null;
  const starts = windows.map(([from]) => from);
  const ends = windows.map(([, to]) => to ?? DAY);
  const openEnd = windows.every(([, to]) => to === null);
  const hull = { from: Math.min(...starts), to: Math.max(...ends) >= DAY ? null : Math.max(...ends) };
  const common = { from: Math.max(...starts), to: openEnd ? null : Math.min(...ends) };
  const isCommon = common.to === null || common.from < common.to;
  if (isChoice || windows.length === 1) return { window: windows.length === 1 ? { from: first[0], to: first[1] } : hull, assumed: [] };
  return isCommon ? { window: common, assumed: [] } : 'contradiction';
}

/** "zwischen 2 und 4" is the afternoon; "von 9 bis 5" ends in it: the end is the first such time after the start. */
function boundsOf(fact: Found & { kind: 'window' }, periods: readonly Period[]): SettledWindow | null {
  const from = fact.from === null ? null : readingOf(fact.from, periods);
  if (fact.from !== null && from === null) return null;
  const assumed = from?.isAssumed ? ['afternoon'] : [];
  if (fact.to === null) return { window: { from: from?.minutes ?? null, to: null }, assumed };
  const start = from?.minutes;
  if (start === undefined) {
    const to = readingOf(fact.to, periods);
    return to === null ? null : { window: { from: null, to: to.minutes }, assumed: to.isAssumed ? ['afternoon'] : [] };
  }
  // "zwischen 8 und 10 abends": the word stands behind the second, and readingOf has moved the first by it.
  const end = choices(fact.to).find((minutes) => minutes > start);
  return end === undefined ? null : { window: { from: start, to: end }, assumed };
}

function intersect(a: SettledWindow['window'], b: SettledWindow['window']): SettledWindow['window'] {
  const from = a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from);
  const to = a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to);
  return { from, to };
}

function inside(minutes: number, window: SettledWindow['window']): boolean {
  return (window.from === null || minutes >= window.from) && (window.to === null || minutes <= window.to);
}
