import { freeHosts } from './availability.ts';
import { isObject, noSuchProperties, parseInstant } from './check.ts';
import { bare, refusal, success } from './replies.ts';
import { OUT_OF_BOUNDS } from './make-booking.ts';
import { bookingOutput } from './store.ts';
import type { Reply } from './replies.ts';
import type { Store } from './store.ts';

const CANCEL = new Set(['cancellationReason', 'cancelSubsequentBookings', 'seatUid']);
const RESCHEDULE = new Set(['start', 'reschedulingReason', 'rescheduledBy', 'emailVerificationCode', 'allowConflicts', 'allowBookingOutOfBounds', 'skipBookingLimits', 'seatUid']);

export function getBooking(store: Store, uid: string): Reply {
  const booking = store.find(uid);
  return booking === null ? notFound(uid) : success(200, bookingOutput(store, booking));
}

export function cancelBooking(store: Store, uid: string, given: unknown): Reply {
  const body = isObject(given) ? given : {};
  const unknown = noSuchProperties(Object.keys(body), CANCEL);
  if (unknown !== null) return refusal(400, unknown);
  const booking = store.find(uid);
  if (booking === null) return notFound(uid);
  if (booking.status === 'cancelled') return bare(400, 'This booking has already been cancelled.');
  if (booking.endAt < store.now()) return bare(400, 'Cannot cancel a booking that has already ended');
  store.setStatus(booking, 'cancelled');
  booking.cancellationReason = typeof body['cancellationReason'] === 'string' ? body['cancellationReason'] : '';
  return success(200, bookingOutput(store, booking));
}

/** A new booking with a new uid; the old one becomes `cancelled` and names its successor. */
export function rescheduleBooking(store: Store, uid: string, given: unknown): Reply {
  const body = isObject(given) ? given : {};
  const unknown = noSuchProperties(Object.keys(body), RESCHEDULE);
  if (unknown !== null) return refusal(400, unknown);
  const startAt = parseInstant(body['start']);
  if (startAt === null) return refusal(400, 'start property is wrong,start must be a valid ISO 8601 date string ');
  const old = store.find(uid);
  if (old === null) return notFound(uid);
  if (old.rescheduledToUid !== null) {
    return refusal(400, `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${old.rescheduledToUid}. You probably want to reschedule ${old.rescheduledToUid} instead by passing it within the request URL`);
  }
  if (old.status === 'cancelled' || old.status === 'rejected') {
    return refusal(400, `Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`);
  }
  const type = store.eventTypes.get(old.eventTypeId);
  if (type === undefined) return refusal(404, `Event type with id ${old.eventTypeId} not found.`);
  if (startAt < store.now()) return refusal(400, OUT_OF_BOUNDS);
  const hosts = freeHosts(store, type, { startAt, endAt: startAt + type.minutes * 60_000, ignore: old });
  const host = hosts?.[0];
  if (host === undefined) return refusal(400, 'User either already has booking at this time or is not available');
  const before = old.status;
  store.setStatus(old, 'cancelled');
  const moved = store.insert({ eventType: type, host, startAt, attendee: old.attendee, metadata: old.metadata, status: before, rescheduledFromUid: uid });
  if (moved === null) {
    store.setStatus(old, before);
    return bare(409, 'booking_conflict_error');
  }
  old.rescheduledToUid = moved.uid;
  return success(201, bookingOutput(store, moved));
}

function notFound(uid: string): Reply {
  return refusal(404, `Booking with uid=${uid} was not found in the database`);
}
