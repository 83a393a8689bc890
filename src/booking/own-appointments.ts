import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export interface OwnAppointment {
  readonly id: string;
  readonly status: 'pending' | 'booked' | 'cancelled';
  readonly provider: 'cal.com' | 'local';
  readonly booking_uid: string;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly branch_id: string | null;
  readonly service_id: string | null;
  readonly staff_id: string | null;
  readonly customer_name: string | null;
  readonly phone_number: string;
  readonly customer_email: string | null;
  readonly notes: string | null;
  readonly replaced_by: string | null;
  readonly reschedule_count: number;
  /** The wish of this very call that has changed it, if one has. */
  readonly changed_by_wish: string | null;
}

export interface OwnQuery {
  readonly companyId: string;
  /** The caller's own number in E.164, from the network. A withheld one is null and must never come here. */
  readonly phoneNumber: string;
  readonly callId: string;
  readonly now: EpochMs;
}

const AT_MOST = 100;

/** What is to come under the caller's own number, the cancelled ones too, the earliest first. Never anybody else's. */
export async function ownAppointments(tx: Tx, query: OwnQuery): Promise<OwnAppointment[]> {
  return await tx.rows<OwnAppointment>(
    `select a.id, a.status, a.provider, a.booking_uid, a.starts_at, a.ends_at, a.branch_id, a.service_id, a.staff_id, a.customer_name,
            a.phone_number, a.customer_email, a.notes, a.replaced_by, a.reschedule_count,
            (select w.id from wishes w where w.company_id = a.company_id and w.call_id = $4 and w.appointment_id = a.id
               and w.intent in ('reschedule', 'cancel') order by w.opened_at desc, w.id desc limit 1) as changed_by_wish
     from appointments a
     where a.company_id = $1 and a.phone_number = $2 and a.starts_at > $3
     order by a.starts_at, a.id limit ${AT_MOST}`,
    [query.companyId, query.phoneNumber, iso(query.now), query.callId],
  );
}

export interface PastAppointment {
  readonly starts_at: EpochMs;
  readonly service_id: string | null;
  readonly customer_name: string | null;
}

/** What the caller came for before, the latest first. */
export async function pastAppointments(tx: Tx, query: Omit<OwnQuery, 'callId'>): Promise<PastAppointment[]> {
  return await tx.rows<PastAppointment>(
    `select starts_at, service_id, customer_name from appointments
     where company_id = $1 and phone_number = $2 and starts_at <= $3 and status = 'booked'
     order by starts_at desc, id limit 20`,
    [query.companyId, query.phoneNumber, iso(query.now)],
  );
}
