import { announceChange } from '../outbox/announce-change.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { AppointmentDraft } from './appointment.ts';

/**
 * Stores the appointment, or brings its status up to date. Safe to repeat; the calendar's uid is unique. Answers its id: where
 * the booking was stored before, found by its uid or adopted for another wish, that one's, and the draft's is the id of nothing.
 */
export async function storeAppointment(tx: Tx, companyId: string, a: AppointmentDraft): Promise<string> {
  const stored = await tx.maybe<{ id: string }>(
    `insert into appointments (company_id, id, wish_id, call_id, intent_id, status, provider, booking_uid, booking_id, starts_at, ends_at,
       branch_id, service_id, staff_id, customer_name, phone_number, customer_email, notes, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)
     on conflict (company_id, provider, booking_uid) do update set
       status = case when appointments.status = 'cancelled' then appointments.status else excluded.status end,
       updated_at = greatest(appointments.updated_at, excluded.updated_at)
     returning id`,
    [
      companyId, a.id, a.wishId, a.callId, a.intentId, a.status, a.provider, a.bookingUid, a.bookingId, iso(a.startAt), iso(a.endAt),
      a.branchId, a.serviceId, a.staffId, a.customerName, a.phoneNumber, a.customerEmail, a.notes, iso(a.createdAt),
    ],
  );
  const { id } = must(stored, 'inserted, or updated');
  await announceChange(tx, companyId, { kind: 'appointment', id });
  return id;
}
