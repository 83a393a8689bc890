import { left, reserveMs, type Turn } from '../turn.ts';
import { calendarService } from '../../calendar/calendars.ts';
import type { Calendar } from '../../calendar/port.ts';
import type { Service } from '../../companies/company.ts';
import { must } from '../../platform/assert.ts';
import { messageOf } from '../../platform/errors.ts';
import type { BookingIntent } from '../../booking/intent.ts';
import { runBooking } from '../../booking/run.ts';
import { notesOf } from '../../wishes/notes.ts';
import { followLate } from '../follow-late.ts';
import { ask, askForStart, askService, askStaff } from '../ask.ts';
import { end, type Ended } from '../ending.ts';
import { endWithCallback, reachable } from '../failsafe.ts';
import type { Wanted } from '../wanted.ts';
import { checkAvailability, freeTimes, requestedContext } from './check-availability.ts';
import { endBooking, endExceptionally } from './end-booking.ts';
import type { CallFunction } from './function.ts';
import { takeIntent } from './take-intent.ts';

export const bookAppointment: CallFunction = {
  intent: 'book',
  attempts: true,
  async run(turn, wanted) {
    // `bestaetigung: false` asks to check only (collect_appointment_data in its first step).
    if (turn.args.confirmation === false) return await checkAvailability.run(turn, wanted);
    const asked = turn.wish?.requested.phoneAsked === true;
    const question = whatIsMissing(turn, wanted);
    if (question !== null && asked && !hasContact(turn)) return await endWithoutNumber(turn, wanted);
    // „Vormittags“ is no start yet, but it is enough to offer some.
    const canOffer = wanted.when.problem === null && wanted.when.startAt === null && wanted.when.window !== null && (wanted.when.date ?? wanted.when.dateRange) !== null;
    if (question !== null && canOffer && wanted.service.kind === 'found') return await checkAvailability.run(turn, wanted);
    if (question !== null) return await end(turn, { answer: () => question });
    const service = must(wanted.service.kind === 'found' ? wanted.service.service : null, 'the service was asked for');
    const calendar = turn.intake.calendars.for(turn.company, service);
    if (calendar === null) return await endExceptionally(turn, wanted, { message: 'no calendar is connected for this service', intent: null });
    return await book(turn, wanted, { service, calendar });
  },
};

function whatIsMissing(turn: Turn, wanted: Wanted) {
  const missing = askService(turn, wanted) ?? askStaff(turn, wanted) ?? askForStart(turn, wanted.when);
  if (missing !== null) return missing;
  if (turn.wish?.requested.customerName === undefined) return ask('missing_customer_name', turn.say.askName());
  if (hasContact(turn)) return null;
  turn.wish.requested = { ...turn.wish.requested, phoneAsked: true };
  return ask('missing_required_fields', turn.say.askPhone());
}

function hasContact(turn: Turn): boolean {
  return reachable(turn) || turn.wish?.requested.email !== undefined;
}

/** Asked before and none given: the wish goes to the desk as „Nummer fehlt“, with whatever could help to find the caller. */
async function endWithoutNumber(turn: Turn, wanted: Wanted): Promise<Ended> {
  return await endWithCallback(
    turn,
    { reason: 'Der Anrufer möchte buchen, hat aber keine Nummer übertragen und keine genannt.', errorType: null, priority: 'high', context: requestedContext(turn, wanted), createdFrom: 'anonymous_caller' },
    { answer: () => ({ success: false, status: 'callback_queued', message: turn.say.notedWithoutNumber() }) },
  );
}

async function book(turn: Turn, wanted: Wanted, at: { service: Service; calendar: Calendar }): Promise<Ended> {
  let intent: BookingIntent | null = null;
  try {
    const taken = await takeIntent(turn, draftIntent(turn, wanted, at.service));
    if (taken.kind === 'ended') return taken.ended;
    intent = taken.intent;
    const { intake } = turn;
    const { result, mayExist } = await runBooking({
      world: intake.world,
      calendar: at.calendar,
      intent,
      begin: taken.begin,
      timeMs: Math.max(300, left(turn) - reserveMs(turn)),
      failedBefore: taken.failedBefore,
      seek: async (budgetMs) => {
        const found = await freeTimes(turn, wanted, { max: 2, budgetMs, exclude: [intent!.startAt] });
        return found.kind === 'failed' ? { kind: 'failed', detail: found.outcome.detail } : found;
      },
      onLate: (outcome) => void followLate(turn, intent!, outcome),
    });
    return await endBooking(turn, wanted, { intent, result, mayExist, service: at.service });
  } catch (error) {
    // The promise of this path is that whatever breaks in it still ends in a stored wish and a true sentence.
    turn.intake.world.log.error({ event: 'booking.exception', company: turn.company.slug, call_id: turn.call.retellCallId, error: messageOf(error) }, 'unexpected exception while booking');
    return await endExceptionally(turn, wanted, { message: messageOf(error), intent });
  }
}

function draftIntent(turn: Turn, wanted: Wanted, service: Service): Omit<BookingIntent, 'id' | 'attempt'> {
  const wish = must(turn.wish, 'a booking belongs to a wish');
  const branch = must(turn.branch ?? turn.company.branches[0], 'a company with services has a branch');
  return {
    wishId: wish.id,
    callId: turn.call.id,
    receipt: turn.receipt,
    service: calendarService(service, branch),
    branchId: turn.branch?.id ?? null,
    startAt: must(wanted.when.startAt, 'the start was asked for'),
    timeZone: turn.company.timeZone,
    attendee: {
      name: must(wish.requested.customerName, 'the name was asked for'),
      email: wish.requested.email ?? null,
      phone: wish.requested.phone ?? turn.call.fromNumber,
      language: turn.company.locale,
    },
    staffId: wanted.staff.kind === 'found' ? wanted.staff.member.id : null,
    notes: notesOf(wish.requested),
    createdAt: turn.intake.world.clock.now(),
  };
}
