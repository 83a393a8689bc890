// The callback about an appointment with which something happened at the calendar that its customer may not know.
import type { Tx } from '../platform/database.ts';
import { isoSeconds } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company, Priority } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import type { ErrorType } from '../callbacks/callback.ts';
import { callbackDeadline } from '../callbacks/callback-deadline.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { AppointmentRow } from './appointment-row.ts';

export interface About {
  readonly company: Company;
  readonly appointment: AppointmentRow;
  readonly wishId: string;
  /** Derived from the appointment, so that hearing of the same twice opens one callback. */
  readonly id: string;
  readonly priority: Priority;
  readonly errorType: ErrorType | null;
  /** In words for staff. */
  readonly reason: string;
  readonly notes: string | null;
  readonly at: EpochMs;
}

/** Joins the wish's open callback where there is one. The fate of the wish follows. */
export async function openCallbackAbout(tx: Tx, about: About): Promise<void> {
  const { company, appointment, wishId, priority, errorType, reason, notes, at } = about;
  // Whoever it was is erased: there is nobody to call.
  if ((await tx.maybe(`select 1 from wishes where company_id = $1 and id = $2 and fate = 'erased'`, [company.id, wishId])) !== null) return;
  const call = await tx.maybe<{ retell_call_id: string; from_raw: string | null; from_number: string | null; branch_id: string | null }>(
    'select retell_call_id, from_raw, from_number, branch_id from calls where company_id = $1 and id = $2',
    [company.id, appointment.call_id],
  );
  const branch = company.branches.find((b) => b.id === (appointment.branch_id ?? call?.branch_id)) ?? null;
  const due = callbackDeadline({ company, branch, priority, fromAt: at, appointmentAt: appointment.starts_at });
  await storeCallback(tx, company.id, {
    id: about.id, receipt: about.id, wishId, callId: appointment.call_id, priority, errorType, errorMessage: reason, createdFrom: 'reconciliation',
    customerName: appointment.customer_name, phoneNumber: appointment.phone_number ?? call?.from_number ?? null, phoneRaw: call?.from_raw ?? appointment.phone_number,
    customerEmail: appointment.customer_email, branchId: branch?.id ?? null, serviceId: appointment.service_id,
    dueAt: due.dueAt, dueBecause: due.because, preferredTimeWindow: null, notes,
    metadata: {
      error_type: errorType, call_id: appointment.call_id, retell_call_id: call?.retell_call_id ?? null, from_number: call?.from_raw ?? null,
      created_from: 'reconciliation', created_at_iso: isoSeconds(at), calcom_booking_id: appointment.booking_uid,
      requested_time: isoInZone(appointment.starts_at, company.timeZone),
      ...(appointment.service_id === null ? {} : { service_id: appointment.service_id }),
      ...(appointment.staff_id === null ? {} : { staff_id: appointment.staff_id }),
    },
    createdAt: at,
  });
  await tx.run('update callbacks set appointment_id = coalesce(appointment_id, $3) where company_id = $1 and id = $2', [company.id, about.id, appointment.id]);
  await settleFate(tx, company.id, wishId, at);
}
