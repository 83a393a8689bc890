import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { ErrorType } from './callback.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import { addCallbackEvent } from './callback-events.ts';
import { resolveEscalations } from './resolve-escalations.ts';

export interface ClosedCallback {
  readonly id: string;
  readonly error_type: ErrorType | null;
  readonly assigned_to: string | null;
}

export interface SettledInCall {
  readonly companyId: string;
  readonly wishId: string;
  readonly bookingUid: string;
  readonly intentId: string;
  readonly at: EpochMs;
}

/**
 * Closes the callbacks that the machine opened for this wish in this call, because the same call now holds the
 * appointment and the caller has heard so (invariant 4). What a person has touched, what the caller asked for
 * himself, and a booking that may stand elsewhere (another uid, another intent still being looked for) stay with people.
 */
export async function settleInCall(tx: Tx, settled: SettledInCall): Promise<readonly ClosedCallback[]> {
  const { companyId, wishId, bookingUid, intentId, at } = settled;
  const closed = await tx.rows<ClosedCallback>(
    `update callbacks set status = 'completed', resolution = 'settled_in_call', completed_at = $3,
       appointment_id = coalesce(appointment_id, (select a.id from appointments a where a.company_id = $1 and a.provider in ('cal.com', 'local') and a.booking_uid = $4 and a.status = 'booked' limit 1)), updated_at = $3, version = version + 1, watch_at = null
     where company_id = $1 and wish_id = $2 and status in ('pending', 'assigned') and created_from = 'failsafe_callback'
       -- given to somebody by the machine it is still untouched; claimed or changed by a person it is not
       and not exists (select 1 from callback_events e where e.company_id = $1 and e.callback_id = callbacks.id and e.actor <> 'machine')
       and (error_type is distinct from 'partial_booking'
            or coalesce(metadata->>'calcom_booking_id', $4) = $4 and metadata->>'appointment_error' is null
               and not exists (select 1 from booking_intents i where i.company_id = $1 and i.wish_id = $2
                               and i.id <> $5 and i.next_look_at is not null))
     returning id, error_type, assigned_to`,
    [companyId, wishId, iso(at), bookingUid, intentId],
  );
  for (const { id, assigned_to: staffId } of closed) {
    await resolveEscalations(tx, companyId, { callbackId: id, reasons: null, by: 'machine', at });
    if (staffId !== null) await enqueueNotices(tx, companyId, [{ kind: 'settled', to: { kind: 'staff', id: staffId }, callbackId: id, at, dedupeKey: `settled-in-call:${id}:${bookingUid}`, facts: { resolution: 'settled_in_call' } }]);
    await addCallbackEvent(tx, companyId, {
      id: uuidFrom('settled-in-call', id, bookingUid), callbackId: id, at, actor: 'machine', kind: 'settled_in_call',
      detail: { booking_uid: bookingUid },
    });
  }
  return closed;
}
