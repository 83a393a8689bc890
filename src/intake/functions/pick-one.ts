// One of the caller's own appointments, or the question that finds out which.
import { identify, type Hints } from '../../booking/identify.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import { speakShort, speakWhen } from '../../language/speak/speak-when.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { unreachable } from '../../platform/assert.ts';
import { ask } from '../ask.ts';
import { end, type Ended } from '../ending.ts';
import type { Turn } from '../turn.ts';
import { endByPerson } from './by-person.ts';

export type Picked = { readonly kind: 'one'; readonly appointment: OwnAppointment } | { readonly kind: 'ended'; readonly ended: Ended };

const NAMED_AT_MOST = 5;

export async function pickOne(turn: Turn, standing: readonly OwnAppointment[], hints: Hints): Promise<Picked> {
  const { say } = turn;
  const identified = identify(standing, hints, turn.company.timeZone);
  switch (identified.kind) {
    case 'one':
      return identified;
    case 'several':
      return { kind: 'ended', ended: await end(turn, { answer: () => ({ ...ask('multiple_found', say.whichAppointment(listed(turn, identified.appointments))), appointments: shown(turn, identified.appointments) }) }) };
    case 'none_fits':
      return { kind: 'ended', ended: await end(turn, { answer: () => ({ ...ask('not_found', say.noSuchAppointment(listed(turn, identified.appointments))), appointments: shown(turn, identified.appointments) }) }) };
    case 'none':
      // It may have been made elsewhere, at the desk or under another number: a person finds it.
      return {
        kind: 'ended',
        ended: await endByPerson(
          turn,
          { reason: 'Unter der Nummer des Anrufers wurde kein kommender Termin gefunden, den er ändern möchte.', errorType: null, priority: 'high', context: {} },
          { status: 'not_found', message: (until) => say.noAppointmentCallback(until) },
        ),
      };
    default:
      return unreachable(identified);
  }
}

/** „einen Termin für Herrenhaarschnitt am Montag, 1. Dezember, um 10 Uhr und …“ */
export function listed(turn: Turn, appointments: readonly OwnAppointment[]): string {
  return turn.say.list(appointments.slice(0, NAMED_AT_MOST).map((a) => turn.say.ownAppointment(speakShort(a.starts_at, speaking(turn)), serviceName(turn, a))), 'and');
}

export function shown(turn: Turn, appointments: readonly OwnAppointment[]) {
  return appointments.slice(0, NAMED_AT_MOST).map((a) => ({
    appointment_id: a.id, start: isoInZone(a.starts_at, turn.company.timeZone), service: serviceName(turn, a), spoken: speakShort(a.starts_at, speaking(turn)),
  }));
}

export function spokenStart(turn: Turn, appointment: Pick<OwnAppointment, 'starts_at'>): string {
  return speakWhen(appointment.starts_at, speaking(turn));
}

export function serviceName(turn: Turn, { service_id: id }: Pick<OwnAppointment, 'service_id'>): string {
  return turn.company.services.find((service) => service.id === id)?.name ?? (turn.company.locale === 'en' ? 'your visit' : 'Ihren Besuch');
}

export function speaking(turn: Turn) {
  return { timeZone: turn.company.timeZone, locale: turn.company.locale, now: turn.receivedAt };
}
