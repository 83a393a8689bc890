import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { readPhone } from '../companies/phone.ts';
import type { Company } from '../companies/company.ts';
import type { SeenBooking } from './seen-booking.ts';

/** An appointment as it is stored, where it was found by the calendar's id of its booking. */
export interface AppointmentRow {
  readonly id: string;
  readonly wish_id: string | null;
  readonly call_id: string | null;
  readonly intent_id: string | null;
  readonly status: 'pending' | 'booked' | 'cancelled';
  readonly booking_uid: string;
  readonly starts_at: EpochMs;
  readonly branch_id: string | null;
  readonly service_id: string | null;
  readonly staff_id: string | null;
  readonly customer_name: string | null;
  readonly phone_number: string | null;
  readonly customer_email: string | null;
  readonly replaced_by: string | null;
  /** Nobody's name is in it any more, and none is put into it again. */
  readonly cleared: boolean;
}

const COLUMNS = `id, wish_id, call_id, intent_id, status, booking_uid, starts_at, branch_id, service_id, staff_id, customer_name, phone_number, customer_email, replaced_by, cleared_at is not null as cleared`;

export async function appointmentByUid(tx: Tx, companyId: string, uid: string): Promise<AppointmentRow | null> {
  return await tx.maybe<AppointmentRow>(`select ${COLUMNS} from appointments where company_id = $1 and provider = 'cal.com' and booking_uid = $2`, [companyId, uid]);
}

export async function appointmentById(tx: Tx, companyId: string, id: string): Promise<AppointmentRow | null> {
  return await tx.maybe<AppointmentRow>(`select ${COLUMNS} from appointments where company_id = $1 and id = $2`, [companyId, id]);
}

/** Waits for whoever changes it at this moment, and reads what he left. */
export async function lockedAppointment(tx: Tx, companyId: string, id: string): Promise<AppointmentRow | null> {
  return await tx.maybe<AppointmentRow>(`select ${COLUMNS} from appointments where company_id = $1 and id = $2 for update`, [companyId, id]);
}

export type Origin = Pick<AppointmentRow, 'wish_id' | 'call_id' | 'intent_id'> & Partial<Pick<AppointmentRow, 'branch_id' | 'customer_name' | 'phone_number' | 'customer_email' | 'cleared'>>;

export const SOMEBODY_ELSE: Origin = { wish_id: null, call_id: null, intent_id: null };

/** A booking that was not made by a saga of ours. Where it is there already, it only learns what it did not know. */
export async function storeSeen(tx: Tx, company: Company, stored: { seen: SeenBooking; origin: Origin; at: EpochMs }): Promise<void> {
  const { seen, origin, at } = stored;
  const { booking } = seen;
  const service = company.services.find(({ calendar }) => calendar.provider === 'cal.com' && calendar.eventTypeId === seen.eventTypeId);
  const staff = company.staff.find(({ email }) => email !== null && email.toLowerCase() === seen.hostEmail?.toLowerCase());
  const onlyBranch = company.branches.length === 1 ? company.branches[0]! : null;
  const phone = booking.attendeePhone ?? phoneOfMail(booking.attendeeEmail);
  const status = booking.status === 'pending' ? 'pending' : 'booked';
  // A booking that was moved at the calendar is a new one there, under the name that was erased here.
  const cleared = origin.cleared === true;
  const id = uuidFrom('calendar-booking', company.id, 'cal.com', booking.uid);
  await tx.run(
    `insert into appointments (company_id, id, wish_id, call_id, intent_id, status, provider, booking_uid, booking_id, starts_at, ends_at,
       branch_id, service_id, staff_id, customer_name, phone_number, customer_email, notes, created_at, updated_at, cleared_at, customer_knows)
     values ($1, $2, $3, $4, $5, $6, 'cal.com', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, case when $19::boolean then $18::timestamptz end, $20)
     on conflict (company_id, provider, booking_uid) do update set
       wish_id = coalesce(appointments.wish_id, excluded.wish_id), call_id = coalesce(appointments.call_id, excluded.call_id),
       intent_id = coalesce(appointments.intent_id, excluded.intent_id), booking_id = coalesce(appointments.booking_id, excluded.booking_id),
       branch_id = coalesce(appointments.branch_id, excluded.branch_id), phone_number = case when appointments.cleared_at is null then coalesce(appointments.phone_number, excluded.phone_number) end,
       updated_at = greatest(appointments.updated_at, excluded.updated_at)`,
    [
      company.id, id, origin.wish_id, origin.call_id, origin.intent_id, status, booking.uid, booking.id, iso(booking.startAt), iso(booking.endAt),
      origin.branch_id ?? onlyBranch?.id ?? null, service?.id ?? null, staff?.id ?? null,
      ...(cleared ? [null, null, null, null] : [origin.customer_name ?? booking.attendeeName, origin.phone_number ?? readPhone(phone, company.region).e164, origin.customer_email ?? mailOf(booking.attendeeEmail), seen.notes]),
      iso(at), cleared, origin === SOMEBODY_ELSE && bookedByAttendee(seen),
    ],
  );
  await announce(tx, company.id, booking.uid);
}

/**
 * Cal.com does not say who filled its form. It is made for the attendee, and writes to him; where somebody of the salon
 * fills it in, the customer stands before him or is on the phone. Only a host who books himself tells nothing of a customer.
 */
function bookedByAttendee({ booking, hostEmail }: SeenBooking): boolean {
  const email = booking.attendeeEmail?.toLowerCase() ?? null;
  return booking.status === 'accepted' && (email !== null || booking.attendeePhone !== null) && email !== hostEmail?.toLowerCase();
}

/** To the desk: the appointment changed. */
export async function announce(tx: Tx, companyId: string, uid: string): Promise<void> {
  await tx.run(
    `select pg_notify('fangnetz_changes', json_build_object('company_id', company_id, 'kind', 'appointment', 'id', id, 'branch_id', branch_id)::text)
     from appointments where company_id = $1 and provider = 'cal.com' and booking_uid = $2`,
    [companyId, uid],
  );
}

/** Cal.com makes such an address of a phone number; nobody reads mail there. */
const PHONE_MAIL = /^(\d+)@sms\.cal\.com$/i;

function phoneOfMail(email: string | null): string | null {
  const digits = PHONE_MAIL.exec(email ?? '')?.[1];
  return digits === undefined ? null : `+${digits}`;
}

function mailOf(email: string | null): string | null {
  return email === null || PHONE_MAIL.test(email) ? null : email;
}
