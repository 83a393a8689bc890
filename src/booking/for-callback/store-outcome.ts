// What a booking for a callback came to, in one transaction: the appointment, the intent, the callback and its wish.
import { addCallbackEvent } from '../../callbacks/callback-events.ts';
import { changeCallback } from '../../callbacks/change-callback.ts';
import { actorText } from '../../companies/actor.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { announceChange } from '../../outbox/announce-change.ts';
import type { Tx } from '../../platform/database.ts';
import type { Booking } from '../../calendar/port.ts';
import { settleFate } from '../../wishes/store-wish.ts';
import type { BookingIntent } from '../intent.ts';
import { storeAppointment } from '../store-appointment.ts';
import { updateIntent } from '../store-intent.ts';
import type { IntentUpdate } from '../store-intent.ts';
import { anotherThan, appointmentFrom, lockWish, tellOfTwo } from '../turned-up.ts';
import type { Acting, Held } from './acting.ts';

export interface Standing {
  readonly intent: BookingIntent;
  readonly booking: Booking;
  readonly adopted: boolean;
  readonly keepOpen: boolean;
}

/** The booking is accepted: its appointment is stored, and the callback is done with it unless it is to stay open. */
export async function storeStanding(tx: Tx, acting: Acting, { intent, booking, adopted, keepOpen }: Standing): Promise<{ held: Held; closed: boolean; overtaken: boolean }> {
  const { desk, callbackId } = acting;
  const held = await storeHeld(tx, acting, { intent, booking });
  const detail = { booking_uid: booking.uid, start: isoInZone(booking.startAt, desk.company.timeZone), adopted };
  // What was set aside may have turned up while this one was on its way: somebody has to cancel one of the two.
  const another = await anotherThan(tx, desk.company.id, { wishId: intent.wishId, appointmentId: held.appointmentId });
  const stays = keepOpen || another !== null;
  // before the callback is locked, as whoever stores one locks its caller first
  if (another?.booked === true) await tellOfTwo(tx, { company: desk.company, intent, bookingUid: booking.uid, at: acting.world.clock.now() });
  const event = stays
    ? ({ kind: 'link', appointmentId: held.appointmentId, why: adopted ? 'booking_adopted' : 'booked_by_hand' } as const)
    : ({ kind: 'complete', resolution: 'appointment_booked', notes: null, appointmentId: held.appointmentId } as const);
  const change = await changeCallback(tx, desk, { id: callbackId, event, detail });
  // Closed by somebody in the meantime: the appointment stands all the same, and is stored.
  const overtaken = change.kind === 'refused';
  if (overtaken) await note(tx, acting, { outcome: 'booked', ...detail });
  return { held, closed: overtaken || !stays, overtaken };
}

/** Accepted or waiting for its host. The appointment's id comes from what the calendar calls it where nobody here had tried it. */
export async function storeHeld(tx: Tx, acting: Acting, { intent, booking }: Pick<Standing, 'intent' | 'booking'>): Promise<Held> {
  const { desk } = acting;
  await lockWish(tx, desk.company.id, intent.wishId);
  const appointmentId = await storeAppointment(tx, desk.company.id, appointmentFrom(intent, booking, desk.now));
  await tx.run(
    `update appointments set wish_id = coalesce(wish_id, $3), updated_at = greatest(updated_at, to_timestamp($4::double precision / 1000)) where company_id = $1 and id = $2`,
    [desk.company.id, appointmentId, intent.wishId, desk.now],
  );
  await settleFate(tx, desk.company.id, intent.wishId, desk.now);
  return { appointmentId, bookingUid: booking.uid, startAt: booking.startAt };
}

export async function storeIntentUpdate(tx: Tx, acting: Acting, update: IntentUpdate): Promise<void> {
  await updateIntent(tx, acting.desk.company.id, update, acting.world.clock.now());
}

/** A line in the timeline for a try that changed nothing else. */
export async function note(tx: Tx, acting: Acting, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const { desk, world, callbackId } = acting;
  await addCallbackEvent(tx, desk.company.id, { id: world.ids.next(), callbackId, at: world.clock.now(), actor: actorText(desk.actor), kind: 'booking_tried', detail });
}

/** Whoever watches the callback sees what is being done at this moment. Nothing is stored. */
export async function tellStep(tx: Tx, acting: Acting, step: 'looking' | 'booking' | 'storing'): Promise<void> {
  await announceChange(tx, acting.desk.company.id, { kind: 'booking_step', id: acting.callbackId, told: `${acting.callbackId}:${step}` });
}
