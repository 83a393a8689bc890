import { expect, test } from 'vitest';
import type { ListedBooking } from '../calendar/booking-list.ts';
import type { Booking } from '../calendar/port.ts';
import { compareBooking, RUNNING_MS, type StoredSide } from './compare-booking.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const OLD = NOW - RUNNING_MS - 1;

function there(booking: Partial<Booking>, more: Partial<ListedBooking> = {}): ListedBooking {
  return {
    booking: {
      uid: 'A', id: '1', status: 'accepted', startAt: NOW, endAt: NOW + 1, intentId: null, attendeeName: null, attendeeEmail: 'yilmaz@example.com', attendeePhone: null,
      staffId: null, createdAt: OLD, rescheduledFromUid: null, rescheduledToUid: null, ...booking,
    },
    eventTypeId: 101, hostEmail: 'anna@salon.example', cancelledBy: null, reason: null, updatedAt: OLD, ...more,
  };
}

const here = (status: StoredSide['status'], more: Partial<StoredSide> = {}): StoredSide => ({ status, isWished: true, changedAt: OLD, ...more });

test.each<[what: string, expected: string, listed: ListedBooking, stored: StoredSide | null]>([
  ['stands in both', 'same', there({}), here('booked')],
  ['stands there only', 'missing', there({}), null],
  ['stands there only, since a moment', 'young', there({ createdAt: NOW - RUNNING_MS + 1 }), null],
  ['stands there only, since nobody knows when', 'young', there({ createdAt: null }), null],
  ['was confirmed there', 'missing', there({}), here('pending')],
  ['was confirmed there just now', 'young', there({}, { updatedAt: NOW }), here('pending')],
  ['waits in both', 'same', there({ status: 'pending' }), here('pending')],
  ['is cancelled there, and a customer counts on it', 'phantom', there({ status: 'cancelled' }), here('booked')],
  ['is declined there, though it was confirmed here', 'phantom', there({ status: 'rejected' }), here('booked')],
  ['is cancelled there just now: the webhook is on its way', 'young', there({ status: 'cancelled' }, { updatedAt: NOW - 1 }), here('booked')],
  ['is cancelled there by the host', 'phantom', there({ status: 'cancelled' }, { cancelledBy: 'anna@salon.example' }), here('booked')],
  ['is cancelled there by the customer, in another spelling', 'gone', there({ status: 'cancelled' }, { cancelledBy: 'Yilmaz@Example.com' }), here('booked')],
  ['is cancelled there by a host who is his own customer', 'phantom', there({ status: 'cancelled' }, { cancelledBy: 'yilmaz@example.com', hostEmail: 'yilmaz@example.com' }), here('booked')],
  ['is cancelled there, and was entered by hand', 'gone', there({ status: 'cancelled' }), here('booked', { isWished: false })],
  ['waited, and is declined: the follow-up looks for that', 'same', there({ status: 'rejected' }), here('pending')],
  ['was moved there', 'same', there({ status: 'cancelled', rescheduledToUid: 'B' }), here('booked')],
  ['was moved to one that is not listed', 'phantom', there({ status: 'cancelled', rescheduledToUid: 'Z' }), here('booked')],
  ['is cancelled in both', 'same', there({ status: 'cancelled' }), here('cancelled')],
  ['is cancelled there and was never here', 'same', there({ status: 'cancelled' }), null],
  ['is cancelled here, and stands there', 'undead', there({}), here('cancelled')],
  ['was cancelled here just now; the list lags', 'young', there({}), here('cancelled', { changedAt: NOW - 1 })],
])('a booking that %s', (_what, expected, listed, stored) => {
  expect(compareBooking(listed, stored, { now: NOW, isListed: (uid) => uid === 'A' || uid === 'B' })).toBe(expected);
});
