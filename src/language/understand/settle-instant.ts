// Date and time as an instant in the branch's zone, on the two odd days of the year as well, and whether it lies ahead.

import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../platform/world.ts';
import type { Need, Problem } from './facts.ts';
import type { TimeMeaning } from './settle-time.ts';

export interface InstantMeaning {
  readonly startAt: EpochMs | null;
  /** The day of `startAt`, which "24 Uhr" moves on by one. */
  readonly date: Temporal.PlainDate | null;
  readonly problem: Problem | null;
  readonly needs: readonly Need[];
  readonly assumed: readonly string[];
}

interface Parts {
  readonly date: Temporal.PlainDate | null;
  readonly time: TimeMeaning;
  readonly now: Temporal.ZonedDateTime;
  /** An instant that was given as such (ISO with offset): in the repeated hour it knows which one is meant. */
  readonly moment: EpochMs | null;
}

export function settleInstant({ date, time, now, moment }: Parts): InstantMeaning {
  const nothing: InstantMeaning = { startAt: null, date: null, problem: null, needs: [], assumed: [] };
  if (date === null) return nothing;
  const { minutes } = time;
  if (minutes === null) return isWindowOver(date, { time, now }) ? { ...nothing, problem: 'past', needs: ['time'] } : nothing;
  const day = minutes === 1440 ? date.add({ days: 1 }) : date;
  const wall = day.toPlainDateTime(Temporal.PlainTime.from({ hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 }));
  const earlier = wall.toZonedDateTime(now.timeZoneId, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(now.timeZoneId, { disambiguation: 'later' });
  const isTwice = earlier.epochMilliseconds !== later.epochMilliseconds;
  // In the gap of spring neither result shows the wall time that was said.
  if (isTwice && !earlier.toPlainDateTime().equals(wall)) return { ...nothing, date: day, problem: 'no_such_time', needs: ['time'] };
  const isGiven = moment !== null && (moment === earlier.epochMilliseconds || moment === later.epochMilliseconds);
  const startAt = isGiven ? moment : earlier.epochMilliseconds;
  const isPast = startAt < now.epochMilliseconds;
  return {
    startAt,
    date: day,
    problem: isPast ? 'past' : null,
    needs: isPast ? ['time'] : [],
    assumed: isTwice && !isGiven ? ['first_of_two'] : [],
  };
}

function isWindowOver(date: Temporal.PlainDate, { time, now }: { readonly time: TimeMeaning; readonly now: Temporal.ZonedDateTime }): boolean {
  const to = time.window?.to ?? null;
  return to !== null && date.equals(now.toPlainDate()) && to <= now.hour * 60 + now.minute;
}
