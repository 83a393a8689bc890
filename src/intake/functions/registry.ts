// Every function of the voice contract by name and alias.
import type { Arguments } from '../arguments.ts';
import { bookAppointment } from './book-appointment.ts';
import { checkAvailability, getAlternatives } from './check-availability.ts';
import type { CallFunction } from './function.ts';
import { listServices, openingHours, parseDate, type Informing } from './inform.ts';
import { requestCallback, unknownFunction } from './request-callback.ts';

export type Served = { readonly kind: 'wish'; readonly function: CallFunction } | { readonly kind: 'inform'; readonly inform: Informing };

// A Map, because the name comes from outside and 'constructor' is a property of every object.
const SERVED: ReadonlyMap<string, Served> = new Map(Object.entries<Served>({
  check_availability: { kind: 'wish', function: checkAvailability },
  get_alternatives: { kind: 'wish', function: getAlternatives },
  find_next_available: { kind: 'wish', function: getAlternatives },
  book_appointment: { kind: 'wish', function: bookAppointment },
  start_booking: { kind: 'wish', function: bookAppointment },
  confirm_booking: { kind: 'wish', function: bookAppointment },
  collect_appointment_data: { kind: 'wish', function: bookAppointment },
  request_callback: { kind: 'wish', function: requestCallback },
  parse_date: { kind: 'inform', inform: parseDate },
  list_services: { kind: 'inform', inform: listServices },
  get_opening_hours: { kind: 'inform', inform: openingHours },
}));

/** Functions of the contract that move or end an appointment; until they are served, a person does it. */
const BY_PERSON: ReadonlyMap<string, 'reschedule' | 'cancel'> = new Map([
  ['reschedule_appointment', 'reschedule'],
  ['cancel_appointment', 'cancel'],
]);

/** What serves the name. An unknown one is kept as a question where its arguments name a wish, else only answered. */
export function serve(name: string, args: Arguments): Served {
  const served = SERVED.get(name);
  if (served !== undefined) return served;
  const intent = BY_PERSON.get(name) ?? (namesAWish(args) ? 'question' : null);
  return { kind: 'wish', function: unknownFunction(intent) };
}

function namesAWish(args: Arguments): boolean {
  return [args.date, args.time, args.dateTime, args.service, args.reason, args.notes, args.newDate, args.newTime, args.oldDate, args.appointmentId].some(
    (value) => value !== null,
  );
}
