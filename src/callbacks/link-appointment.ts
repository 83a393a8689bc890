import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { addCallbackEvent } from './callback-events.ts';

export interface LinkedAppointment {
  readonly companyId: string;
  readonly callbackId: string;
  readonly appointmentId: string;
  readonly intentId: string;
  readonly bookingUid: string;
  readonly start: string;
  readonly note: string;
  readonly at: EpochMs;
}

/** The appointment that the callback is about is stored by now: staff see it there and only have to tell the customer. */
export async function linkAppointment(tx: Tx, linked: LinkedAppointment): Promise<void> {
  const { companyId, callbackId, appointmentId, intentId, bookingUid, start, note, at } = linked;
  await tx.run('update callbacks set appointment_id = coalesce(appointment_id, $3), updated_at = greatest(updated_at, $4), version = version + 1 where company_id = $1 and id = $2', [
    companyId, callbackId, appointmentId, iso(at),
  ]);
  await addCallbackEvent(tx, companyId, {
    id: uuidFrom('booking-found', intentId), callbackId, at, actor: 'machine', kind: 'booking_found', detail: { booking_uid: bookingUid, start, note },
  });
}
