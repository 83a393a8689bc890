// From the saga's result to what is stored and said: the contract's table (section 4), for changes.
import { must, unreachable } from '../../platform/assert.ts';
import type { Booking } from '../../calendar/port.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { changeOf } from '../../booking/change-turned-up.ts';
import type { ChangeIntent } from '../../booking/change-intent.ts';
import type { ChangeResult } from '../../booking/decide-change.ts';
import { nextLookAt, nextPendingLookAt } from '../../booking/schedule.ts';
import type { IntentUpdate } from '../../booking/store-intent.ts';
import { appointmentFrom } from '../../booking/turned-up.ts';
import type { CallbackContext, ErrorType } from '../../callbacks/callback.ts';
import type { Priority } from '../../companies/company.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import type { Answer, Status } from '../answer.ts';
import { ask } from '../ask.ts';
import { end, endInDatabase, type Ended, type Ending } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import type { Turn } from '../turn.ts';
import { whatWasSaid } from './by-person.ts';
import type { Kept } from './change-appointment.ts';
import { endNotFree } from './end-not-free.ts';
import { serviceName, speaking, spokenStart } from './pick-one.ts';

export interface ChangeEnd {
  readonly kept: Kept;
  readonly intent: ChangeIntent;
  readonly result: ChangeResult;
  readonly mayHaveHappened: boolean;
}

export async function endChange(turn: Turn, change: ChangeEnd): Promise<Ended> {
  const { result, intent } = change;
  const { say } = turn;
  const part = { intent, intentUpdate: intentUpdate(turn, change) };
  const isCancel = intent.kind === 'cancel';
  switch (result.kind) {
    case 'done':
      return await endDone(turn, change, result.booking);
    case 'pending': {
      const { appointment, change: applied } = effectsOf(turn, intent, result.booking);
      return await end(turn, { ...part, appointment, change: applied, answer: () => ({ success: false, status: 'pending_confirmation', message: say.awaitsConfirmation(spokenTarget(turn, intent)), ...target(turn, intent) }) });
    }
    case 'not_free':
      return await endNotFree(turn, change.kept, { ...part, startAt: intent.startAt });
    case 'past':
      if (!isCancel) return await end(turn, { ...part, answer: () => ask('past_time', say.past(spokenTarget(turn, intent))) });
      return await byPerson(turn, change, { reason: 'Der Kalender nimmt die Absage nicht mehr an.', errorType: 'api_error', priority: 'high', context: { original_error: result.detail } });
    case 'gone':
      return await byPerson(turn, change, { reason: 'Der Termin steht so nicht mehr im Kalender; er wurde dort geändert.', errorType: 'api_error', priority: 'high', context: { original_error: result.detail } });
    case 'api_error':
      return await byPerson(turn, change, { reason: 'Der Kalender hat die Änderung mit einem Fehler beantwortet.', errorType: 'api_error', priority: 'high', context: { original_error: result.detail } });
    case 'exception':
      return await byPerson(turn, change, {
        reason: 'Die Antwort des Kalenders auf die Änderung ergibt keinen Sinn.', errorType: 'exception', priority: 'high',
        context: { error_during: 'booking_exception', exception_message: result.detail.slice(0, 500) },
      });
    case 'unconfirmed':
      return await byPerson(turn, change, {
        reason: 'Der Kalender hat auf die Änderung nicht geantwortet. Ob sie gemacht wurde, ist ungewiss.', errorType: 'partial_booking', priority: 'urgent',
        context: { original_error: result.detail }, spoken: { status: 'unconfirmed', message: isCancel ? say.cancelUnconfirmed() : say.unconfirmed() },
      });
    default:
      return unreachable(result);
  }
}

/** Said as done only once it is stored here too; else both sides could come to differ, and a person has to look. */
async function endDone(turn: Turn, change: ChangeEnd, booking: Booking): Promise<Ended> {
  const { intent } = change;
  const { say } = turn;
  const stored = { intent, intentUpdate: intentUpdate(turn, change), ...effectsOf(turn, intent, booking) };
  const fulfilled = { wishId: must(turn.wish, 'a change belongs to a wish').id, bookingUid: booking.uid, intentId: intent.id };
  const ended = await endInDatabase(turn, { ...stored, fulfilled, answer: () => doneAnswer(turn, change, booking) });
  if (ended.kind === 'stored') return ended;
  return await byPerson(turn, change, {
    reason: intent.kind === 'cancel' ? 'Der Termin ist im Kalender abgesagt, das konnte hier aber nicht gespeichert werden.' : 'Der Termin ist im Kalender verschoben, das konnte hier aber nicht gespeichert werden.',
    errorType: 'partial_booking', priority: 'urgent',
    context: { calcom_booking_id: booking.uid, appointment_error: ended.error.message.slice(0, 500) },
    spoken: { status: 'partial_booking', message: intent.kind === 'cancel' ? say.cancelPartial() : say.partialBooking() },
    stored,
  });
}

