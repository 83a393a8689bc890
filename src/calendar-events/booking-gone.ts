// A booking was cancelled at the calendar, or its host declined it.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import { changeTurnedUp } from '../booking/change-turned-up.ts';
import { isChange } from '../booking/change-intent.ts';
import { bookingDeclined } from '../booking/declined.ts';
import { followGone, lockWishesOf } from '../wishes/appointment-gone.ts';
import { announce, appointmentByUid, lockedAppointment, type AppointmentRow } from './appointment-row.ts';
import { bookingStands, isUnderWay, lockedIntent } from './booking-stands.ts';
import { openCallbackAbout } from './callback-about.ts';
import { changesOf } from './own-changes.ts';
import { byCustomer, done, type Applied, type SeenBooking, type Sighting } from './seen-booking.ts';

export async function bookingGone(tx: Tx, sighting: Sighting, seen: SeenBooking): Promise<Applied> {
  const { company, at } = sighting;
  const { booking } = seen;
  let row = await appointmentByUid(tx, company.id, booking.uid);
  if (row === null) {
    // First what it was, then what became of it: so it comes to the same in whichever order the two are heard.
    const stood = await bookingStands(tx, sighting, { ...seen, booking: { ...booking, status: booking.status === 'rejected' ? 'pending' : 'accepted' } });
    row = await appointmentByUid(tx, company.id, booking.uid);
    if (row === null || stood.kind === 'wait') return stood;
  }
  if (row.status === 'cancelled') return done('known');
  const changes = await changesOf(tx, company.id, row.id);
  const held = changes.find((change) => isUnderWay(change, at));
  if (held !== undefined) return { kind: 'wait', untilAt: held.held_until ?? at };
  const own = changes.find(({ request, state }) => isChange(request) && request.kind === 'cancel' && state !== 'refused' && state !== 'confirmed');
  if (own !== undefined && isChange(own.request)) {
    const intent = await lockedIntent(tx, company.id, own.id);
    if (intent !== null) await changeTurnedUp(tx, { company, row: intent, intent: own.request, booking: { ...booking, status: 'cancelled' }, at });
    return done('cancelled');
  }
  return await cancelledByOthers(tx, sighting, { row, seen });
}

async function cancelledByOthers(tx: Tx, sighting: Sighting, gone: { row: AppointmentRow; seen: SeenBooking }): Promise<Applied> {
  const { company, at } = sighting;
  const { row, seen } = gone;
  await lockWishesOf(tx, company.id, { appointmentId: row.id, madeFor: row.wish_id });
  // A call of our own may have stored its cancellation since: then its caller knows.
  if ((await lockedAppointment(tx, company.id, row.id))?.status === 'cancelled') return done('known');
  const waits = row.status === 'pending' && row.intent_id !== null ? await lockedIntent(tx, company.id, row.intent_id) : null;
  const declined = waits?.state === 'pending' && !byCustomer(seen);
  if (declined) await bookingDeclined(tx, { company, row: waits, why: 'declined', at });
  await tx.run(
    `update appointments set status = 'cancelled', customer_knows = $5, cancelled_at = coalesce(cancelled_at, $3), cancel_reason = coalesce(cancel_reason, $4), updated_at = greatest(updated_at, $3)
     where company_id = $1 and id = $2`,
    [company.id, row.id, iso(at), seen.reason, byCustomer(seen)],
  );
  await tx.run(
    `update booking_intents set state = 'absent', next_look_at = null, held_until = null, updated_at = $3 where company_id = $1 and id = $2 and state = 'pending'`,
    [company.id, row.intent_id, iso(at)],
  );
  await tellOfLoss(tx, sighting, { row, seen, told: declined });
  await announce(tx, company.id, row.booking_uid);
  return done(declined ? 'declined' : 'cancelled');
}

/**
 * Who asked for the appointment in a call hears that it is gone, unless he cancelled it himself. One that was
 * entered at the calendar by hand concerns nobody here. `told`: its callback is open already.
 */
export async function tellOfLoss(tx: Tx, { company, at }: Sighting, lost: { row: AppointmentRow; seen: SeenBooking | null; told: boolean }): Promise<void> {
  const { row, seen, told } = lost;
  if (row.wish_id === null) return;
  const customers = seen !== null && byCustomer(seen);
  if (!customers && !told) {
    await openCallbackAbout(tx, {
      company, appointment: row, wishId: row.wish_id, id: lossId(row.id), priority: 'high', errorType: null,
      reason: 'Termin wurde im Kalender abgesagt. Der Kunde weiß womöglich nichts davon.', notes: seen?.reason ? `Grund im Kalender: ${seen.reason}` : null, at,
    });
  }
  await followGone(tx, company.id, {
    appointmentId: row.id, madeFor: row.wish_id, waited: row.status === 'pending', reason: customers ? 'cancelled_by_customer' : 'appointment_cancelled', at,
  });
}

/** The same for a cancellation that was heard of and for a booking that was found missing: it means one call. */
export function lossId(appointmentId: string): string {
  return uuidFrom('lost-at-calendar', appointmentId);
}
