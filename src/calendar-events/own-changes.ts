import type { Tx } from '../platform/database.ts';
import type { IntentRow } from '../booking/store-intent.ts';

/** What callers asked us to do with an appointment, newest first. */
export async function changesOf(tx: Tx, companyId: string, appointmentId: string): Promise<IntentRow[]> {
  return await tx.rows<IntentRow>(
    `select company_id, id, wish_id, state, request, booking_uid, look_ups, held_until, created_at from booking_intents
     where company_id = $1 and appointment_id = $2 order by created_at desc, id`,
    [companyId, appointmentId],
  );
}
