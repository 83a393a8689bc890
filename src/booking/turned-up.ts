// A booking of which it was not known whether it stands has been found. It is stored; and whoever was told that
// it is uncertain, or was told nothing, gets the call that he was promised or is owed.
import type { Tx } from '../platform/database.ts';
import { iso, isoSeconds } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Booking } from '../calendar/port.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import type { Company } from '../companies/company.ts';
import { deadline } from '../callbacks/deadline.ts';
import { addCallbackEvent } from '../callbacks/callback-events.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import type { CallbackDraft } from '../callbacks/callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { AppointmentDraft } from './appointment.ts';
import { appointmentId, type BookingIntent } from './intent.ts';
import { nextPendingLookAt } from './schedule.ts';
import { storeAppointment } from './store-appointment.ts';
import { updateIntent, type IntentRow } from './store-intent.ts';

export interface Found {
  readonly company: Company;
  readonly row: IntentRow;
  readonly booking: Booking;
  readonly at: EpochMs;
}

/** Safe to repeat: every row has an id derived from the intent. */
export async function bookingTurnedUp(tx: Tx, found: Found): Promise<void> {
  const { company, row, booking, at } = found;
  if (row.state === 'confirmed') return;
  const accepted = booking.status === 'accepted';
  await storeAppointment(tx, company.id, appointmentFrom(row.request, booking, at));
  await updateIntent(tx, company.id, {
    id: row.id, bookingUid: booking.uid, detail: null,
    state: accepted ? 'confirmed' : 'pending',
    nextLookAt: accepted ? null : nextPendingLookAt(row.look_ups, at),
  }, at);
  // A booking that the host still has to confirm was announced as that; nothing was promised beyond it.
  const announced = row.state === 'pending';
  if (accepted && !announced) await callAbout(tx, found);
  await settleFate(tx, company.id, row.wish_id, at);
}

async function callAbout(tx: Tx, found: Found): Promise<void> {
  const { company, row, booking, at } = found;
  const draft = await foundDraft(tx, found);
  const stored = await storeCallback(tx, company.id, draft);
  await addCallbackEvent(tx, company.id, {
    id: uuidFrom('booking-found', row.id), callbackId: stored.id, at, actor: 'machine', kind: 'booking_found',
    detail: { booking_uid: booking.uid, start: isoInZone(booking.startAt, company.timeZone), note: 'Termin inzwischen gespeichert' },
  });
}

/** Joins the wish's open callback where there is one (it becomes partial_booking, urgent), else stands for itself. */
async function foundDraft(tx: Tx, { company, row, booking, at }: Found): Promise<CallbackDraft> {
  const intent = row.request;
  const call = await tx.maybe<{ retell_call_id: string; from_raw: string | null; from_number: string | null; branch_id: string | null }>(
    'select retell_call_id, from_raw, from_number, branch_id from calls where company_id = $1 and id = $2',
    [company.id, intent.callId],
  );
  const branch = company.branches.find((b) => b.id === (intent.branchId ?? call?.branch_id)) ?? null;
  const due = deadline({ rule: company.callbacks.deadlines.urgent, openingHours: branch?.openingHours ?? null, timeZone: company.timeZone, fromAt: at });
  const id = uuidFrom('turned-up', row.id);
  return {
    id, receipt: id, wishId: row.wish_id, callId: intent.callId,
    priority: 'urgent', errorType: 'partial_booking',
    errorMessage: 'Die Buchung wurde nachträglich im Kalender gefunden. Der Kunde weiß noch nicht sicher davon.',
    createdFrom: 'reconciliation',
    customerName: intent.attendee.name, phoneNumber: intent.attendee.phone, phoneRaw: call?.from_raw ?? intent.attendee.phone,
    customerEmail: intent.attendee.email, branchId: branch?.id ?? null, serviceId: intent.service.serviceId,
    dueAt: due.dueAt, dueBecause: due.because, preferredTimeWindow: null,
    notes: `Termin inzwischen gespeichert (${booking.uid}).`,
    metadata: {
      error_type: 'partial_booking', call_id: intent.callId, retell_call_id: call?.retell_call_id ?? null, from_number: call?.from_raw ?? null,
      created_from: 'reconciliation', created_at_iso: isoSeconds(at),
      calcom_booking_id: booking.uid, requested_time: isoInZone(intent.startAt, company.timeZone), service_id: intent.service.serviceId,
      ...(intent.staffId === null ? {} : { staff_id: intent.staffId }),
    },
    createdAt: at,
  };
}

export function appointmentFrom(intent: BookingIntent, booking: Booking, at: EpochMs): AppointmentDraft {
  return {
    id: appointmentId(intent.id), wishId: intent.wishId, callId: intent.callId, intentId: intent.id,
    status: booking.status === 'accepted' ? 'booked' : 'pending',
    provider: intent.service.provider, bookingUid: booking.uid, bookingId: booking.id,
    startAt: booking.startAt, endAt: booking.endAt,
    branchId: intent.branchId, serviceId: intent.service.serviceId, staffId: booking.staffId ?? intent.staffId,
    customerName: intent.attendee.name, phoneNumber: intent.attendee.phone, customerEmail: intent.attendee.email,
    notes: intent.notes, createdAt: at,
  };
}

/** Nothing found: look again later, or count it as absent and tell the timeline. */
export async function lookedInVain(tx: Tx, row: IntentRow, vain: { nextLookAt: EpochMs | null; detail: string | null; at: EpochMs }): Promise<void> {
  await tx.run(
    `update booking_intents set look_ups = look_ups + 1, state = case when $3::timestamptz is null then 'absent' when state = 'pending' then 'pending' else 'unknown' end,
       next_look_at = $3, detail = coalesce($4, detail), held_until = null, updated_at = $5
     where company_id = $1 and id = $2 and state in ('sent', 'unknown', 'pending', 'recorded')`,
    [row.company_id, row.id, vain.nextLookAt === null ? null : iso(vain.nextLookAt), vain.detail, iso(vain.at)],
  );
  if (vain.nextLookAt !== null) return;
  const open = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and wish_id = $2 and status in ('pending', 'assigned', 'contacted')`,
    [row.company_id, row.wish_id],
  );
  for (const { id } of open) {
    await addCallbackEvent(tx, row.company_id, {
      id: uuidFrom('looked-in-vain', row.id, id), callbackId: id, at: vain.at, actor: 'machine', kind: 'looked_in_vain',
      detail: { looks: row.look_ups + 1, note: 'Im Kalender wurde keine Buchung gefunden' },
    });
  }
}
