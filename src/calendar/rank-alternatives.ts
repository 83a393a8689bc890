// Which free slots to offer instead of a wish that cannot be met. Pure and deterministic: the same slots in any
// order give the same offer, so that a repeated request is answered alike.
import { fitsInto, openSpans } from '../companies/opening-hours.ts';
import type { Schedule } from '../companies/opening-hours.ts';
import { daysBetween, MINUTE_MS, wallClock } from '../companies/wall-clock.ts';
import type { WallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Slot } from './port.ts';

/** A part of the day on the branch's wall clock, [fromMinute, untilMinute) since midnight: „vormittags“, „ab 16 Uhr“. */
export interface DayWindow {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

export interface Wanted {
  /** The exact start that was asked for; null where the caller named none. Never offered as an alternative. */
  readonly startAt: EpochMs | null;
  /** The day asked for, 'YYYY-MM-DD', where there is no exact start. */
  readonly date?: string | null;
  readonly window: DayWindow | null;
}

export interface Ranking {
  readonly slots: readonly Slot[];
  readonly wanted: Wanted;
  readonly timeZone: string;
  /** null: the calendar alone says what is possible. */
  readonly openingHours: Schedule | null;
  readonly now: EpochMs;
  /** Only this member of staff, where the slots say whose they are. */
  readonly staffId: string | null;
  readonly max: number;
  /** Starts that must not be offered: what the caller declined, what was just found taken. */
  readonly exclude: readonly EpochMs[];
}

/** Two offers closer together than this are the same offer to a caller. */
const DISTINCT_MINUTES = 30;
/** „Gegen zehn“: what still counts as the same time of another day. */
const SAME_TIME_MINUTES = 60;
/** On the wanted day itself more is tolerated before another day at the right time is the better offer. */
const NEAR_TIME_MINUTES = 180;

// The order of the offers, best first.
const SAME_DAY_NEAR = 0;
const NEXT_DAYS_SAME_TIME = 1;
const SAME_WEEKDAY_LATER = 2;
const NEXT_FREE = 3;

interface Candidate {
  readonly slot: Slot;
  readonly wall: WallClock;
  readonly inWindow: boolean;
  /** [rank, then what decides within the rank], compared in order. */
  readonly key: readonly [number, number, number, EpochMs];
}

/** At most `max` slots, best first: in the future, inside opening hours, never an excluded one or the wanted start itself. */
export function rankAlternatives(ranking: Ranking): Slot[] {
  const candidates = allowed(ranking).map((slot) => candidate(slot, ranking));
  const inWindow = candidates.filter((c) => c.inWindow);
  const pool = (inWindow.length > 0 ? inWindow : candidates).sort(byKey);
  const chosen: Candidate[] = [];
  for (const c of pool) if (chosen.length < ranking.max && chosen.every((other) => distinct(c, other))) chosen.push(c);
  for (const c of pool) if (chosen.length < ranking.max && !chosen.includes(c)) chosen.push(c);
  return chosen.sort(byKey).map((c) => c.slot);
}

/** One slot per start; whose it is was the calendar's choice, the lower id decides a tie. */
function allowed({ slots, wanted, openingHours, now, staffId, exclude }: Ranking): Slot[] {
  const barred = new Set(wanted.startAt === null ? exclude : [...exclude, wanted.startAt]);
  const byStart = new Map<EpochMs, Slot>();
  for (const slot of slots) {
    if (slot.startAt <= now || barred.has(slot.startAt)) continue;
    if (staffId !== null && slot.staffId !== null && slot.staffId !== staffId) continue;
    const other = byStart.get(slot.startAt);
    if (other === undefined || (slot.staffId ?? '') < (other.staffId ?? '')) byStart.set(slot.startAt, slot);
  }
  const unique = [...byStart.values()];
  if (unique.length === 0 || openingHours === null) return unique;
  const range = { fromAt: Math.min(...unique.map((s) => s.startAt)), untilAt: Math.max(...unique.map((s) => s.endAt)) };
  const open = openSpans(openingHours, range);
  return unique.filter((slot) => fitsInto(open, slot));
}

function candidate(slot: Slot, { wanted, timeZone }: Ranking): Candidate {
  const wall = wallClock(slot.startAt, timeZone);
  const wantedWall = wanted.startAt === null ? null : wallClock(wanted.startAt, timeZone);
  const date = wantedWall?.date ?? wanted.date ?? null;
  const outside = wanted.window === null ? 0 : minutesOutside(wall.minuteOfDay, wanted.window);
  const off = wantedWall === null ? outside : Math.abs(wall.minuteOfDay - wantedWall.minuteOfDay);
  const days = date === null ? null : daysBetween(date, wall.date);
  return { slot, wall, inWindow: outside === 0, key: [...rank(days, off), slot.startAt] };
}

/** `days` after the wanted day (null: no day was named), `off` minutes from the wanted time of day. */
function rank(days: number | null, off: number): [number, number, number] {
  if (days === 0 && off <= NEAR_TIME_MINUTES) return [SAME_DAY_NEAR, off, 0];
  if (days === null || days <= 0 || off > SAME_TIME_MINUTES) return [NEXT_FREE, 0, 0];
  return days < 7 ? [NEXT_DAYS_SAME_TIME, days, off] : days % 7 === 0 ? [SAME_WEEKDAY_LATER, days, off] : [NEXT_FREE, 0, 0];
}

/** The slot starts in the part of the day that was asked for; every slot does where none was. */
export function startsInWindow(slot: Slot, window: DayWindow | null, timeZone: string): boolean {
  return window === null || minutesOutside(wallClock(slot.startAt, timeZone).minuteOfDay, window) === 0;
}

function minutesOutside(minute: number, { fromMinute, untilMinute }: DayWindow): number {
  if (minute < fromMinute) return fromMinute - minute;
  return minute < untilMinute ? 0 : minute - untilMinute + 1;
}

function distinct(a: Candidate, b: Candidate): boolean {
  return a.wall.date !== b.wall.date || Math.abs(a.slot.startAt - b.slot.startAt) >= DISTINCT_MINUTES * MINUTE_MS;
}

function byKey(a: Candidate, b: Candidate): number {
  for (const [i, value] of a.key.entries()) {
    const difference = value - b.key[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
