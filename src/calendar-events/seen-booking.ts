import type { Booking } from '../calendar/port.ts';
import type { Company } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';

/** A booking as the calendar showed it of its own accord or in a list, with what only these two tell. */
export interface SeenBooking {
  readonly booking: Booking;
  readonly eventTypeId: number | null;
  readonly hostEmail: string | null;
  readonly attendeeEmails: readonly string[];
  /** E-mail of whoever cancelled or moved it, where the calendar knows. */
  readonly cancelledBy: string | null;
  /** What was said when it was cancelled. */
  readonly reason: string | null;
  readonly notes: string | null;
}

/** In whose calendar it was seen, and when. */
export interface Sighting {
  readonly company: Company;
  readonly at: EpochMs;
  /** When it was first heard of: what we know of it ourselves may still be on its way into the database. */
  readonly heardAt: EpochMs;
}

/**
 * `done` with one word for what was changed; `wait` where a request of our own is still on its way, which has to
 * end before the calendar's word can be understood.
 */
export type Applied = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'wait'; readonly untilAt: EpochMs };

export type Result =
  | 'known' // nothing to change
  | 'confirmed' // our own intent, or a booking that waited for its host
  | 'stored' // somebody else's
  | 'orphan' // carries our mark, and we know nothing of it
  | 'not_ours' // of an event type that this company does not offer
  | 'moved'
  | 'cancelled'
  | 'declined'
  | 'ignored' // says nothing about a booking
  | 'unreadable';

export function done(result: Result): Applied {
  return { kind: 'done', result };
}

/** Cal.com's mail carries a link under which the customer cancels or moves by himself: then he knows. */
export function byCustomer({ cancelledBy, attendeeEmails, booking, hostEmail }: SeenBooking): boolean {
  const who = cancelledBy?.toLowerCase() ?? '';
  if (who === '' || who === hostEmail?.toLowerCase()) return false;
  return [...attendeeEmails, booking.attendeeEmail ?? ''].some((email) => email.toLowerCase() === who);
}
