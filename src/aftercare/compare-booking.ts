// One booking at the calendar beside what is stored of it: what is to be done. Pure.
import type { ListedBooking } from '../calendar/booking-list.ts';
import { byCustomer, type SeenBooking } from '../calendar-events/seen-booking.ts';
import type { EpochMs } from '../platform/world.ts';

/** A running request, its answer and the webhook about it are all through by then. */
export const RUNNING_MS = 600_000;

export interface StoredSide {
  readonly status: 'pending' | 'booked' | 'cancelled';
  /** Somebody wished it in a call. */
  readonly isWished: boolean;
  readonly changedAt: EpochMs;
}

/**
 * `same`     nothing to do.
 * `young`    it changed just now; what we know of it may still be on its way.
 * `missing`  it stands there and not here, or is confirmed there and not here.
 * `gone`     cancelled there, and nobody has to be told.
 * `phantom`  here a customer has an appointment, and there is none.
 * `undead`   cancelled here, and it stands there.
 */
export type Comparison = 'same' | 'young' | 'missing' | 'gone' | 'phantom' | 'undead';

export function compareBooking(listed: ListedBooking, stored: StoredSide | null, at: { now: EpochMs; isListed: (uid: string) => boolean }): Comparison {
  const { booking, updatedAt } = listed;
  const stands = booking.status === 'accepted' || booking.status === 'pending';
  const changedAt = Math.max(booking.createdAt ?? Infinity, updatedAt ?? 0, stored?.changedAt ?? 0);
  const isYoung = changedAt > at.now - RUNNING_MS;
  if (stands) {
    if (stored === null || (stored.status === 'pending' && booking.status === 'accepted')) return isYoung ? 'young' : 'missing';
    if (stored.status !== 'cancelled') return 'same';
    return isYoung ? 'young' : 'undead';
  }
  if (stored === null || stored.status === 'cancelled') return 'same';
  // The booking in its place tells of the move; and what waits for its host is looked for already (follow-up.ts).
  if (booking.rescheduledToUid !== null && at.isListed(booking.rescheduledToUid)) return 'same';
  if (isYoung) return 'young';
  if (!stored.isWished || byCustomer(seenOf(listed))) return 'gone';
  return stored.status === 'pending' ? 'same' : 'phantom';
}

export function seenOf({ booking, eventTypeId, hostEmail, cancelledBy, reason }: ListedBooking): SeenBooking {
  return { booking, eventTypeId, hostEmail, cancelledBy, reason, notes: null, attendeeEmails: booking.attendeeEmail === null ? [] : [booking.attendeeEmail] };
}
