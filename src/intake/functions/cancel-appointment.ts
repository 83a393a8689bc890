import { identify } from '../../booking/identify.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import { end, type Ended } from '../ending.ts';
import type { Turn } from '../turn.ts';
import { endUnidentified } from './by-person.ts';
import { changeAppointment, endDenied, endWithoutCalendar, keptAt } from './change-appointment.ts';
import { hintsOf, saidOfAppointment } from './change-wanted.ts';
import type { CallFunction } from './function.ts';
import { readOwn } from './own.ts';
import { pickOne, serviceName, spokenStart } from './pick-one.ts';

/** How often an appointment is identified anew because somebody else changed it meanwhile. */
const TRIES = 3;

export const cancelAppointment: CallFunction = {
  intent: 'cancel',
  async run(turn) {
    for (let tries = 0; tries < TRIES; tries++) {
      const ended = await cancel(turn);
      if (ended !== null) return ended;
    }
    throw new Error('the appointment changed each time it was to be cancelled');
  },
};

async function cancel(turn: Turn): Promise<Ended | null> {
  const own = await readOwn(turn);
  if (own.kind !== 'own') return await endUnidentified(turn, own, 'cancel');
  const hints = hintsOf(turn, saidOfAppointment(turn));
  const { timeZone } = turn.company;
  const given = own.cancelled.filter((appointment) => appointment.replaced_by === null);
  // The agent repeats itself: without this, its second request would cancel the next one that the caller has.
  const repeated = identify(given.filter((appointment) => appointment.changed_by_wish !== null), hints, timeZone);
  if (repeated.kind === 'one') return await endCancelledBefore(turn, repeated.appointment);
  const inEarlierCall = identify(own.standing, hints, timeZone).kind === 'one' ? null : identify(given, hints, timeZone);
  if (inEarlierCall?.kind === 'one' && own.standing.length === 0) return await endCancelledBefore(turn, inEarlierCall.appointment);
  const picked = await pickOne(turn, own.standing, hints);
  if (picked.kind === 'ended') return picked.ended;
  const { appointment } = picked;
  const denied = await endDenied(turn, appointment, 'cancel');
  if (denied !== null) return denied;
  const kept = keptAt(turn, appointment);
  if (kept === null) return await endWithoutCalendar(turn, 'cancel');
  return await changeAppointment(turn, { kept, kind: 'cancel', startAt: appointment.starts_at });
}

/** Idempotent: what he wants is so already. Asked for in this very call it is the same wish. */
async function endCancelledBefore(turn: Turn, appointment: OwnAppointment): Promise<Ended> {
  joinWish(turn, appointment);
  return await end(turn, {
    closed: { reason: 'cancelled', appointmentId: appointment.id },
    answer: () => ({
      success: true, status: 'cancelled', message: turn.say.alreadyCancelled(spokenStart(turn, appointment), serviceName(turn, appointment)),
      appointment_id: appointment.id, booking_uid: appointment.booking_uid,
    }),
  });
}

export function joinWish(turn: Turn, { changed_by_wish: earlier }: OwnAppointment): void {
  if (turn.wish === null || earlier === null || earlier === turn.wish.id) return;
  turn.absorbedWishId = turn.wish.id;
  turn.wish = { ...turn.wish, id: earlier };
}
