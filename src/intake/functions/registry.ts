// Every function of the voice contract by name and alias.
import type { Arguments } from '../arguments.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { checkAvailability, getAlternatives } from './check-availability.ts';
import { checkCustomer, currentContext } from './customer.ts';
import type { CallFunction } from './function.ts';
import { listServices, openingHours, parseDate, type Informing } from './inform.ts';
import { queryAppointment } from './query-appointment.ts';
import { requestCallback, unknownFunction } from './request-callback.ts';
import { rescheduleAppointment } from './reschedule-appointment.ts';
import { releaseSlot, reserveSlot } from './reserve-slot.ts';
import { serviceInfo } from './service-info.ts';

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
  reserve_slot: { kind: 'wish', function: reserveSlot },
  release_slot_reservation: { kind: 'wish', function: releaseSlot },
  reschedule_appointment: { kind: 'wish', function: rescheduleAppointment },
  cancel_appointment: { kind: 'wish', function: cancelAppointment },
  query_appointment: { kind: 'wish', function: queryAppointment },
  request_callback: { kind: 'wish', function: requestCallback },
  parse_date: { kind: 'inform', inform: parseDate },
  list_services: { kind: 'inform', inform: listServices },
  get_service_info: { kind: 'inform', inform: serviceInfo },
  check_customer: { kind: 'inform', inform: checkCustomer },
  initialize_call: { kind: 'inform', inform: currentContext },
  get_current_context: { kind: 'inform', inform: currentContext },
  get_opening_hours: { kind: 'inform', inform: openingHours },
}));

/** Names and aliases; every one has its definition for voice agents (src/retell/functions.ts). */
export const SERVED_NAMES: readonly string[] = [...SERVED.keys()];

/** What serves the name. An unknown one is kept as a question where its arguments name a wish, else only answered. */
export function serve(name: string, args: Arguments): Served {
  const served = SERVED.get(name);
  if (served !== undefined) return served;
  return { kind: 'wish', function: unknownFunction(namesAWish(args) ? 'question' : null) };
}

export function isServed(name: string): boolean {
  return SERVED.has(name);
}

function namesAWish(args: Arguments): boolean {
  return [args.date, args.time, args.dateTime, args.service, args.reason, args.notes, args.newDate, args.newTime, args.oldDate, args.appointmentId].some(
    (value) => value !== null,
  );
}
