import { isoInZone } from '../../companies/iso-in-zone.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import { isSamePerson } from '../../booking/same-person.ts';
import type { BookingIntent } from '../../booking/intent.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import type { Answer } from '../answer.ts';
import type { Ending } from '../ending.ts';
import type { Turn } from '../turn.ts';
import { readOwn } from './own.ts';

/**
 * The caller's own appointment for this service at this start: then the slot is taken by himself, and „gerade vergeben“
 * would make him take a second one (field failure 7). Null for whoever cannot be recognised by number and name.
 */
export async function ownAtThatTime(turn: Turn, intent: BookingIntent): Promise<OwnAppointment | null> {
  const own = await readOwn(turn);
  if (own.kind !== 'own') return null;
  const { name } = intent.attendee;
  const same = own.standing.filter(({ starts_at: at, service_id: service, status }) => at === intent.startAt && service === intent.service.serviceId && status === 'booked');
  return same.find(({ customer_name: stored }) => stored !== null && isSamePerson(name, stored)) ?? null;
}

/** He holds what he asks for. */
export function alreadyHeld(turn: Turn, appointment: OwnAppointment, serviceName: string): Required<Pick<Ending, 'closed' | 'answer'>> {
  const { timeZone, locale } = turn.company;
  const when = speakWhen(appointment.starts_at, { timeZone, locale, now: turn.receivedAt });
  return {
    closed: { reason: 'already_booked', appointmentId: appointment.id },
    answer: (): Answer => ({
      success: true, status: 'duplicate_detected', message: turn.say.alreadyBooked(when, serviceName),
      appointment_id: appointment.id, booking_uid: appointment.booking_uid, start: isoInZone(appointment.starts_at, timeZone),
    }),
  };
}
