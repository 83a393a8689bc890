// From the arguments of a function to what the caller wants, in our own terms; and the question to ask where
// something is missing. Nothing is ever filled in by a default: a wrong guess is a customer at a closed door.
import { findService, type FoundService } from '../companies/find-service.ts';
import { findStaff, type FoundStaff } from '../companies/find-staff.ts';
import type { Company, Service } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { understandWhen, type When } from '../language/understand/understand-when.ts';
import type { Requested } from '../wishes/wish.ts';
import type { Arguments } from './arguments.ts';
import { readCaller, staffWished } from './read-caller.ts';

export interface Wanted {
  readonly service: FoundService;
  readonly staff: FoundStaff;
  readonly when: When;
}

/** What this request tells, before it is known to which wish it belongs. */
export function readWanted(company: Company, args: Arguments, now: EpochMs): Wanted {
  return {
    service: findService(company, args.service),
    staff: staffWished(company, args),
    when: understandWhen(saidOf(args), { now, timeZone: company.timeZone }),
  };
}

/** The same, completed by what earlier requests of the wish told: "um elf" after the day was settled, or a bare confirmation. */
export function completeWanted(company: Company, args: Arguments, requested: Requested, now: EpochMs): Wanted {
  const told = readWanted(company, args, now);
  return {
    service: told.service.kind === 'not_said' ? rememberedService(company, requested) ?? told.service : told.service,
    staff: told.staff.kind === 'not_said' && requested.staffId !== undefined ? findStaff(company, requested.staffId) : told.staff,
    when: rememberedWhen(company, { args, requested, now }) ?? told.when,
  };
}

export function requestedOf(company: Company, args: Arguments, wanted: Wanted): Requested {
  const { service, staff, when } = wanted;
  return {
    ...(service.kind === 'found' ? { serviceId: service.service.id } : {}),
    ...(args.service === null ? {} : { serviceSaid: args.service }),
    ...(staff.kind === 'found' ? { staffId: staff.member.id } : {}),
    ...(saidAnything(args) ? whenRequested(args, when) : {}),
    ...readCaller(company, args),
    ...(args.notes === null ? {} : { notes: args.notes }),
    ...appointmentSaid(args),
  };
}

/** In the caller's words: what "der Dienstag" is depends on which appointments he has. */
function appointmentSaid(args: Arguments): Requested {
  return {
    ...(args.oldDate === null ? {} : { oldDate: args.oldDate }),
    ...(args.oldTime === null ? {} : { oldTime: args.oldTime }),
    ...(args.newDate === null ? {} : { newDate: args.newDate }),
    ...(args.newTime === null ? {} : { newTime: args.newTime }),
  };
}

function whenRequested(args: Arguments, when: When): Requested {
  return { date: when.date, time: when.time, startAt: when.startAt, dateSaid: args.date ?? args.dateTime, timeSaid: args.time };
}

function saidOf(args: Arguments) {
  return {
    ...(args.date === null ? {} : { date: args.date }),
    ...(args.time === null ? {} : { time: args.time }),
    ...(args.dateTime === null ? {} : { dateTime: args.dateTime }),
  };
}

function saidAnything(args: Arguments): boolean {
  return args.date !== null || args.time !== null || args.dateTime !== null;
}

function rememberedService(company: Company, requested: Requested): FoundService | null {
  const service: Service | undefined = company.services.find((s) => s.id === requested.serviceId);
  return service === undefined ? null : { kind: 'found', service };
}

function rememberedWhen(company: Company, told: { args: Arguments; requested: Requested; now: EpochMs }): When | null {
  const { args, requested, now } = told;
  const context = { now, timeZone: company.timeZone };
  if (!saidAnything(args)) {
    if (requested.date == null) return null;
    // With the T it is read as what it is: a moment that was settled, not words to be doubted again.
    return understandWhen(requested.time == null ? { date: requested.date } : { dateTime: `${requested.date}T${requested.time}` }, context);
  }
  if (args.date === null && args.dateTime === null && args.time !== null && requested.date != null) {
    const alone = understandWhen({ time: args.time }, context);
    if (alone.date === null || alone.assumed.includes('today')) return understandWhen({ date: requested.date, time: args.time }, context);
  }
  return null;
}
