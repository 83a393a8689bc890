// When the sample calls were made and worked off: by day. Somebody who opens a demo at eleven in the evening sees a salon's days behind him,
// and no owner who called back at three in the morning.
import { addDays, instantOf, MINUTE_MS, wallClock } from '../../src/companies/wall-clock.ts';
import type { EpochMs } from '../../src/platform/world.ts';

const ZONE = 'Europe/Berlin';
const MORNING = 8 * 60;
const EVENING = 20 * 60 + 30;
/** As real minutes: what these calls left behind is due by a clock that does not stop at night, and most of it shall not be late. */
const LATEST = 240;

/** The instant of a call so many minutes ago; what is older than the last hours is moved together into the days. */
export function callAt(now: EpochMs, minutesAgo: number): EpochMs {
  if (minutesAgo <= LATEST) return now - minutesAgo * MINUTE_MS;
  const awake = Math.round(((minutesAgo - LATEST) * (EVENING - MORNING)) / 1440);
  return before(now - LATEST * MINUTE_MS, awake);
}

function before(at: EpochMs, minutes: number): EpochMs {
  let { date, minuteOfDay } = inDay(at);
  let left = minutes;
  while (minuteOfDay - MORNING < left) {
    left -= minuteOfDay - MORNING;
    date = addDays(date, -1);
    minuteOfDay = EVENING;
  }
  return instantOf(date, minuteOfDay - left, ZONE);
}

/** So many minutes later, of those in which somebody is up. */
export function wakingMinutesAfter(at: EpochMs, minutes: number): EpochMs {
  let { date, minuteOfDay } = inDay(at);
  let left = minutes;
  while (EVENING - minuteOfDay < left) {
    left -= EVENING - minuteOfDay;
    date = addDays(date, 1);
    minuteOfDay = MORNING;
  }
  return instantOf(date, minuteOfDay + left, ZONE);
}

function inDay(at: EpochMs): { date: string; minuteOfDay: number } {
  const { date, minuteOfDay } = wallClock(at, ZONE);
  return { date, minuteOfDay: Math.min(Math.max(minuteOfDay, MORNING), EVENING) };
}
