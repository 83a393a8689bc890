// All bookings of an account at once. Outside of the port: the built-in calendar's list is our own database.
import type { Company } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Booking, Calendar, Outcome } from './port.ts';

export interface ListQuery {
  readonly eventTypeIds: readonly number[];
  /** Start not before, and end not after; absent: any. */
  readonly fromAt?: EpochMs;
  readonly untilAt?: EpochMs;
  /** Changed since. */
  readonly updatedAfter?: EpochMs;
  /** The whole operation, pages and waits included. */
  readonly budgetMs: number;
}

export interface ListedBooking {
  readonly booking: Booking;
  readonly eventTypeId: number | null;
  readonly hostEmail: string | null;
  readonly cancelledBy: string | null;
  readonly reason: string | null;
  readonly updatedAt: EpochMs | null;
}

export interface BookingList {
  readonly bookings: readonly ListedBooking[];
  /** Why it may lack some, or null. */
  readonly doubt: string | null;
}

export interface ListingCalendar extends Calendar {
  /** Every status. Nothing that is missing is proof of its absence: lists lag, and have been wrong. */
  list(query: ListQuery): Promise<Outcome<BookingList>>;
}

export interface BookingLists {
  /** null where the company has connected no account that can be listed. */
  listing(company: Company): ListingCalendar | null;
}
