import { slotAt } from '../../calendar/alternatives.ts';
import { fits, type Hints } from '../../booking/identify.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { MINUTE_MS } from '../../companies/wall-clock.ts';
import { must } from '../../platform/assert.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Said } from '../../language/understand/understand-when.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import { ask, askForStart } from '../ask.ts';
import { end, type Ended } from '../ending.ts';
import { endWithCallback } from '../failsafe.ts';
import { left, reserveMs, type Turn } from '../turn.ts';
import { endUnidentified, whatWasSaid } from './by-person.ts';
import { joinWish } from './cancel-appointment.ts';
import { changeAppointment, endDenied, endWithoutCalendar, keptAt, type Kept } from './change-appointment.ts';
import { hintsOf, isEmpty, saidOfMove, whenOfMove } from './change-wanted.ts';
import { endNotFree } from './end-not-free.ts';
import type { CallFunction } from './function.ts';
import { heldByOthers } from './hold.ts';
import { readOwn, type Own } from './own.ts';
import { pickOne, serviceName, speaking, spokenStart } from './pick-one.ts';

const TRIES = 3;

export const rescheduleAppointment: CallFunction = {
  intent: 'reschedule',
  async run(turn) {
    for (let tries = 0; tries < TRIES; tries++) {
      const ended = await reschedule(turn);
      if (ended !== null) return ended;
    }
    throw new Error('the appointment changed each time it was to be moved');
  },
};

async function reschedule(turn: Turn): Promise<Ended | null> {
  const own = await readOwn(turn);
  if (own.kind !== 'own') return await endUnidentified(turn, own, 'reschedule');
  const said = saidOfMove(turn, own.standing);
  const hints = hintsOf(turn, said.about);
  const before = movedBefore(turn, own, { hints, next: said.next });
  if (before !== null) return await endMovedBefore(turn, before);
  const picked = await pickOne(turn, own.standing, hints);
  if (picked.kind === 'ended') return picked.ended;
  const { appointment } = picked;
  const denied = await endDenied(turn, appointment, 'reschedule');
  if (denied !== null) return denied;
  const when = isEmpty(said.next) ? null : whenOfMove(turn, said.next, appointment);
  const question = when === null ? ask('needs_new_time', turn.say.needsNewTime(spokenStart(turn, appointment))) : askForStart(turn, when);
  if (question !== null) {
    // Whatever is missing is missing for the new time; what is wrong with it keeps its own word.
    const status = question.status === 'missing_required_fields' ? 'needs_new_time' : question.status;
    return await end(turn, { answer: () => ({ ...question, status, appointment_id: appointment.id }) });
  }
  const startAt = must(when?.startAt ?? null, 'the new start was asked for');
  if (startAt === appointment.starts_at) return await endMovedBefore(turn, appointment);
  const kept = keptAt(turn, appointment);
  if (kept === null) return await endWithoutCalendar(turn, 'reschedule');
  // Only a plain "no" means "check first" (contract section 3, `confirm_reschedule`). Without the argument the move is made:
  // the calendar itself refuses a taken time and keeps the old one, and a question here would leave flows that do not know it in a loop.
  if (turn.args.confirmation === false) return await checkOnly(turn, kept, startAt);
  return await changeAppointment(turn, { kept, kind: 'reschedule', startAt });
}

/** The appointment that this very move has led to, where the request repeats one that was made. */
function movedBefore(turn: Turn, own: Extract<Own, { kind: 'own' }>, { hints, next }: { hints: Hints; next: Said }): OwnAppointment | null {
  if (isEmpty(next)) return null;
  for (const old of own.cancelled) {
    if (!fits(old, hints, turn.company.timeZone)) continue;
    const successor = own.standing.find((appointment) => appointment.id === old.replaced_by);
    if (successor !== undefined && whenOfMove(turn, next, old).startAt === successor.starts_at) return successor;
  }
  return null;
}

async function endMovedBefore(turn: Turn, appointment: OwnAppointment): Promise<Ended> {
  joinWish(turn, appointment);
  return await end(turn, {
    // As the wish that made the move it has its appointment; any other finds fulfilled what it asks for.
    closed: appointment.changed_by_wish === null ? { reason: 'rescheduled', appointmentId: appointment.id } : null,
    answer: () => ({
      success: true, status: 'rescheduled', message: turn.say.alreadyMoved(spokenStart(turn, appointment), serviceName(turn, appointment)),
      appointment_id: appointment.id, booking_uid: appointment.booking_uid, start: isoInZone(appointment.starts_at, turn.company.timeZone),
    }),
  });
}

async function checkOnly(turn: Turn, kept: Kept, startAt: EpochMs): Promise<Ended> {
  const { say, company } = turn;
  const { appointment, calendar } = kept;
  const found = await calendar.slots({
    service: kept.called, fromAt: startAt, untilAt: startAt + MINUTE_MS, timeZone: company.timeZone, staffId: null,
    movingUid: appointment.booking_uid, budgetMs: Math.max(200, (left(turn) - reserveMs(turn)) * 0.6),
  });
  if (found.kind !== 'done') {
    return await endWithCallback(
      turn,
      {
        reason: 'Der Kalender konnte für eine Verschiebung nicht gelesen werden.', errorType: 'api_error', priority: 'normal', notes: whatWasSaid(turn),
        context: { requested_time: isoInZone(startAt, company.timeZone), error_during: 'availability_check', original_error: found.detail },
      },
      { answer: () => ask('error', say.calendarUnreadable()) },
    );
  }
  const held = await heldByOthers(turn, kept.service);
  if (slotAt(found.value, startAt) === null || held.includes(startAt)) return await endNotFree(turn, kept, { startAt });
  const spoken = say.readyToMove(speakWhen(startAt, speaking(turn)), spokenStart(turn, appointment));
  return await end(turn, { answer: () => ({ success: false, status: 'ready_for_confirmation', message: spoken, appointment_id: appointment.id, start: isoInZone(startAt, company.timeZone) }) });
}
