import { knownCalendar, type BranchCalendar } from '../../companies/branch-calendar.ts';
import { fits, nextOpening } from '../../companies/opening-hours.ts';
import { addDays, daysBetween, startOfDay, wallClock } from '../../companies/wall-clock.ts';
import type { EpochMs } from '../../platform/world.ts';
import { speakDay, speakTime } from '../../language/speak/speak-when.ts';
import type { Turn } from '../turn.ts';

/**
 * „Am Sonntag, dem 29. November, haben wir geschlossen.“ for a start at which the branch is closed, else null. Without
 * it a closed day sounds like a full one, and the caller asks for the next Sunday (field failure 15).
 */
export function closedThen(turn: Turn, startAt: EpochMs | null): string | null {
  const calendar = knownCalendar(turn.company, turn.branch);
  if (startAt === null || calendar === null) return null;
  if (fits(calendar, { startAt, endAt: startAt + 60_000 })) return null;
  const { timeZone, locale } = turn.company;
  const { date } = wallClock(startAt, timeZone);
  if (calendar.day(date).intervals.length === 0) return spokenClosing(turn, calendar, date);
  return turn.say.closedAt(speakTime(startAt, { timeZone, locale, now: turn.receivedAt }));
}

/** Of a day that is closed all day: because of a holiday, which is said; or of something that ends, whose end is said. Why else is the branch's own business. */
export function spokenClosing(turn: Turn, calendar: BranchCalendar, date: string): string {
  const { timeZone, locale } = turn.company;
  const context = { timeZone, locale, now: turn.receivedAt };
  const day = speakDay(date, context);
  const [closure] = calendar.day(date).closures;
  if (closure === undefined) return turn.say.closedOn(day);
  if (closure.kind === 'holiday') return turn.say.closedForHoliday(day);
  const openAt = nextOpening(calendar, startOfDay(addDays(date, 1), timeZone));
  if (openAt === null) return turn.say.closedOn(day);
  const again = wallClock(openAt, timeZone).date;
  // A single day off needs no date of return; whoever asked for it knows what day comes next.
  return daysBetween(date, again) < 2 ? turn.say.closedOn(day) : `${turn.say.closedOn(day)} ${turn.say.openAgain(speakDay(again, context))}`;
}
