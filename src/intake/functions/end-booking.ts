// From the saga's result to what is stored and said: one row of the contract's table (section 4) per case.
import { must, unreachable } from '../../platform/assert.ts';
import type { Booking } from '../../calendar/port.ts';
import type { Service } from '../../companies/company.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import type { AppointmentDraft } from '../../booking/appointment.ts';
import type { Because, SagaResult } from '../../booking/decide.ts';
import type { BookingIntent } from '../../booking/intent.ts';
import { nextLookAt, nextPendingLookAt } from '../../booking/schedule.ts';
import type { IntentUpdate } from '../../booking/store-intent.ts';
import { appointmentFrom } from '../../booking/turned-up.ts';
import type { CallbackReason } from '../../callbacks/open-failsafe.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import type { Answer } from '../answer.ts';
import { ask } from '../ask.ts';
import { end, endInDatabase, type Ended } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import { spokenDeadline } from '../spoken-deadline.ts';
import type { Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';
import { requestedContext } from './check-availability.ts';
import { closedThen } from './closed-then.ts';
import { offer } from './offer.ts';
import { alreadyHeld, ownAtThatTime } from './own-slot.ts';

export interface BookingEnd {
  readonly intent: BookingIntent;
  readonly service: Service;
  readonly result: SagaResult;
  readonly mayExist: boolean;
}

export async function endBooking(turn: Turn, wanted: Wanted, booking: BookingEnd): Promise<Ended> {
  const { result } = booking;
  const part = { intent: booking.intent, intentUpdate: intentUpdate(turn, booking) };
  if (part.intentUpdate.state === 'refused') turn.intake.live.attemptRefused(booking.intent.id);
  const taken = result.kind === 'no_availability' || (result.kind === 'alternatives' && result.because === 'slot_taken');
  const own = taken ? await ownAtThatTime(turn, booking.intent) : null;
  if (own !== null) return await end(turn, { ...part, ...alreadyHeld(turn, own, booking.service.name) });
  switch (result.kind) {
    case 'booked':
      return await endBooked(turn, wanted, { ...booking, booked: result.booking });
    case 'pending':
      return await end(turn, { ...part, appointment: appointmentOf(turn, booking.intent, result.booking), answer: () => pending(turn, booking.intent) });
    case 'alternatives': {
      const { spoken, alternatives } = offer(turn, result.slots);
      return await end(turn, { ...part, answer: () => ({ success: false, ...offering(turn, { because: result.because, spoken, startAt: booking.intent.startAt }), alternatives }) });
    }
    case 'no_availability':
      return await endWithCallback(
        turn,
        { reason: 'Der gewünschte Termin war vergeben, und im gesuchten Zeitraum war nichts anderes frei.', errorType: 'no_availability', priority: 'normal', context: { ...requestedContext(turn, wanted), original_error: result.detail } },
        { ...part, answer: (callback) => ({ success: false, status: 'no_availability', message: promising(turn, turn.say.noAvailability(spokenDeadline(turn, callback))) }) },
      );
    case 'unconfirmed':
      return await endWithCallback(
        turn,
        { reason: 'Der Kalender hat auf die Buchung nicht geantwortet. Ob der Termin steht, ist ungewiss.', errorType: 'partial_booking', priority: 'urgent', context: { ...requestedContext(turn, wanted), original_error: result.detail } },
        { ...part, answer: () => ({ success: false, status: 'unconfirmed', message: promising(turn, turn.say.unconfirmed()) }) },
      );
    case 'api_error':
      return await endWithCallback(turn, apiError(turn, wanted, result.detail), { ...part, answer: () => failsafeAnswer(turn) });
    case 'exception':
      return await endExceptionally(turn, wanted, { message: result.message, ...part });
    case 'past':
      return await end(turn, { ...part, answer: () => ask('past_time', turn.say.past(spokenStart(turn, booking.intent))) });
    case 'ask':
      return await end(turn, { ...part, answer: () => ask('missing_required_fields', result.for === 'email' ? turn.say.askEmail() : turn.say.askPhone()) });
    default:
      return unreachable(result);
  }
}

export async function endExceptionally(
  turn: Turn,
  wanted: Wanted,
  failed: { message: string; intent: BookingIntent | null; intentUpdate?: IntentUpdate },
): Promise<Ended> {
  const now = turn.intake.world.clock.now();
  const update = failed.intentUpdate ?? (failed.intent === null ? null : { id: failed.intent.id, state: 'unknown' as const, bookingUid: null, detail: failed.message.slice(0, 300), nextLookAt: nextLookAt(0, now) });
  return await endWithCallback(
    turn,
    {
      reason: 'Beim Buchen trat ein unerwarteter Fehler auf.',
      errorType: 'exception',
      priority: 'high',
      context: { ...requestedContext(turn, wanted), error_during: 'booking_exception', exception_message: failed.message.slice(0, 500) },
    },
    { intent: failed.intent, intentUpdate: update, answer: () => failsafeAnswer(turn) },
  );
}

/** Said as booked only once it is stored here too; else both sides could come to differ, and a person has to look. */
async function endBooked(turn: Turn, wanted: Wanted, booking: BookingEnd & { booked: Booking }): Promise<Ended> {
  const { intent, booked, service } = booking;
  const appointment = appointmentOf(turn, intent, booked);
  const parts = { intent, intentUpdate: intentUpdate(turn, booking), appointment };
  const fulfilled = { wishId: appointment.wishId, bookingUid: appointment.bookingUid, intentId: intent.id };
  const ended = await endInDatabase(turn, { ...parts, fulfilled, answer: () => bookedAnswer(turn, appointment, service) });
  if (ended.kind === 'stored') return ended;
  return await endWithCallback(
    turn,
    {
      reason: 'Die Buchung steht im Kalender, konnte hier aber nicht gespeichert werden.',
      errorType: 'partial_booking',
      priority: 'urgent',
      context: { ...requestedContext(turn, wanted), calcom_booking_id: booked.uid, appointment_error: withoutPaths(ended.error.message).slice(0, 500) },
    },
    { ...parts, answer: () => ({ success: false, status: 'partial_booking', message: promising(turn, turn.say.partialBooking()), booking_uid: booked.uid, start: isoInZone(booked.startAt, turn.company.timeZone) }) },
  );
}

function appointmentOf(turn: Turn, intent: BookingIntent, booking: Booking): AppointmentDraft {
  return appointmentFrom(intent, booking, turn.intake.world.clock.now());
}

/** Staff read this; where the database's files lie is none of their business. */
function withoutPaths(message: string): string {
  return message.replaceAll(/(?:\/[\w.-]+){2,}/g, '…');
}

function intentUpdate(turn: Turn, { intent, result, mayExist }: BookingEnd): IntentUpdate {
  const now = turn.intake.world.clock.now();
  const base = { id: intent.id, bookingUid: null, nextLookAt: null };
  if (result.kind === 'booked') return { ...base, state: 'confirmed', bookingUid: result.booking.uid, detail: null };
  if (result.kind === 'pending') return { ...base, state: 'pending', bookingUid: result.booking.uid, detail: null, nextLookAt: nextPendingLookAt(0, now) };
  const detail = 'detail' in result ? result.detail : result.kind;
  if (mayExist) return { ...base, state: 'unknown', detail, nextLookAt: must(nextLookAt(0, now), 'the first look has an instant') };
  const failed = result.kind === 'api_error' || (result.kind === 'alternatives' && result.because === 'api_error');
  return { ...base, state: 'refused', detail: failed ? `api_error: ${detail}` : detail };
}

function bookedAnswer(turn: Turn, appointment: AppointmentDraft, service: Service): Answer {
  const { timeZone, locale } = turn.company;
  return {
    success: true,
    status: 'booked',
    message: turn.say.booked(speakWhen(appointment.startAt, { timeZone, locale, now: turn.receivedAt }), service.name),
    appointment_id: appointment.id,
    booking_uid: appointment.bookingUid,
    start: isoInZone(appointment.startAt, timeZone),
  };
}

function pending(turn: Turn, intent: BookingIntent): Answer {
  return { success: false, status: 'pending_confirmation', message: turn.say.awaitsConfirmation(spokenStart(turn, intent)), start: isoInZone(intent.startAt, turn.company.timeZone) };
}

function offering(turn: Turn, offered: { because: Because; spoken: string; startAt: number }): Pick<Answer, 'status' | 'message'> {
  const { because, spoken } = offered;
  const closed = closedThen(turn, offered.startAt);
  if (closed !== null && because !== 'api_error') return { status: 'unavailable', message: `${closed} ${turn.say.canOffer(spoken)}` };
  switch (because) {
    case 'slot_taken':
      return { status: 'slot_taken', message: turn.say.slotTaken(spoken) };
    case 'outside_window':
      return { status: 'unavailable', message: turn.say.unavailable(null, spoken) };
    case 'api_error':
      return { status: 'unavailable', message: turn.say.couldNotBookOffer(spoken) };
  }
}

function apiError(turn: Turn, wanted: Wanted, detail: string): CallbackReason {
  return {
    reason: 'Der Kalender hat die Buchung mit einem Fehler beantwortet, und andere Termine ließen sich nicht finden.',
    errorType: 'api_error',
    priority: 'high',
    context: { ...requestedContext(turn, wanted), error_during: 'alternative_search', original_error: detail },
  };
}

function failsafeAnswer(turn: Turn): Answer {
  return { success: false, status: 'callback_queued', message: promising(turn, turn.say.failsafe()) };
}

function spokenStart(turn: Turn, intent: BookingIntent): string {
  return speakWhen(intent.startAt, { timeZone: turn.company.timeZone, locale: turn.company.locale, now: turn.receivedAt });
}
