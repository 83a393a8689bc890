// Which of his own appointments a caller means. What he says only narrows; it never reaches beyond his own, and
// where more than one is left he is asked.
import { wallClock } from '../companies/wall-clock.ts';
import { isUuid } from '../platform/uuid.ts';
import type { OwnAppointment } from './own-appointments.ts';

export interface Hints {
  /** 'YYYY-MM-DD' and 'HH:MM' in the branch's zone. */
  readonly date: string | null;
  readonly dateRange: { readonly from: string; readonly to: string } | null;
  readonly time: string | null;
  readonly serviceId: string | null;
  /** Written by the language model: may narrow, never select. */
  readonly appointmentId: string | null;
}

export type Identified =
  | { readonly kind: 'one'; readonly appointment: OwnAppointment }
  | { readonly kind: 'several'; readonly appointments: readonly OwnAppointment[] }
  /** He has some, but none like that. */
  | { readonly kind: 'none_fits'; readonly appointments: readonly OwnAppointment[] }
  | { readonly kind: 'none' };

export function identify(own: readonly OwnAppointment[], hints: Hints, timeZone: string): Identified {
  if (own.length === 0) return { kind: 'none' };
  const left = own.filter((appointment) => fits(appointment, hints, timeZone));
  const [first] = left;
  if (first === undefined) return { kind: 'none_fits', appointments: own };
  return left.length === 1 ? { kind: 'one', appointment: first } : { kind: 'several', appointments: left };
}

export function fits(appointment: OwnAppointment, hints: Hints, timeZone: string): boolean {
  const { date, minuteOfDay } = wallClock(appointment.starts_at, timeZone);
  const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  return (
    (hints.date === null || hints.date === date) &&
    (hints.dateRange === null || (hints.dateRange.from <= date && date <= hints.dateRange.to)) &&
    (hints.time === null || hints.time === time) &&
    (hints.serviceId === null || hints.serviceId === appointment.service_id) &&
    (!namesOne(hints.appointmentId) || hints.appointmentId.toLowerCase() === appointment.id || hints.appointmentId === appointment.booking_uid)
  );
}

/** Models fill the field with '1' or 'termin' as well; only what has the shape of an id that we gave out says anything. */
function namesOne(id: string | null): id is string {
  return id !== null && (isUuid(id.toLowerCase()) || /^[\w-]{20,40}$/.test(id));
}
