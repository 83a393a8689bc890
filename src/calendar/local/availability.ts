// Who could do it, and when. Pure: company, bookings and the clock come in as values.
import type { Branch, Company, StaffMember } from '../../companies/company.ts';
import { fitsInto, openSpans } from '../../companies/opening-hours.ts';
import type { Schedule, Span } from '../../companies/opening-hours.ts';
import { branchCalendar } from '../../companies/branch-calendar.ts';
import { onDuty } from '../../companies/working-time.ts';
import { MINUTE_MS, wallClock } from '../../companies/wall-clock.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Slot } from '../port.ts';

/** An accepted booking of a member of staff. */
export interface Busy extends Span {
  readonly staffId: string;
}

/** What is asked for, found in the company as it is now. */
export interface Offer {
  readonly branch: Branch;
  /** When the branch is open, holidays and exceptions counted. */
  readonly open: Schedule;
  readonly timeZone: string;
  /** Those who do the service at the branch (only the one asked for, where one was), in the company's order. */
  readonly members: readonly StaffMember[];
}

/** null where the service or the branch is unknown, the service is kept in another calendar, or nobody does it there. */
export function offerOf(company: Company, asked: { readonly serviceId: string; readonly branchId: string; readonly staffId: string | null }): Offer | null {
  const branch = company.branches.find((b) => b.id === asked.branchId);
  const service = company.services.find((s) => s.id === asked.serviceId);
  if (branch === undefined || service?.calendar.provider !== 'local') return null;
  const members = company.staff.filter(
    (m) => (asked.staffId === null || m.id === asked.staffId) && m.branchIds.includes(branch.id) && m.serviceIds.includes(service.id),
  );
  return members.length === 0 ? null : { branch, open: branchCalendar(company, branch), timeZone: company.timeZone, members };
}

/**
 * When a member of staff works at the branch. Worked out once for all who share their hours, as most do: the time zone
 * arithmetic of a fortnight for twenty people would hold up every other call.
 */
function workingSpans(offer: Offer, range: Span): (member: StaffMember) => readonly Span[] {
  const known = new Map<string, readonly Span[]>();
  return (member) => {
    const key = JSON.stringify([member.workingHours, member.absences]);
    const spans = known.get(key) ?? openSpans(onDuty(offer.open, member), range);
    known.set(key, spans);
    return spans;
  };
}

/** Those of the offer's members who work all through [startAt, endAt), booked or not. */
export function workingThrough(offer: Offer, appointment: { readonly startAt: EpochMs; readonly endAt: EpochMs }): StaffMember[] {
  const spansOf = workingSpans(offer, { fromAt: appointment.startAt, untilAt: appointment.endAt });
  return offer.members.filter((member) => fitsInto(spansOf(member), appointment));
}

/** The members with the fewest bookings on that date first, so that work is spread; equals keep their order. */
export function leastBookedFirst(members: readonly StaffMember[], day: { readonly date: string; readonly loads: Loads }): StaffMember[] {
  const load = (member: StaffMember): number => day.loads.get(member.id)?.get(day.date) ?? 0;
  return members.toSorted((a, b) => load(a) - load(b));
}

/** Bookings by member of staff and date. */
export type Loads = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function loadsOf(busy: readonly Busy[], timeZone: string): Loads {
  const loads = new Map<string, Map<string, number>>();
  for (const { staffId, fromAt } of busy) {
    const dates = loads.get(staffId) ?? new Map<string, number>();
    const { date } = wallClock(fromAt, timeZone);
    dates.set(date, (dates.get(date) ?? 0) + 1);
    loads.set(staffId, dates);
  }
  return loads;
}

export interface Search {
  /** Starts in [fromAt, untilAt). */
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
  readonly minutes: number;
  /** Starts lie on multiples of this past the full hour of the wall clock; a divisor of 60. */
  readonly gridMinutes: number;
  /** Every booking of the offer's members on the dates searched. */
  readonly busy: readonly Busy[];
}

/** One slot per possible start, in order, each with the member of staff who has the least to do that day. */
export function freeSlots(offer: Offer, search: Search): Slot[] {
  const { timeZone } = offer;
  const lengthMs = search.minutes * MINUTE_MS;
  const spansOf = workingSpans(offer, { fromAt: search.fromAt, untilAt: search.untilAt + lengthMs });
  const free = new Map<EpochMs, StaffMember[]>();
  for (const member of offer.members) {
    const taken = search.busy.filter((b) => b.staffId === member.id);
    for (const span of spansOf(member)) {
      for (const startAt of starts(span, { lengthMs, gridMinutes: search.gridMinutes, timeZone })) {
        if (startAt >= search.untilAt) break;
        if (taken.some((b) => b.fromAt < startAt + lengthMs && startAt < b.untilAt)) continue;
        const others = free.get(startAt);
        if (others === undefined) free.set(startAt, [member]);
        else others.push(member);
      }
    }
  }
  const loads = loadsOf(search.busy, timeZone);
  return [...free.entries()]
    .sort(([a], [b]) => a - b)
    .map(([startAt, members]) => {
      const [first] = members.length === 1 ? members : leastBookedFirst(members, { date: wallClock(startAt, timeZone).date, loads });
      return { startAt, endAt: startAt + lengthMs, staffId: first!.id };
    });
}

function starts(span: Span, { lengthMs, gridMinutes, timeZone }: { lengthMs: number; gridMinutes: number; timeZone: string }): EpochMs[] {
  const wholeMinuteAt = Math.ceil(span.fromAt / MINUTE_MS) * MINUTE_MS;
  const late = wallClock(wholeMinuteAt, timeZone).minuteOfDay % gridMinutes;
  const firstAt = late === 0 ? wholeMinuteAt : wholeMinuteAt + (gridMinutes - late) * MINUTE_MS;
  const count = Math.floor((span.untilAt - lengthMs - firstAt) / (gridMinutes * MINUTE_MS)) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => firstAt + i * gridMinutes * MINUTE_MS);
}
