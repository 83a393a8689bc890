// What a caller says about the appointment he means and the time he wants instead.
import { fits, type Hints } from '../../booking/identify.ts';
import type { OwnAppointment } from '../../booking/own-appointments.ts';
import { findService } from '../../companies/find-service.ts';
import { wallClock } from '../../companies/wall-clock.ts';
import { understandWhen, type Said, type When } from '../../language/understand/understand-when.ts';
import type { Turn } from '../turn.ts';

const NOTHING: Said = {};

/** Date and time beside `old_…` and `new_…`: flows use them for either. */
function plainSaid({ args }: Turn): Said {
  return said(args.date, args.time, args.dateTime);
}

/** Which appointment is meant; nothing that was not understood narrows. */
export function hintsOf(turn: Turn, about: Said): Hints {
  const { args, company } = turn;
  const service = findService(company, args.service);
  const when = isEmpty(about) ? null : understand(turn, about);
  const usable = when === null || (when.problem !== null && when.problem !== 'past') ? null : when;
  return {
    date: usable?.date ?? null,
    dateRange: usable !== null && usable.date === null ? usable.dateRange : null,
    time: usable === null || usable.about ? null : usable.time,
    serviceId: service.kind === 'found' ? service.service.id : null,
    appointmentId: args.appointmentId,
  };
}

/** For functions that know only one time: `old_…`, else the plain one. */
export function saidOfAppointment(turn: Turn): Said {
  const { args } = turn;
  const requested = turn.wish?.requested ?? {};
  const old = said(args.oldDate, args.oldTime, null);
  if (!isEmpty(old)) return old;
  const plain = plainSaid(turn);
  return isEmpty(plain) ? said(requested.oldDate ?? null, requested.oldTime ?? null, null) : plain;
}

export interface MoveSaid {
  readonly about: Said;
  readonly next: Said;
}

/** Old and new time of a move. A plain time is the new one, unless `new_…` is given too or an own appointment is at it. */
export function saidOfMove(turn: Turn, standing: readonly OwnAppointment[]): MoveSaid {
  const { args } = turn;
  const requested = turn.wish?.requested ?? {};
  const old = said(args.oldDate, args.oldTime, null);
  const remembered = said(requested.oldDate ?? null, requested.oldTime ?? null, null);
  const next = said(args.newDate, args.newTime, null);
  const plain = plainSaid(turn);
  const about = isEmpty(old) ? remembered : old;
  if (!isEmpty(next)) {
    const isForOld = isEmpty(old) && !isEmpty(plain);
    // "Um elf" after the day was settled; a new day without a time asks for its time anew.
    const day = args.newDate === null && requested.newDate !== undefined ? said(requested.newDate, args.newTime, null) : next;
    return { about: isForOld ? plain : about, next: day };
  }
  if (isEmpty(plain)) return { about, next: said(requested.newDate ?? null, requested.newTime ?? null, null) };
  if (isEmpty(old) && standing.some((appointment) => fits(appointment, exactly(turn, plain), turn.company.timeZone))) return { about: plain, next: NOTHING };
  return { about, next: plain };
}

/** The new time; one without a day is on the day of the appointment. */
export function whenOfMove(turn: Turn, next: Said, appointment: OwnAppointment): When {
  const alone = understand(turn, next);
  const dayless = next.date === undefined && next.dateTime === undefined && next.time !== undefined;
  if (!dayless || (alone.date !== null && !alone.assumed.includes('today'))) return alone;
  return understand(turn, { ...next, date: wallClock(appointment.starts_at, turn.company.timeZone).date });
}

function exactly(turn: Turn, plain: Said): Hints {
  const { date, time } = understand(turn, plain);
  // Both or nothing: a day alone may well be the day to which he wants to move within it.
  const impossible = date === null || time === null;
  return { date: impossible ? '' : date, dateRange: null, time, serviceId: null, appointmentId: null };
}

function understand(turn: Turn, about: Said): When {
  return understandWhen(about, { now: turn.receivedAt, timeZone: turn.company.timeZone });
}

function said(date: string | null, time: string | null, dateTime: string | null): Said {
  return { ...(date === null ? {} : { date }), ...(time === null ? {} : { time }), ...(dateTime === null ? {} : { dateTime }) };
}

export function isEmpty(about: Said): boolean {
  return about.date === undefined && about.time === undefined && about.dateTime === undefined;
}
