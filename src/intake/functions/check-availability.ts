import { calendarService } from '../../calendar/calendars.ts';
import { findAlternatives, slotAt, type Alternatives } from '../../calendar/alternatives.ts';
import type { Outcome, Slot } from '../../calendar/port.ts';
import { knownCalendar } from '../../companies/branch-calendar.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { minuteOfDay } from '../../companies/wall-clock.ts';
import type { Service } from '../../companies/company.ts';
import type { CallbackContext } from '../../callbacks/callback.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import type { When } from '../../language/understand/understand-when.ts';
import { askAboutTime, askService, askStaff, spokenMoment } from '../ask.ts';
import { end, type Ended } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import { spokenDeadline } from '../spoken-deadline.ts';
import { left, reserveMs, type Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';
import { closedThen } from './closed-then.ts';
import type { CallFunction } from './function.ts';
import { heldByOthers } from './hold.ts';
import { offer } from './offer.ts';

export const checkAvailability: CallFunction = {
  intent: 'book',
  async run(turn, wanted) {
    const question = askService(turn, wanted) ?? askStaff(turn, wanted) ?? askAboutTimeUnlessOpen(turn, wanted.when);
    if (question !== null) return await end(turn, { answer: () => question });
    if (wanted.when.startAt === null) return await offerFreeTimes(turn, wanted, { max: 3 });
    return await checkExactly(turn, wanted, wanted.when.startAt);
  },
};

export const getAlternatives: CallFunction = {
  intent: 'book',
  async run(turn, wanted) {
    const question = askService(turn, wanted) ?? askStaff(turn, wanted) ?? askAboutTimeUnlessOpen(turn, wanted.when);
    if (question !== null) return await end(turn, { answer: () => question });
    const max = bounded(turn.args.maxAlternatives, { least: 1, most: 6, otherwise: 2 });
    return await offerFreeTimes(turn, wanted, { max, searchDays: bounded(turn.args.searchDays, { least: 1, most: 60, otherwise: 14 }) });
  },
};

/** "Wann ist der nächste freie Termin?" needs no day; everything else that is wrong with the time is asked about. */
function askAboutTimeUnlessOpen(turn: Turn, when: When) {
  if (when.problem === 'nothing_said' || when.asap) return null;
  return askAboutTime(turn, when);
}

async function checkExactly(turn: Turn, wanted: Wanted, startAt: number): Promise<Ended> {
  const service = serviceOf(wanted);
  const found = await lookFor(turn, wanted, async (asked) => await asked.calendar.slots({ ...asked, fromAt: startAt, untilAt: startAt + 60_000 }));
  if (found.kind !== 'done') return await unreadable(turn, wanted, found.detail);
  const slot = slotAt(found.value, startAt);
  if (slot === null || (await heldByOthers(turn, service)).includes(startAt)) return await offerFreeTimes(turn, wanted, { max: 2 });
  const { timeZone, locale } = turn.company;
  const when = speakWhen(startAt, { timeZone, locale, now: turn.receivedAt });
  return await end(turn, {
    answer: () => ({ success: true, status: 'available', message: turn.say.available(when, service.name), start: isoInZone(startAt, timeZone) }),
  });
}

async function offerFreeTimes(turn: Turn, wanted: Wanted, options: { max: number; searchDays?: number }): Promise<Ended> {
  const asked = ask(turn, wanted);
  if (asked === null) return await unreadable(turn, wanted, 'no calendar is connected for this service');
  const found = await freeTimes(turn, wanted, { ...options, budgetMs: asked.budgetMs, exclude: [] });
  if (found.kind === 'failed') return await unreadable(turn, wanted, found.outcome.detail);
  if (found.kind === 'none') return await nothingFree(turn, wanted);
  const { spoken, alternatives } = offer(turn, found.slots);
  const exact = wanted.when.startAt !== null;
  const closed = closedThen(turn, wanted.when.startAt);
  return await end(turn, {
    answer: () =>
      exact
        ? { success: false, status: 'unavailable', message: closed === null ? turn.say.unavailable(spokenMoment(turn, wanted.when), spoken) : `${closed} ${turn.say.canOffer(spoken)}`, alternatives }
        : { success: true, status: 'available', message: turn.say.choose(spoken, serviceOf(wanted).name), alternatives },
  });
}

/** Other times for what is wanted; used by the booking too. */
export async function freeTimes(
  turn: Turn,
  wanted: Wanted,
  options: { max: number; searchDays?: number; budgetMs: number; exclude: readonly number[] },
): Promise<Alternatives> {
  const asked = ask(turn, wanted);
  if (asked === null) return { kind: 'failed', outcome: { kind: 'unknown', cause: 'not_tried', detail: 'no calendar is connected for this service' } };
  const { when } = wanted;
  return await findAlternatives({
    calendar: asked.calendar,
    service: asked.service,
    timeZone: turn.company.timeZone,
    openingHours: knownCalendar(turn.company, turn.branch),
    now: turn.intake.world.clock.now(),
    staffId: asked.staffId,
    wanted: { startAt: when.startAt, date: when.date ?? when.dateRange?.from ?? null, window: windowOf(when) },
    exclude: [...options.exclude, ...(await heldByOthers(turn, serviceOf(wanted)))],
    max: options.max,
    budgetMs: options.budgetMs,
    ...(options.searchDays === undefined ? {} : { searchDays: options.searchDays }),
  });
}

async function nothingFree(turn: Turn, wanted: Wanted): Promise<Ended> {
  return await endWithCallback(
    turn,
    { reason: 'Im gesuchten Zeitraum war kein Termin frei.', errorType: 'no_availability', priority: 'normal', context: requestedContext(turn, wanted) },
    {
      answer: (callback) => ({
        success: false,
        status: 'no_availability',
        message: promising(turn, [closedThen(turn, wanted.when.startAt), turn.say.noAvailability(spokenDeadline(turn, callback))].filter((sentence) => sentence !== null).join(' ')),
        alternatives: [],
      }),
    },
  );
}

/** Silent: the caller is offered a note, not promised a call; the callback is there all the same. */
async function unreadable(turn: Turn, wanted: Wanted, detail: string): Promise<Ended> {
  return await endWithCallback(
    turn,
    {
      reason: 'Der Kalender konnte nicht gelesen werden.',
      errorType: 'api_error',
      priority: 'normal',
      context: { ...requestedContext(turn, wanted), error_during: 'availability_check', original_error: detail },
    },
    { answer: () => ({ success: false, status: 'error', message: turn.say.calendarUnreadable() }) },
  );
}

/** What was asked for, under the documented names. */
export function requestedContext(turn: Turn, wanted: Wanted): CallbackContext {
  const { when } = wanted;
  const date = when.date ?? turn.wish?.requested.dateSaid ?? null;
  return {
    ...(when.startAt === null ? {} : { requested_time: isoInZone(when.startAt, turn.company.timeZone) }),
    ...(date === null ? {} : { requested_date: date }),
  };
}

function ask(turn: Turn, wanted: Wanted) {
  const service = serviceOf(wanted);
  const calendar = turn.intake.calendars.for(turn.company, service);
  const branch = turn.branch ?? turn.company.branches[0];
  if (calendar === null || branch === undefined) return null;
  return {
    calendar,
    service: calendarService(service, branch),
    timeZone: turn.company.timeZone,
    staffId: wanted.staff.kind === 'found' ? wanted.staff.member.id : null,
    budgetMs: Math.max(200, left(turn) - reserveMs(turn)),
  };
}

async function lookFor(turn: Turn, wanted: Wanted, look: (asked: NonNullable<ReturnType<typeof ask>>) => Promise<Outcome<readonly Slot[]>>): Promise<Outcome<readonly Slot[]>> {
  const asked = ask(turn, wanted);
  if (asked === null) return { kind: 'unknown', cause: 'not_tried', detail: 'no calendar is connected for this service' };
  // Half the time at most: where the wish is not free, the rest is needed to find what is.
  return await look({ ...asked, budgetMs: asked.budgetMs * 0.6 });
}

function serviceOf(wanted: Wanted): Service {
  if (wanted.service.kind !== 'found') throw new Error('asked for a service that was not found');
  return wanted.service.service;
}

function windowOf(when: When) {
  if (when.window === null) return null;
  const { from, to } = when.window;
  return { fromMinute: from === null ? 0 : minuteOfDay(from), untilMinute: to === null ? 1440 : minuteOfDay(to) };
}

function bounded(said: string | null, limits: { least: number; most: number; otherwise: number }): number {
  const number = Number.parseInt(said ?? '', 10);
  return Number.isNaN(number) ? limits.otherwise : Math.min(limits.most, Math.max(limits.least, number));
}
