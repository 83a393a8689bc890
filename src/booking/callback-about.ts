// The callback about a booking whose outcome became known after the caller had been answered.
import type { Tx } from '../platform/database.ts';
import { isoSeconds } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company, Priority } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import type { CallbackDraft, ErrorType } from '../callbacks/callback.ts';
import { callbackDeadline } from '../callbacks/callback-deadline.ts';
import type { BookingIntent } from './intent.ts';

export interface About {
  readonly company: Company;
  readonly intent: BookingIntent;
  readonly wishId: string;
  /** Derived from the intent, so that finding the same twice opens one callback. */
  readonly id: string;
  readonly priority: Priority;
  readonly errorType: ErrorType | null;
  /** In words for staff. */
  readonly reason: string;
  readonly notes: string | null;
  readonly bookingUid: string | null;
  readonly at: EpochMs;
}

/** Joins the wish's open callback where there is one, else stands for itself. */
export async function callbackAbout(tx: Tx, about: About): Promise<CallbackDraft> {
  const { company, intent, at } = about;
  const call = await tx.maybe<{ retell_call_id: string; from_raw: string | null; branch_id: string | null }>(
    'select retell_call_id, from_raw, branch_id from calls where company_id = $1 and id = $2',
    [company.id, intent.callId],
  );
  const branch = company.branches.find((b) => b.id === (intent.branchId ?? call?.branch_id)) ?? null;
  const due = callbackDeadline({ company, branch, priority: about.priority, fromAt: at, appointmentAt: about.errorType === 'partial_booking' ? intent.startAt : null });
  return {
    id: about.id, receipt: about.id, wishId: about.wishId, callId: intent.callId,
    priority: about.priority, errorType: about.errorType, errorMessage: about.reason, createdFrom: 'reconciliation',
    customerName: intent.attendee.name, phoneNumber: intent.attendee.phone, phoneRaw: call?.from_raw ?? intent.attendee.phone,
    customerEmail: intent.attendee.email, branchId: branch?.id ?? null, serviceId: intent.service.serviceId,
    dueAt: due.dueAt, dueBecause: due.because, preferredTimeWindow: null, notes: about.notes,
    metadata: {
      error_type: about.errorType, call_id: intent.callId, retell_call_id: call?.retell_call_id ?? null, from_number: call?.from_raw ?? null,
      created_from: 'reconciliation', created_at_iso: isoSeconds(at),
      ...(about.bookingUid === null ? {} : { calcom_booking_id: about.bookingUid }),
      requested_time: isoInZone(intent.startAt, company.timeZone), service_id: intent.service.serviceId,
      ...(intent.staffId === null ? {} : { staff_id: intent.staffId }),
    },
    createdAt: at,
  };
}
