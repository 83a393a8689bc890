// A change of which it was not known whether it was made has been looked for. What was found is stored; and whoever
// was told that it is uncertain gets the call that he was promised.
import type { Tx } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Booking } from '../calendar/port.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import type { Company } from '../companies/company.ts';
import { addCallbackEvent } from '../callbacks/callback-events.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import { applyChange, type AppointmentChange } from './apply-change.ts';
import { callbackAbout } from './callback-about.ts';
import type { ChangeIntent } from './change-intent.ts';
import { nextPendingLookAt } from './schedule.ts';
import { storeAppointment } from './store-appointment.ts';
import { updateIntent, type IntentRow } from './store-intent.ts';
import { appointmentFrom } from './turned-up.ts';

export interface FoundChange {
  readonly company: Company;
  readonly row: IntentRow;
  readonly intent: ChangeIntent;
  /** The new booking, or the cancelled one. */
  readonly booking: Booking;
  readonly at: EpochMs;
}

export function changeOf(intent: ChangeIntent, booking: Booking): AppointmentChange {
  const replacedBy = intent.kind === 'cancel' ? null : { provider: intent.service.provider, bookingUid: booking.uid };
  return { appointmentId: intent.appointmentId, replacedBy, reason: intent.reason, wishId: intent.wishId };
}

/** Safe to repeat: every row has an id derived from the intent. */
export async function changeTurnedUp(tx: Tx, found: FoundChange): Promise<void> {
  const { company, row, intent, booking, at } = found;
  if (row.state === 'confirmed') return;
  const waits = booking.status === 'pending';
  if (intent.kind === 'reschedule') await storeAppointment(tx, company.id, appointmentFrom(intent, booking, at));
  await applyChange(tx, company.id, changeOf(intent, booking), at);
  await updateIntent(tx, company.id, {
    id: row.id, bookingUid: booking.uid, detail: null, state: waits ? 'pending' : 'confirmed',
    nextLookAt: waits ? nextPendingLookAt(row.look_ups, at) : null,
  }, at);
  if (row.state !== 'pending') await callAbout(tx, found);
  await settleFate(tx, company.id, row.wish_id, at);
}

async function callAbout(tx: Tx, { company, row, intent, booking, at }: FoundChange): Promise<void> {
  const done = intent.kind === 'cancel' ? 'abgesagt' : 'verschoben';
  const stored = await storeCallback(tx, company.id, await callbackAbout(tx, {
    company, intent, wishId: row.wish_id, id: uuidFrom('turned-up', row.id), priority: 'urgent', errorType: 'partial_booking',
    reason: `Der Termin ist im Kalender ${done}. Der Kunde weiß noch nicht sicher davon.`,
    notes: `Termin inzwischen ${done} (${booking.uid}).`, bookingUid: booking.uid, at,
  }));
  await addCallbackEvent(tx, company.id, {
    id: uuidFrom('booking-found', row.id), callbackId: stored.id, at, actor: 'machine', kind: 'booking_found',
    detail: { booking_uid: booking.uid, start: isoInZone(booking.startAt, company.timeZone), note: `Termin inzwischen ${done}` },
  });
}