/** What the calendar's yes means for our own rows. A wish that another call's attempt fulfils has no row of its own to prove it. */
function effectsOf(turn: Turn, intent: ChangeIntent, booking: Booking): Pick<Required<Ending>, 'appointment' | 'change' | 'closed'> {
  const isCancel = intent.kind === 'cancel';
  const appointment = isCancel ? null : appointmentFrom(intent, booking, turn.intake.world.clock.now());
  const isForeign = intent.wishId !== turn.wish?.id;
  const reason = isCancel ? 'cancelled' : 'rescheduled';
  return { appointment, change: changeOf(intent, booking), closed: isCancel || isForeign ? { reason, appointmentId: appointment?.id ?? intent.appointmentId } : null };
}

interface ByPerson {
  readonly reason: string;
  readonly errorType: ErrorType;
  readonly priority: Priority;
  readonly context: CallbackContext;
  readonly spoken?: { readonly status: Status; readonly message: string };
  readonly stored?: Omit<Ending, 'answer' | 'callback'>;
}

async function byPerson(turn: Turn, change: ChangeEnd, { spoken, stored, ...why }: ByPerson): Promise<Ended> {
  const { intent } = change;
  const failsafe = intent.kind === 'cancel' ? turn.say.cancelFailsafe() : turn.say.failsafe();
  const { status, message } = spoken ?? { status: 'callback_queued' as const, message: failsafe };
  const wanted = intent.kind === 'cancel' ? 'Absage' : `Verschiebung auf ${spokenTarget(turn, intent)}`;
  const notes = [`${wanted} des Termins ${spokenStart(turn, change.kept.appointment)} (${intent.bookingUid})`, whatWasSaid(turn)].filter((line) => line !== null).join('\n');
  return await endWithCallback(
    turn,
    { ...why, notes, context: { requested_time: isoInZone(intent.startAt, turn.company.timeZone), service_id: change.kept.service.id, ...why.context } },
    { ...(stored ?? { intent, intentUpdate: intentUpdate(turn, change) }), answer: () => ({ success: false, status, message: promising(turn, message) }) },
  );
}

function intentUpdate(turn: Turn, { intent, result, mayHaveHappened }: ChangeEnd): IntentUpdate {
  const now = turn.intake.world.clock.now();
  const base = { id: intent.id, bookingUid: null, nextLookAt: null };
  if (result.kind === 'done') return { ...base, state: 'confirmed', bookingUid: result.booking.uid, detail: null };
  if (result.kind === 'pending') return { ...base, state: 'pending', bookingUid: result.booking.uid, detail: null, nextLookAt: nextPendingLookAt(0, now) };
  if (mayHaveHappened) return { ...base, state: 'unknown', detail: result.detail, nextLookAt: must(nextLookAt(0, now), 'the first look has an instant') };
  return { ...base, state: 'refused', detail: result.detail };
}

function doneAnswer(turn: Turn, { kept, intent }: ChangeEnd, booking: Booking): Answer {
  const { say, company } = turn;
  const service = serviceName(turn, kept.appointment);
  if (intent.kind === 'cancel') {
    return { success: true, status: 'cancelled', message: say.cancelled(spokenStart(turn, kept.appointment), service), appointment_id: intent.appointmentId, booking_uid: intent.bookingUid };
  }
  const appointment = appointmentFrom(intent, booking, turn.intake.world.clock.now());
  return { success: true, status: 'rescheduled', message: say.moved(spokenTarget(turn, intent), service), appointment_id: appointment.id, booking_uid: booking.uid, start: isoInZone(booking.startAt, company.timeZone) };
}

function spokenTarget(turn: Turn, intent: ChangeIntent): string {
  return speakWhen(intent.startAt, speaking(turn));
}

function target(turn: Turn, intent: ChangeIntent): Pick<Answer, 'start'> {
  return { start: isoInZone(intent.startAt, turn.company.timeZone) };
}
