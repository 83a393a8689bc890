// When somebody is left alone. Pure.
import { addDays, instantOf, minuteOfDay, wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';

/** Local wall time, 'HH:MM'; `until` earlier than `from` lies on the next day, equal ones mean never. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** The end of the quiet hours that `at` lies in; null: it lies in none. */
export function quietUntil(at: EpochMs, quiet: QuietHours | null, timeZone: string): EpochMs | null {
  if (quiet === null) return null;
  const { date, minuteOfDay: minute } = wallClock(at, timeZone);
  const [from, until] = [minuteOfDay(quiet.from), minuteOfDay(quiet.until)];
  if (from === until) return null;
  const overnight = until < from;
  const isQuiet = overnight ? minute >= from || minute < until : minute >= from && minute < until;
  if (!isQuiet) return null;
  const end = instantOf(overnight && minute >= from ? addDays(date, 1) : date, until, timeZone);
  // In the hour that autumn repeats, the end may have passed already: once is enough.
  return end > at ? end : null;
}
