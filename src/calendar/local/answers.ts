// What booking and moving have in common: how they answer, and which days they look at.
import { addDays, startOfDay, wallClock } from '../../companies/wall-clock.ts';
import type { Span } from '../../companies/opening-hours.ts';
import { assert } from '../../platform/assert.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Booking, CalendarService, Outcome, Refusal } from '../port.ts';

export function repeated(earlier: Booking, startAt: EpochMs): Outcome<Booking> {
  assert(earlier.startAt === startAt, `intent ${String(earlier.intentId)} was booked for another time`);
  return earlier.status === 'cancelled' ? refused('rejected', 'booked under this intent before, and cancelled since') : done(earlier);
}

/** The local dates that the range touches, whole: loads are counted per date. */
export function wholeDays(range: Span, timeZone: string): Span {
  return {
    fromAt: startOfDay(wallClock(range.fromAt, timeZone).date, timeZone),
    untilAt: startOfDay(addDays(wallClock(range.untilAt, timeZone).date, 1), timeZone),
  };
}

export function localService(service: CalendarService): Extract<CalendarService, { provider: 'local' }> {
  assert(service.provider === 'local', `service ${service.serviceId} belongs to another calendar`);
  return service;
}

export function done<T>(value: T): Outcome<T> {
  return { kind: 'done', value };
}

export function refused(reason: Refusal, detail: string): Outcome<never> {
  return { kind: 'refused', reason, detail };
}

export const NOBODY = refused('service_not_found', 'no such service or branch, or nobody who does it there');
