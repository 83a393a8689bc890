// From an identified appointment to its change at the calendar: intent, saga, ending. Moving and cancelling share it.
import { calendarService } from '../../calendar/calendars.ts';
import type { Booking, Calendar, CalendarService, Outcome } from '../../calendar/port.ts';
import { deniedBy } from '../../booking/appointment-rules.ts';
import { changeTurnedUp } from '../../booking/change-turned-up.ts';
import type { ChangeIntent } from '../../booking/change-intent.ts';
import { cancelledAs, standsAs, type ChangeKind } from '../../booking/decide-change.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import { runChange } from '../../booking/run-change.ts';
import { readIntent } from '../../booking/store-intent.ts';
import { lockWish } from '../../booking/turned-up.ts';
import type { Service } from '../../companies/company.ts';
import { must } from '../../platform/assert.ts';
import { messageOf } from '../../platform/errors.ts';
import type { EpochMs } from '../../platform/world.ts';
import { ask } from '../ask.ts';
import { end, type Ended } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import { left, reserveMs, type Turn } from '../turn.ts';
import { endByPerson, endUnidentified, whatWasSaid } from './by-person.ts';
import { endChange } from './end-change.ts';
import { takeChange } from './take-change.ts';

/** Where an appointment is kept. */
export interface Kept {
  readonly appointment: OwnAppointment;
  readonly service: Service;
  readonly calendar: Calendar;
  readonly called: CalendarService;
}

/** null where its service or calendar is not there any more: then a person has to look. */
export function keptAt(turn: Turn, appointment: OwnAppointment): Kept | null {
  const { company } = turn;
  const service = company.services.find((s) => s.id === appointment.service_id);
  const branch = company.branches.find((b) => b.id === appointment.branch_id) ?? turn.branch ?? company.branches[0];
  if (service === undefined || branch === undefined || service.calendar.provider !== appointment.provider) return null;
  const calendar = turn.intake.calendars.for(company, service);
  return calendar === null ? null : { appointment, service, calendar, called: calendarService(service, branch) };
}

export async function endWithoutCalendar(turn: Turn, kind: ChangeKind): Promise<Ended> {
  return await endWithCallback(
    turn,
    { reason: 'Die Leistung dieses Termins ist mit keinem Kalender mehr verbunden.', errorType: 'api_error', priority: 'high', context: { original_error: 'no calendar is connected for this appointment' }, notes: whatWasSaid(turn) },
    { answer: () => ({ success: false, status: 'callback_queued', message: promising(turn, kind === 'cancel' ? turn.say.cancelFailsafe() : turn.say.failsafe()) }) },
  );
}

/** The ending where the company does not let callers make this change; null where it does. */
export async function endDenied(turn: Turn, appointment: OwnAppointment, kind: ChangeKind): Promise<Ended | null> {
  const { say, company } = turn;
  const policy = company.appointments;
  const denied = deniedBy(policy, { kind, startAt: appointment.starts_at, rescheduleCount: appointment.reschedule_count, now: turn.intake.world.clock.now() });
  if (denied === null) return null;
  const message = (until: string): string =>
    denied.kind === 'too_late' ? say.tooLate(say.duration(denied.noticeMinutes), policy.feeText, until) : say.tooOften(policy.feeText, until);
  return await endByPerson(
    turn,
    { reason: denied.kind === 'too_late' ? 'Die Änderung kommt später, als die Regeln des Betriebs es erlauben.' : 'Der Termin wurde schon so oft verschoben, wie die Regeln des Betriebs es erlauben.', errorType: null, priority: 'normal', context: {} },
    { status: 'denied', message, extra: { appointment_id: appointment.id } },
  );
}

export interface Change {
  readonly kept: Kept;
  readonly kind: ChangeKind;
  /** The new start; of a cancellation its own. */
  readonly startAt: EpochMs;
}

/** null: the appointment is not what it was any more, and has to be identified anew. */
export async function changeAppointment(turn: Turn, change: Change): Promise<Ended | null> {
  const { kept, kind } = change;
  const taken = await takeChange(turn, draftOf(turn, change));
  switch (taken.kind) {
    case 'again':
      return null;
    case 'under_way':
      return await end(turn, { answer: () => ask('pending_confirmation', turn.say.changeUnderWay()) });
    case 'database_down':
      return await endUnidentified(turn, taken, kind);
    case 'go': {
      const { intent } = taken;
      const timeMs = Math.max(300, left(turn) - reserveMs(turn));
      const ran = await runChange({ world: turn.intake.world, calendar: kept.calendar, intent, begin: taken.begin, timeMs, onLate: (outcome) => void followLateChange(turn, intent, outcome) });
      return await endChange(turn, { kept, intent, ...ran });
    }
  }
}

function draftOf(turn: Turn, { kept, kind, startAt }: Change): Omit<ChangeIntent, 'id' | 'attempt'> {
  const { appointment } = kept;
  const { locale, timeZone } = turn.company;
  return {
    kind, startAt, timeZone,
    appointmentId: appointment.id,
    bookingUid: appointment.booking_uid,
    reason: turn.args.reason ?? (kind === 'cancel' ? 'telefonisch abgesagt' : 'telefonisch verschoben'),
    wishId: must(turn.wish, 'a change belongs to a wish').id,
    callId: turn.call.id,
    receipt: turn.receipt,
    service: kept.called,
    branchId: appointment.branch_id,
    attendee: { name: appointment.customer_name ?? '', email: appointment.customer_email, phone: appointment.phone_number, language: locale },
    staffId: appointment.staff_id,
    notes: appointment.notes,
    createdAt: turn.intake.world.clock.now(),
  };
}

/** The calendar's answer came after the caller had to be answered. A yes is stored at once, the rest is left to the look that is due. Never throws. */
async function followLateChange(turn: Turn, intent: ChangeIntent, outcome: Outcome<Booking>): Promise<void> {
  if (outcome.kind !== 'done') return;
  const booking = outcome.value;
  if ((intent.kind === 'cancel' ? cancelledAs(booking) : standsAs(booking)).kind !== 'done') return;
  const { intake, company } = turn;
  try {
    await intake.database.inCompany(company.id, async (tx) => {
      await lockWish(tx, company.id, intent.wishId);
      const row = await readIntent(tx, company.id, intent.id);
      if (row !== null) await changeTurnedUp(tx, { company, row, intent, booking, at: intake.world.clock.now() });
    });
  } catch (error) {
    intake.world.log.warn({ event: 'booking.late_answer_not_stored', company: company.slug, intent_id: intent.id, error: messageOf(error) }, 'a late answer of the calendar could not be stored; it will be looked for');
  }
}
