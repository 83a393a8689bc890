import { isoSeconds } from '../../platform/iso.ts';
import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { instantOf } from './iso.ts';
import { firstPage, nextPage } from './pages.ts';
import { readBooking } from './read-booking.ts';
import { objectOf, textOf } from './read-json.ts';
import type { CalComAccount } from './account.ts';
import type { Exchange } from './exchange.ts';
import type { BookingList, ListedBooking, ListQuery } from '../booking-list.ts';
import type { Outcome } from '../port.ts';

const PAGES_MAX = 100;

export interface ListCall {
  readonly query: ListQuery;
  readonly profile: CalComAccount['profile'];
  readonly deadlineMs: number;
}

/** What was read before a page failed is still worth something; the doubt says that it is not all. */
export async function list(exchange: Exchange, { query, profile, deadlineMs }: ListCall): Promise<Outcome<BookingList>> {
  const bookings: ListedBooking[] = [];
  let unread = 0;
  let page: Readonly<Record<string, string>> | null = firstPage(profile);
  for (let pages = 1; page !== null; pages++) {
    if (pages > PAGES_MAX) return { kind: 'done', value: { bookings, doubt: `the list did not end after ${PAGES_MAX} pages` } };
    const answer = await exchange({ operation: OPERATIONS.list, query: { ...filters(query), ...page }, deadlineMs });
    if (answer.kind !== 'done') return bookings.length === 0 ? answer : { kind: 'done', value: { bookings, doubt: answer.detail } };
    const items = answer.value['data'];
    if (!Array.isArray(items)) return unknown('absurd', 'a list of bookings that is none');
    for (const item of items as readonly unknown[]) {
      const listed = readListed(item);
      if (listed === null || listed.eventTypeId === null) unread++;
      // Filters have been ignored before (issue 18010), and another company's bookings are not ours to touch.
      else if (query.eventTypeIds.includes(listed.eventTypeId)) bookings.push(listed);
    }
    page = nextPage(answer.value, { profile, pages });
  }
  return { kind: 'done', value: { bookings, doubt: unread === 0 ? null : `${unread} listed bookings cannot be read` } };
}

function filters({ eventTypeIds, fromAt, untilAt, updatedAfter }: ListQuery): Readonly<Record<string, string>> {
  return {
    eventTypeIds: eventTypeIds.join(','),
    ...(fromAt === undefined ? {} : { afterStart: isoSeconds(fromAt) }),
    ...(untilAt === undefined ? {} : { beforeEnd: isoSeconds(untilAt) }),
    ...(updatedAfter === undefined ? {} : { afterUpdatedAt: isoSeconds(updatedAfter) }),
    sortStart: 'asc',
  };
}

function readListed(item: unknown): ListedBooking | null {
  const read = readBooking(item);
  const object = objectOf(item);
  if (read === null || object === null) return null;
  const hosts = object['hosts'];
  return {
    booking: read.booking,
    eventTypeId: read.eventTypeId,
    hostEmail: Array.isArray(hosts) ? textOf(objectOf(hosts[0])?.['email']) : null,
    cancelledBy: textOf(object['cancelledByEmail']),
    reason: textOf(object['cancellationReason']),
    updatedAt: instantOf(object['updatedAt']),
  };
}
