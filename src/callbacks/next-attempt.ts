// When to try again. Whoever did not pick up in the morning may do so in the afternoon; nobody is called more often a day
// than is decent. A proposal, that a person may overrule. Pure.
import { MINUTE_MS, instantOf, wallClock } from '../companies/wall-clock.ts';
import type { Span } from '../companies/opening-hours.ts';
import type { EpochMs } from '../platform/world.ts';
import type { AttemptOutcome } from './desk-state.ts';
import type { PreferredWindow } from './preferred-window.ts';

/** How far ahead the caller of proposeAttempt has to look for calling time. */
export const ATTEMPT_HORIZON_DAYS = 14;

export interface AttemptsSoFar {
  readonly now: EpochMs;
  readonly timeZone: string;
  /** How the attempt that has just been made ended. */
  readonly outcome: AttemptOutcome;
  /** Attempts before this one, without those that were taken back. */
  readonly earlier: readonly EpochMs[];
  readonly attemptsPerDay: number;
  readonly window: PreferredWindow | null;
  /** When customers may be called, from now on, in order. */
  readonly calling: readonly Span[];
  /** Until when he was promised a call. */
  readonly dueAt: EpochMs;
}

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening';

export interface Proposal {
  readonly at: EpochMs;
  readonly part: DayPart;
  /** What the time was chosen by, and why it lies after the deadline where it does, for whoever shows it. */
  readonly because: readonly Why[];
}

/** The last four: why it is not before the deadline. */
type Why = 'soon' | 'other_part' | 'window' | 'window_has_passed' | 'daily_limit' | 'before_deadline' | 'window_after_deadline' | 'limit_until_deadline' | 'no_time_until_deadline' | 'deadline_passed';

/** The part begins at that minute of the day. */
const PARTS: readonly (readonly [DayPart, number])[] = [['morning', 0], ['noon', 12 * 60], ['afternoon', 14 * 60], ['evening', 17 * 60]];
const HOPELESS: ReadonlySet<AttemptOutcome> = new Set(['wrong_number', 'not_in_service']);
const PAUSE_MINUTES: Partial<Record<AttemptOutcome, number>> = { busy: 15, call_later: 120 };
const USUAL_PAUSE_MINUTES = 60;
const SHORTEST_PAUSE_MINUTES = 15;
const QUARTER_MS = 15 * MINUTE_MS;
/** Among so many days on which he may be called the best part of a day is looked for; farther away it would only be late. */
const DAYS_COMPARED = 3;

interface Slot extends Span {
  readonly date: string;
  readonly part: DayPart;
}

/** null: there is no use in trying again, or no time for it. */
export function proposeAttempt(input: AttemptsSoFar): Proposal | null {
  if (input.outcome === 'reached' || HOPELESS.has(input.outcome)) return null;
  const attempts = [...input.earlier, input.now];
  const inTime = ({ fromAt }: Slot): boolean => fromAt + QUARTER_MS <= input.dueAt;
  const usual = choose(input, PAUSE_MINUTES[input.outcome] ?? USUAL_PAUSE_MINUTES);
  const hurried = usual.pool.some(inTime) ? usual : choose(input, hurriedPause(input));
  const found = hurried.pool.some(inTime) ? hurried : usual;
  const soon = input.outcome === 'busy';
  const best = (slots: readonly Slot[]): Slot | undefined => (soon ? slots[0] : leastTried(slots, attempts.map((at) => partOf(at, input.timeZone))));
  const preferred = best(found.pool);
  const chosen = best(found.pool.filter(inTime)) ?? preferred;
  if (chosen === undefined || preferred === undefined) return null;
  const tried = attempts.some((at) => partOf(at, input.timeZone) === chosen.part);
  const late = inTime(chosen) ? null : whyLate(input, hurried, inTime);
  const window = found.wanted.length > 0 ? ('window' as const) : ('window_has_passed' as const);
  const today = wallClock(input.now, input.timeZone).date;
  const because: Why[] = [
    ...(soon ? ['soon' as const] : []),
    ...(!soon && !tried ? ['other_part' as const] : []),
    ...(input.window === null || late === 'window_after_deadline' ? [] : [window]),
    ...(found.slots[0]?.date === today && found.decent[0]?.date !== today && late !== 'limit_until_deadline' ? ['daily_limit' as const] : []),
    ...(late === null ? (inTime(preferred) ? [] : ['before_deadline' as const]) : [late]),
  ];
  return { at: chosen.fromAt, part: chosen.part, because };
}

