import { fits, hasOpeningHours, openIntervals } from '../../companies/opening-hours.ts';
import { wallClock } from '../../companies/wall-clock.ts';
import type { EpochMs } from '../../platform/world.ts';
import { speakDate, speakTime } from '../../language/speak/speak-when.ts';
import type { Turn } from '../turn.ts';

/**
 * „Am Sonntag, dem 29. November, haben wir geschlossen.“ for a start outside the branch's hours, else null. Without
 * it a closed day sounds like a full one, and the caller asks for the next Sunday (field failure 15).
 */
export function closedThen(turn: Turn, startAt: EpochMs | null): string | null {
  const hours = turn.branch?.openingHours;
  if (startAt === null || hours === undefined || !hasOpeningHours(hours)) return null;
  const { timeZone, locale } = turn.company;
  if (fits(hours, { startAt, endAt: startAt + 60_000 }, timeZone)) return null;
  const context = { timeZone, locale, now: turn.receivedAt };
  const isOpenThatDay = openIntervals(hours, wallClock(startAt, timeZone).date, timeZone).length > 0;
  return isOpenThatDay ? turn.say.closedAt(speakTime(startAt, context)) : turn.say.closedOn(speakDate(startAt, context));
}
