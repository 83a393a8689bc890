import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { read } from './read.ts';
import { readBooking } from './read-booking.ts';
import type { Exchange } from './exchange.ts';
import type { Booking, CancelRequest, Outcome } from '../port.ts';

const REASON_MAX = 500;

export async function cancel(exchange: Exchange, call: { readonly request: CancelRequest; readonly deadlineMs: number }): Promise<Outcome<Booking>> {
  const { request, deadlineMs } = call;
  const { uid } = request;
  const answer = await exchange({ operation: OPERATIONS.cancel, uid, body: { cancellationReason: reasonOf(request) }, deadlineMs });
  if (answer.kind === 'refused' && answer.reason === 'already_cancelled') return await asItIs(exchange, { uid, deadlineMs });
  if (answer.kind !== 'done') return answer;
  const found = readBooking(answer.value['data']);
  if (found === null) return unknown('absurd', 'a cancellation without a readable booking');
  const { booking } = found;
  if (booking.uid !== uid) return unknown('absurd', `cancelled booking ${booking.uid} instead of ${uid}`);
  return booking.status === 'cancelled' ? { kind: 'done', value: booking } : unknown('absurd', `booking ${uid} came back ${booking.status} from its cancellation`);
}

/** What was cancelled before may have been moved instead; only the booking itself says which. */
async function asItIs(exchange: Exchange, call: { readonly uid: string; readonly deadlineMs: number }): Promise<Outcome<Booking>> {
  const found = await read(exchange, call);
  if (found.kind !== 'done') return found;
  if (found.value === null) return { kind: 'refused', reason: 'booking_not_found', detail: `no booking ${call.uid}` };
  return { kind: 'done', value: found.value };
}

export function reasonOf(request: CancelRequest): string {
  return request.reason.replaceAll('\u0000', '').trim().slice(0, REASON_MAX).toWellFormed();
}
