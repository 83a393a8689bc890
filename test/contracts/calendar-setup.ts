import type { Calendar, CalendarService, Outcome } from '../../src/calendar/port.ts';
import type { EpochMs } from '../../src/platform/world.ts';

/** A calendar with nothing booked and exactly one person (or capacity of one) behind all services. */
export interface CalendarSetup {
  readonly calendar: Calendar;
  readonly timeZone: string;
  /** The calendar's present. */
  readonly nowAt: EpochMs;
  /** Local midnight of a day, after `nowAt` and inside the booking window, open 09:00 to 18:00 without a break. */
  readonly dayAt: EpochMs;
  /** 30 minutes; books at once; needs no e-mail address. */
  readonly service: CalendarService;
  /** 60 minutes by the same person. */
  readonly longService: CalendarService;
  /** A service that the calendar has never heard of. */
  readonly unknownService: CalendarService;
  /** 30 minutes, to be confirmed by a person first; null where the calendar has no such thing. */
  readonly confirmedService: CalendarService | null;
  close(): Promise<void>;
}

export function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(`expected done, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

export function reasonOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' ? outcome.reason : `${outcome.kind}: ${JSON.stringify(outcome)}`;
}
