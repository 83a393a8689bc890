import { isoSeconds } from '../../platform/iso.ts';
import { OPERATIONS } from './account.ts';
import { bookingBody, emailOf } from './booking-body.ts';
import { unknown } from './exchange.ts';
import { readBooking } from './read-booking.ts';
import type { Exchange } from './exchange.ts';
import type { Booking, BookingRequest, Outcome } from '../port.ts';

export interface BookCall {
  readonly request: BookingRequest;
  readonly eventTypeId: number;
  readonly deadlineMs: number;
}

export async function book(exchange: Exchange, call: BookCall): Promise<Outcome<Booking>> {
  const { request, eventTypeId, deadlineMs } = call;
  if (emailOf(request.attendee) === null && request.attendee.phone === null) {
    return { kind: 'refused', reason: 'email_required', detail: 'neither e-mail nor phone number; not sent' };
  }
  const answer = await exchange({ operation: OPERATIONS.book, body: bookingBody(request, eventTypeId), deadlineMs });
  return answer.kind === 'done' ? checkedBooking(answer.value['data'], call) : answer;
}

/**
 * A 201 is no proof (reference/calcom.md sections 2.3 and 3): for some event types a repeated booking of the same
 * attendee returns the earlier one, whosever intent it was.
 */
function checkedBooking(data: unknown, call: BookCall): Outcome<Booking> {
  const { request, eventTypeId } = call;
  if (Array.isArray(data)) return unknown('absurd', 'a list of bookings: the event type is a recurring one');
  const read = readBooking(data);
  if (read === null) return unknown('absurd', 'a success without a readable booking');
  const { booking } = read;
  if (booking.startAt !== request.startAt) {
    return unknown('absurd', `booking ${booking.uid} starts at ${isoSeconds(booking.startAt)} instead of ${isoSeconds(request.startAt)}`);
  }
  if (read.eventTypeId !== null && read.eventTypeId !== eventTypeId) {
    return unknown('absurd', `booking ${booking.uid} is of event type ${read.eventTypeId} instead of ${eventTypeId}`);
  }
  if (read.hasMetadata && booking.intentId !== request.intentId) {
    return unknown('absurd', `booking ${booking.uid} belongs to ${booking.intentId === null ? 'no intent' : 'another intent'}`);
  }
  if (booking.status === 'cancelled' || booking.status === 'rejected') {
    return unknown('absurd', `booking ${booking.uid} came back ${booking.status}`);
  }
  return { kind: 'done', value: booking };
}
