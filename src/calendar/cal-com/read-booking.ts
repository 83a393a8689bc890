import { instantOf } from './iso.ts';
import { objectOf, textOf } from './read-json.ts';
import { INTENT_KEY } from '../intent-key.ts';
import type { JsonObject } from './read-json.ts';
import type { Booking, BookingStatus } from '../port.ts';

const STATUSES: ReadonlySet<unknown> = new Set<BookingStatus>(['accepted', 'pending', 'cancelled', 'rejected']);

export interface ReadBooking {
  readonly booking: Booking;
  /** Null where the reply does not name it. */
  readonly eventTypeId: number | null;
  /** Whether metadata came back at all; only then does a missing intent mean anything. */
  readonly hasMetadata: boolean;
}

/** One BookingOutput of Cal.com, or null where uid, status or times are missing or make no sense. */
export function readBooking(data: unknown): ReadBooking | null {
  const item = objectOf(data);
  if (item === null) return null;
  const uid = textOf(item['uid']);
  const startAt = instantOf(item['start']);
  const endAt = instantOf(item['end']);
  const status = item['status'];
  if (uid === null || startAt === null || endAt === null || endAt <= startAt || !isStatus(status)) return null;
  const metadata = objectOf(item['metadata']);
  const attendee = firstAttendee(item);
  return {
    booking: {
      uid,
      id: typeof item['id'] === 'number' ? String(item['id']) : textOf(item['id']),
      status,
      startAt,
      endAt,
      intentId: metadata === null ? null : textOf(metadata[INTENT_KEY]),
      attendeeName: textOf(attendee['name']),
      attendeeEmail: textOf(attendee['email']),
      attendeePhone: textOf(attendee['phoneNumber']),
      staffId: null,
      createdAt: instantOf(item['createdAt']),
      rescheduledToUid: textOf(item['rescheduledToUid']),
      rescheduledFromUid: textOf(item['rescheduledFromUid']),
    },
    eventTypeId: eventTypeIdOf(item),
    hasMetadata: metadata !== null,
  };
}

function isStatus(value: unknown): value is BookingStatus {
  return STATUSES.has(value);
}

function firstAttendee(item: JsonObject): JsonObject {
  const attendees = item['attendees'];
  return (Array.isArray(attendees) ? objectOf(attendees[0]) : null) ?? {};
}

function eventTypeIdOf(item: JsonObject): number | null {
  const id = objectOf(item['eventType'])?.['id'] ?? item['eventTypeId'];
  return typeof id === 'number' ? id : null;
}
