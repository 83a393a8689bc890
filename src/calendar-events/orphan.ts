// A booking that carries our mark, and we know nothing of it: the database was set back, or a node died for good with
// its journal. Somebody asked for it in a call, so it is a wish, and a person makes sure of it.
import type { Tx } from '../platform/database.ts';
import { must } from '../platform/assert.ts';
import { uuidFrom } from '../platform/uuid.ts';
import { iso } from '../platform/iso.ts';
import { appointmentByUid, storeSeen } from './appointment-row.ts';
import { openCallbackAbout } from './callback-about.ts';
import { done, type Applied, type SeenBooking, type Sighting } from './seen-booking.ts';

export async function takeInOrphan(tx: Tx, { company, at }: Sighting, orphan: { seen: SeenBooking; intentId: string }): Promise<Applied> {
  const { seen, intentId } = orphan;
  const { booking } = seen;
  const wishId = uuidFrom('orphan', company.id, intentId);
  await openWish(tx, company.id, { id: wishId, booking, at });
  await storeSeen(tx, company, { seen, origin: { wish_id: wishId, call_id: null, intent_id: null }, at });
  const appointment = must(await appointmentByUid(tx, company.id, booking.uid), 'it was stored just now');
  await openCallbackAbout(tx, {
    company, appointment, wishId, id: uuidFrom('orphan-callback', wishId), priority: 'urgent', errorType: 'partial_booking',
    reason: 'Im Kalender steht eine Buchung aus einem Anruf, von dem hier nichts bekannt ist. Bitte beim Kunden rückversichern.',
    notes: `Termin inzwischen gespeichert (${booking.uid}).`, at,
  });
  return done('orphan');
}

/** Of no call that we know, so it is written by hand. */
async function openWish(tx: Tx, companyId: string, opened: { id: string; booking: SeenBooking['booking']; at: number }): Promise<void> {
  const { id, booking, at } = opened;
  const requested = {
    startAt: booking.startAt,
    ...(booking.attendeeName === null ? {} : { customerName: booking.attendeeName }),
    ...(booking.attendeeEmail === null ? {} : { email: booking.attendeeEmail }),
  };
  await tx.run(
    `insert into wishes (company_id, id, call_id, intent, fate, requested, receipt, opened_at, updated_at) values ($1, $2, null, 'book', 'in_progress', $3, $2, $4, $4)
     on conflict (company_id, id) do nothing`,
    [companyId, id, JSON.stringify(requested), iso(at)],
  );
}