interface Choice {
  /** All calling time; without the days that have had enough; of that what suits the customer; and what is chosen from. */
  readonly slots: readonly Slot[];
  readonly decent: readonly Slot[];
  readonly wanted: readonly Slot[];
  readonly pool: readonly Slot[];
}

function choose(input: AttemptsSoFar, pauseMinutes: number): Choice {
  const attempts = [...input.earlier, input.now];
  const slots = slotsOf(input, pauseMinutes);
  const decent = slots.filter(({ date }) => attempts.filter((at) => wallClock(at, input.timeZone).date === date).length < input.attemptsPerDay);
  const wanted = input.window === null ? decent : within(decent, input.window, input.timeZone);
  return { slots, decent, wanted, pool: wanted.length > 0 ? wanted : decent };
}

/** The pause is ours to shorten where the deadline comes before its end; that of somebody who said that he will call is not. */
function hurriedPause({ now, dueAt, outcome }: AttemptsSoFar): number {
  const usual = PAUSE_MINUTES[outcome] ?? USUAL_PAUSE_MINUTES;
  if (outcome === 'call_later') return usual;
  return Math.min(usual, Math.max(SHORTEST_PAUSE_MINUTES, (dueAt - now) / 2 / MINUTE_MS));
}

function whyLate({ now, dueAt }: AttemptsSoFar, { slots, decent }: Choice, inTime: (slot: Slot) => boolean): Why {
  if (dueAt <= now) return 'deadline_passed';
  if (decent.some(inTime)) return 'window_after_deadline';
  return slots.some(inTime) ? 'limit_until_deadline' : 'no_time_until_deadline';
}

function leastTried(slots: readonly Slot[], tried: readonly DayPart[]): Slot | undefined {
  const days = new Set([...new Set(slots.map(({ date }) => date))].slice(0, DAYS_COMPARED));
  const times = ({ part }: Slot): number => tried.filter((other) => other === part).length;
  // toSorted is stable: of equals the earliest
  return slots.filter(({ date }) => days.has(date)).toSorted((a, b) => times(a) - times(b))[0];
}

/** The calling time in parts of days, each beginning at a moment at which one would call. */
function slotsOf({ calling, now, timeZone }: AttemptsSoFar, pauseMinutes: number): Slot[] {
  const from = now + pauseMinutes * MINUTE_MS;
  return calling.flatMap((span) => {
    const { date } = wallClock(span.fromAt, timeZone);
    return PARTS.flatMap(([part, begin], i): Slot[] => {
      const untilAt = Math.min(span.untilAt, instantOf(date, PARTS[i + 1]?.[1] ?? 24 * 60, timeZone));
      const fromAt = Math.ceil(Math.max(span.fromAt, instantOf(date, begin, timeZone), from) / QUARTER_MS) * QUARTER_MS;
      return fromAt + QUARTER_MS <= untilAt ? [{ fromAt, untilAt, date, part }] : [];
    });
  });
}

function within(slots: readonly Slot[], window: PreferredWindow, timeZone: string): Slot[] {
  return slots.flatMap((slot) => {
    if (window.date !== null && window.date !== slot.date) return [];
    const suits: Span = { fromAt: instantOf(slot.date, window.from ?? 0, timeZone), untilAt: instantOf(slot.date, window.until ?? 24 * 60, timeZone) };
    const common: Span = { fromAt: Math.max(slot.fromAt, suits.fromAt), untilAt: Math.min(slot.untilAt, suits.untilAt) };
    return common.fromAt + QUARTER_MS <= common.untilAt ? [{ ...slot, ...common }] : [];
  });
}

function partOf(at: EpochMs, timeZone: string): DayPart {
  const { minuteOfDay } = wallClock(at, timeZone);
  return PARTS.findLast(([, begin]) => begin <= minuteOfDay)![0];
}
