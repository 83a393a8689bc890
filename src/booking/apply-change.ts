import { announceChange } from '../outbox/announce-change.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { closeGivenUp, pointToSuccessor } from '../wishes/follow-appointment.ts';

/** What happened to an appointment at the calendar. Plain data: it stands in the journal as well. */
export interface AppointmentChange {
  readonly appointmentId: string;
  /** The booking in its place, whose appointment was stored before this; null: it was cancelled. */
  readonly replacedBy: { readonly provider: 'cal.com' | 'local'; readonly bookingUid: string } | null;
  readonly reason: string;
  /** The wish that asked for it. */
  readonly wishId: string;
}

interface Before {
  readonly wish_id: string | null;
  readonly intent_id: string | null;
  readonly status: string;
  readonly reschedule_count: number;
}

/** Safe to repeat. The appointment's own wish follows it, so that the ledger has one proof for each at every moment. */
export async function applyChange(tx: Tx, companyId: string, change: AppointmentChange, at: EpochMs): Promise<void> {
  const { appointmentId, wishId } = change;
  const before = await tx.maybe<Before>(
    'select wish_id, intent_id, status, reschedule_count from appointments where company_id = $1 and id = $2 for update',
    [companyId, appointmentId],
  );
  if (before === null) return;
  const replacedBy = change.replacedBy === null ? null : await appointmentOf(tx, companyId, change.replacedBy);
  await tx.run(
    `update appointments set status = 'cancelled', customer_knows = false, replaced_by = coalesce(replaced_by, $3), cancelled_at = coalesce(cancelled_at, $4),
       cancel_reason = coalesce(cancel_reason, $5), updated_at = greatest(updated_at, $4)
     where company_id = $1 and id = $2`,
    [companyId, appointmentId, replacedBy, iso(at), change.reason],
  );
  // Nobody has to wait any longer for the confirmation of what is given up.
  await tx.run(
    `update booking_intents set state = 'absent', next_look_at = null, held_until = null, updated_at = $3 where company_id = $1 and id = $2 and state = 'pending'`,
    [companyId, before.intent_id, iso(at)],
  );
  const followed = { appointmentId, madeFor: before.wish_id, waited: before.status === 'pending', changedBy: wishId, at };
  if (replacedBy === null) {
    await closeGivenUp(tx, companyId, followed);
  } else {
    await tx.run('update appointments set reschedule_count = $3 where company_id = $1 and id = $2', [companyId, replacedBy, before.reschedule_count + 1]);
    await pointToSuccessor(tx, companyId, { ...followed, successorId: replacedBy });
  }
  await announceChange(tx, companyId, { kind: 'appointment', id: appointmentId });
}

/** By the calendar's id: two attempts that found the same new booking mean one appointment. */
async function appointmentOf(tx: Tx, companyId: string, booking: NonNullable<AppointmentChange['replacedBy']>): Promise<string> {
  const row = await tx.maybe<{ id: string }>('select id from appointments where company_id = $1 and provider = $2 and booking_uid = $3', [companyId, booking.provider, booking.bookingUid]);
  return must(row, 'the appointment in the place of a moved one is stored first').id;
}
