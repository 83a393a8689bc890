import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { readBooking } from './read-booking.ts';
import type { Exchange } from './exchange.ts';
import type { Booking, Outcome } from '../port.ts';

/** GET /bookings/{uid}. Null only where Cal.com itself says that there is no such booking. */
export async function read(exchange: Exchange, call: { readonly uid: string; readonly deadlineMs: number }): Promise<Outcome<Booking | null>> {
  const answer = await exchange({ operation: OPERATIONS.get, uid: call.uid, deadlineMs: call.deadlineMs });
  if (answer.kind === 'refused' && answer.reason === 'booking_not_found') return { kind: 'done', value: null };
  if (answer.kind !== 'done') return answer;
  const found = readBooking(answer.value['data']);
  if (found === null) return unknown('absurd', 'a booking that cannot be read');
  if (found.booking.uid !== call.uid) return unknown('absurd', `asked for booking ${call.uid} and got ${found.booking.uid}`);
  return { kind: 'done', value: found.booking };
}
