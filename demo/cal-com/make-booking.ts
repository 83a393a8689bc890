import { setImmediate } from 'node:timers/promises';
import { freeHosts, isBookableAt } from './availability.ts';
import { checkAttendee, checkBookBody, isReply } from './check.ts';
import { bare, refusal, success } from './replies.ts';
import { bookingOutput } from './store.ts';
import type { EventType } from './event-type.ts';
import type { Reply } from './replies.ts';
import type { Store, StoredAttendee, StoredBooking } from './store.ts';

const TAKEN = 'User either already has booking at this time or is not available';
export const OUT_OF_BOUNDS =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future (outside the event\'s scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots: https://cal.com/docs/api-reference/v2/slots';

export async function makeBooking(store: Store, given: unknown, profile: 'hosted' | 'cal.diy'): Promise<Reply> {
  const body = checkBookBody(given, profile);
  if (isReply(body)) return body;
  const type = store.eventTypes.get(body.eventTypeId);
  if (type === undefined) return refusal(404, `Event type with id ${body.eventTypeId} not found.`);
  const attendee = checkAttendee(type, body);
  if (isReply(attendee)) return attendee;
  if (body.startAt < store.now()) return refusal(400, 'Attempting to book a meeting in the past.');
  if (!isBookableAt(store, type, body.startAt)) return refusal(400, OUT_OF_BOUNDS);
  const earlier = resubmitted(store, type, { attendee, startAt: body.startAt });
  if (earlier !== null) return success(201, bookingOutput(store, earlier));

  const hosts = freeHosts(store, type, { startAt: body.startAt, endAt: body.startAt + type.minutes * 60_000 });
  const first = hosts?.[0];
  if (first === undefined) return unavailable(type);
  // The real one has some 850 lines between check and insert (PR 28151); here others get in between as well.
  await setImmediate();
  const status = type.requiresConfirmation ? 'pending' : 'accepted';
  const booking = store.insert({ eventType: type, host: first, startAt: body.startAt, attendee, metadata: body.metadata, status });
  return booking === null ? bare(409, 'booking_conflict_error') : success(201, bookingOutput(store, booking));
}

// Only these two kinds return the same attendee's earlier booking; a personal event type says "taken" instead.
function resubmitted(store: Store, type: EventType, given: { readonly attendee: StoredAttendee; readonly startAt: number }): StoredBooking | null {
  if (!type.requiresConfirmation && type.scheduling !== 'round_robin') return null;
  return (
    store.bookings.find(
      (other) =>
        other.eventTypeId === type.id &&
        other.startAt === given.startAt &&
        (other.status === 'accepted' || other.status === 'pending') &&
        other.attendee.email === given.attendee.email &&
        other.attendee.phoneNumber === given.attendee.phoneNumber,
    ) ?? null
  );
}

function unavailable(type: EventType): Reply {
  return type.scheduling === 'personal' ? refusal(400, TAKEN) : bare(500, 'Internal server error');
}
