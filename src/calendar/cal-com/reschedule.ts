// Cal.com moves a booking in one database transaction: a new one with a uid of its own, the old one cancelled and
// naming its successor (reference/calcom.md section 2.5). A repetition is refused by the same token: the successor
// is then proof that the first request was carried out.
import { isoSeconds } from '../../platform/iso.ts';
import { OPERATIONS } from './account.ts';
import { reasonOf } from './cancel.ts';
import { unknown } from './exchange.ts';
import { read } from './read.ts';
import { readBooking } from './read-booking.ts';
import type { Exchange } from './exchange.ts';
import type { Booking, Outcome, RescheduleRequest } from '../port.ts';

export interface RescheduleCall {
  readonly request: RescheduleRequest;
  readonly eventTypeId: number;
  readonly deadlineMs: number;
}

export async function reschedule(exchange: Exchange, call: RescheduleCall): Promise<Outcome<Booking>> {
  const { request, deadlineMs } = call;
  const body = { start: isoSeconds(request.startAt), reschedulingReason: reasonOf(request) };
  const answer = await exchange({ operation: OPERATIONS.reschedule, uid: request.uid, body, deadlineMs });
  if (answer.kind === 'refused' && answer.reason === 'already_cancelled') return await successor(exchange, call, answer);
  return answer.kind === 'done' ? checked(answer.value['data'], call) : answer;
}

function checked(data: unknown, { request, eventTypeId }: RescheduleCall): Outcome<Booking> {
  const found = readBooking(data);
  if (found === null) return unknown('absurd', 'a move without a readable booking');
  const { booking } = found;
  if (booking.uid === request.uid) return unknown('absurd', `booking ${booking.uid} came back under its old uid`);
  if (booking.rescheduledFromUid !== null && booking.rescheduledFromUid !== request.uid) {
    return unknown('absurd', `booking ${booking.uid} took the place of ${booking.rescheduledFromUid} instead of ${request.uid}`);
  }
  if (booking.startAt !== request.startAt) {
    return unknown('absurd', `booking ${booking.uid} starts at ${isoSeconds(booking.startAt)} instead of ${isoSeconds(request.startAt)}`);
  }
  if (found.eventTypeId !== null && found.eventTypeId !== eventTypeId) return unknown('absurd', `booking ${booking.uid} is of event type ${found.eventTypeId} instead of ${eventTypeId}`);
  if (booking.status === 'cancelled' || booking.status === 'rejected') return unknown('absurd', `booking ${booking.uid} came back ${booking.status}`);
  return { kind: 'done', value: booking };
}

/** Done where the successor starts when it should; else somebody cancelled it, or moved it to another time. */
async function successor(exchange: Exchange, call: RescheduleCall, refusal: Extract<Outcome<never>, { kind: 'refused' }>): Promise<Outcome<Booking>> {
  const { request, deadlineMs } = call;
  const old = await read(exchange, { uid: request.uid, deadlineMs });
  if (old.kind !== 'done') return old;
  const uid = old.value?.rescheduledToUid ?? null;
  if (uid === null) return refusal;
  const next = await read(exchange, { uid, deadlineMs });
  if (next.kind !== 'done') return next;
  const stands = next.value !== null && next.value.startAt === request.startAt && (next.value.status === 'accepted' || next.value.status === 'pending');
  return stands ? { kind: 'done', value: next.value } : refusal;
}
