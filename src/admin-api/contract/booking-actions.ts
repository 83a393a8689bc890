// What is done about the booking of a callback (contract, section 5). zod only.
import { z } from 'zod';
import { CALLBACK_EXAMPLE } from './desk-example.ts';

const start = z.iso.datetime({ offset: true, error: 'an ISO 8601 instant with its offset (2026-12-01T14:30:00+01:00)' });

const wish = {
  start: start.nullish().describe('When; default: what the caller asked for'),
  service: z.string().nullish().describe('Id or slug; default: what the caller asked for'),
  staff: z.string().nullish().describe('Id or slug'),
  customer_name: z.string().trim().min(1).max(200).nullish(),
  phone_number: z.string().trim().max(60).nullish(),
  customer_email: z.email().max(254).nullish(),
  keep_open: z.boolean().default(false).describe('The callback stays open although the appointment stands, because the customer has yet to be told'),
};

export const RetryBookingBody = z.object(wish).nullish().meta({ examples: [{}, { start: '2026-12-02T14:30:00+01:00', service: 'herrenhaarschnitt' }] });
export const ManualAppointmentBody = z.object({
  ...wish,
  start: start.describe('When'),
  notes: z.string().trim().max(2000).nullish(),
  book_at_calendar: z.boolean().default(true).describe('false: only here; for a service of the built-in calendar there is no difference'),
  force: z.boolean().default(false).describe('Entered although it overlaps; only where it is not booked at a calendar'),
}).meta({ examples: [{ start: '2026-12-02T14:30:00+01:00', service: 'herrenhaarschnitt', staff: 'anna', customer_name: 'Frau Sommer', phone_number: '030 1234567', book_at_calendar: true }] });

const slot = z.object({ start: z.string().describe('ISO 8601 with the branch’s offset'), spoken: z.string() });

export const BookingOutcome = z
  .object({
    outcome: z.enum(['booked', 'pending_confirmation', 'slot_taken', 'no_availability', 'unconfirmed', 'failed', 'past_time', 'incomplete', 'busy']),
    adopted: z.boolean().describe('It stood at the calendar already and was taken over; nothing was sent'),
    message: z.string().describe('For whoever pressed the button, in the company’s language'),
    missing: z.array(z.string()).describe('At incomplete: what has to be said'),
    alternatives: z.array(slot),
    unread: z.enum(['known', 'sought']).nullable().describe('At unconfirmed: the calendar could not be read, and nothing was sent. known: an appointment is noted already, only that it stands could not be seen; sought: an earlier attempt is still being looked for'),
    original_error: z.string().nullable(),
    appointment_id: z.uuid().nullable(),
    booking_uid: z.string().nullable(),
    start: z.string().nullable(),
    callback: z.unknown().describe('Callback, as it is now'),
  })
  .meta({
    id: 'BookingOutcome',
    examples: [{
      outcome: 'booked', adopted: false, message: 'Der Termin ist gebucht.', missing: [], alternatives: [], unread: null, original_error: null,
      appointment_id: '01932c07-7a50-7000-8000-0000000000f2', booking_uid: 'bk_9f2', start: '2026-12-02T14:30:00+01:00', callback: { ...CALLBACK_EXAMPLE, status: 'completed' },
    }],
  });
