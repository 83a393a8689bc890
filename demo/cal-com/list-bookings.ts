import { noSuchProperties, parseInstant } from './check.ts';
import { refusal, success } from './replies.ts';
import { bookingOutput } from './store.ts';
import type { Reply } from './replies.ts';
import type { Store, StoredBooking } from './store.ts';

const FILTERS = [
  'status', 'attendeeEmail', 'attendeeName', 'bookingUid', 'eventTypeIds', 'eventTypeId', 'teamsIds', 'teamId', 'afterStart', 'beforeEnd',
  'afterCreatedAt', 'beforeCreatedAt', 'afterUpdatedAt', 'beforeUpdatedAt', 'sortStart', 'sortEnd', 'sortCreated', 'sortUpdatedAt',
];
const CURSOR = new Set([...FILTERS, 'cursor', 'limit']);
const SKIP = new Set([...FILTERS, 'take', 'skip']);

export interface ListCall {
  readonly query: URLSearchParams;
  readonly paging: 'cursor' | 'skip';
  /** The read replica: bookings changed within this time are not seen yet. */
  readonly lagMs: number;
}

export function listBookings(store: Store, call: ListCall): Reply {
  const { query } = call;
  const unknown = noSuchProperties(query.keys(), call.paging === 'cursor' ? CURSOR : SKIP);
  if (unknown !== null) return refusal(400, unknown);
  const seen = store.bookings.filter((booking) => call.lagMs === 0 || booking.createdAt <= store.now() - call.lagMs);
  const found = sorted(seen.filter((booking) => matches(store, booking, query)), query);
  const size = sizeOf(call);
  if (size === null) return refusal(400, `${call.paging === 'cursor' ? 'limit' : 'take'} property is wrong,out of range `);
  return call.paging === 'cursor' ? cursorPage(store, found, { size, cursor: query.get('cursor') }) : skipPage(store, found, { size, skip: Number(query.get('skip') ?? 0) });
}

function cursorPage(store: Store, found: readonly StoredBooking[], at: { readonly size: number; readonly cursor: string | null }): Reply {
  let from = 0;
  if (at.cursor !== null) {
    const last = found.findIndex((booking) => booking.uid === Buffer.from(at.cursor ?? '', 'base64url').toString());
    if (last === -1) return refusal(400, 'cursor property is wrong,Invalid cursor ');
    from = last + 1;
  }
  const items = found.slice(from, from + at.size);
  const hasMore = from + items.length < found.length;
  const nextCursor = hasMore ? Buffer.from(items.at(-1)?.uid ?? '').toString('base64url') : null;
  return success(200, items.map((booking) => bookingOutput(store, booking)), { pagination: { nextCursor, hasMore } });
}

function skipPage(store: Store, found: readonly StoredBooking[], at: { readonly size: number; readonly skip: number }): Reply {
  const items = found.slice(at.skip, at.skip + at.size);
  const remainingItems = Math.max(0, found.length - at.skip - items.length);
  const pagination = {
    totalItems: found.length,
    remainingItems,
    returnedItems: items.length,
    itemsPerPage: at.size,
    currentPage: Math.floor(at.skip / at.size) + 1,
    totalPages: Math.ceil(found.length / at.size),
    hasNextPage: remainingItems > 0,
    hasPreviousPage: at.skip > 0,
  };
  return success(200, items.map((booking) => bookingOutput(store, booking)), { pagination });
}

function sizeOf(call: ListCall): number | null {
  const [name, fallback, max] = call.paging === 'cursor' ? (['limit', 50, 100] as const) : (['take', 100, 250] as const);
  const size = Number(call.query.get(name) ?? fallback);
  return Number.isInteger(size) && size >= 1 && size <= max ? size : null;
}

function matches(store: Store, booking: StoredBooking, query: URLSearchParams): boolean {
  const instant = (name: string) => parseInstant(query.get(name));
  const afterStart = instant('afterStart');
  const beforeEnd = instant('beforeEnd');
  const afterUpdated = instant('afterUpdatedAt');
  const afterCreated = instant('afterCreatedAt');
  const ids = (query.get('eventTypeIds') ?? query.get('eventTypeId'))?.split(',').map(Number);
  return (
    // Exact and case-sensitive, as the real one.
    (query.get('attendeeEmail') ?? booking.attendee.email) === booking.attendee.email &&
    (query.get('attendeeName') ?? booking.attendee.name) === booking.attendee.name &&
    (query.get('bookingUid') ?? booking.uid) === booking.uid &&
    (ids === undefined || ids.includes(booking.eventTypeId)) &&
    (afterStart === null || booking.startAt >= afterStart) &&
    (beforeEnd === null || booking.endAt <= beforeEnd) &&
    (afterUpdated === null || booking.updatedAt >= afterUpdated) &&
    (afterCreated === null || booking.createdAt >= afterCreated) &&
    hasStatus(store, booking, query.get('status'))
  );
}

function hasStatus(store: Store, booking: StoredBooking, status: string | null): boolean {
  if (status === null) return true;
  const live = booking.status === 'accepted' || booking.status === 'pending';
  return status.split(',').some((one) => {
    if (one === 'cancelled') return !live;
    if (one === 'unconfirmed') return booking.status === 'pending' && booking.endAt >= store.now();
    if (one === 'upcoming') return live && booking.endAt >= store.now();
    return one === 'past' && booking.endAt < store.now();
  });
}

function sorted(bookings: StoredBooking[], query: URLSearchParams): StoredBooking[] {
  const up = query.get('sortStart') === 'asc';
  return bookings.sort((a, b) => (up ? 1 : -1) * (a.startAt - b.startAt || a.id - b.id));
}
