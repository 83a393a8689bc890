// A calendar for one test call: it lives in memory, knows the branch's opening hours, and fails as it is told. Nothing of it
// reaches the real calendar.
import type { Booking, BookingRequest, Calendar, Outcome, Slot, SlotQuery } from '../calendar/port.ts';
import type { BranchCalendar } from '../companies/branch-calendar.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { Clock, Ids } from '../platform/world.ts';
import type { RehearsalFault } from './faults.ts';

export interface RehearsalCalendar extends Calendar {
  /** What stands in it by now. */
  bookings(): readonly Booking[];
}

export interface RehearsalParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  /** null: nobody has told when it is open; then nothing is free. */
  readonly open: BranchCalendar | null;
  readonly fault: RehearsalFault;
  /** Called the moment a booking stands. */
  readonly onBooked: () => void;
}

type Failed = Exclude<Outcome<never>, { kind: 'done' }>;
const SERVER_ERROR: Failed = { kind: 'unknown', cause: 'server_error', detail: 'HTTP 500: Internal server error (test call)' };
const SILENCE: Failed = { kind: 'unknown', cause: 'no_answer', detail: 'no answer (test call)' };
/** Every half hour, and every third of them is somebody else's already. */
const GRID_MINUTES = 30;

export function rehearsalCalendar(parts: RehearsalParts): RehearsalCalendar {
  const { clock, fault } = parts;
  const made: Booking[] = [];
  let taken: number | null = null;
  let tried = false;
  return {
    provider: 'local',
    bookings: () => made,
    slots: async (query) => slotsNow(parts, query, made, taken),
    book: async (request) => {
      tried = true;
      if (fault === 'calendar_error' || fault === 'calendar_error_throughout') return SERVER_ERROR;
      if (fault === 'calendar_silent') return SILENCE;
      if (fault === 'absurd_answer') return { kind: 'unknown', cause: 'absurd', detail: 'a page of HTML came back instead of a booking (test call)' };
      if (fault === 'slot_taken' && taken === null) {
        taken = request.startAt;
        return { kind: 'refused', reason: 'slot_taken', detail: 'One of the hosts either already has booking at this time or is not available (test call)' };
      }
      const booking = bookingOf(parts, request);
      made.push(booking);
      parts.onBooked();
      return fault === 'lost_reply' ? SILENCE : { kind: 'done', value: booking };
    },
    lookUp: async ({ startAt }) => ({ kind: 'done', value: made.filter((booking) => booking.startAt === startAt) }),
    cancel: async ({ uid }) => changed(made, uid, (booking) => ({ ...booking, status: 'cancelled' })),
    reschedule: async ({ uid, startAt }) => changed(made, uid, (booking) => ({ ...booking, startAt, endAt: startAt + (booking.endAt - booking.startAt) })),
    read: async ({ uid }) => ({ kind: 'done', value: made.find((booking) => booking.uid === uid) ?? null }),
  };

  function slotsNow(of: RehearsalParts, query: SlotQuery, booked: readonly Booking[], gone: number | null): Outcome<readonly Slot[]> {
    if (fault === 'availability_error') return SERVER_ERROR;
    // Once the booking has failed the search for other times fails too; before it, the caller has to be offered something.
    if (fault === 'calendar_error_throughout' && tried) return SERVER_ERROR;
    if (fault === 'nothing_free') return { kind: 'done', value: [] };
    const range = { fromAt: Math.max(query.fromAt, clock.now()), untilAt: query.untilAt };
    const lengthMs = query.service.minutes * MINUTE_MS;
    const slots = (of.open === null ? [] : openSpans(of.open, range)).flatMap((span) => starts(span.fromAt, span.untilAt - lengthMs));
    const free = slots.filter((startAt) => startAt !== gone && !booked.some((b) => b.status === 'accepted' && b.startAt < startAt + lengthMs && b.endAt > startAt));
    return { kind: 'done', value: free.map((startAt) => ({ startAt, endAt: startAt + lengthMs, staffId: null })) };
  }
}

function starts(fromAt: number, lastAt: number): number[] {
  const step = GRID_MINUTES * MINUTE_MS;
  const first = Math.ceil(fromAt / step) * step;
  return lastAt < first ? [] : Array.from({ length: Math.floor((lastAt - first) / step) + 1 }, (_, i) => first + i * step).filter((at) => (at / step) % 3 !== 2);
}

function bookingOf({ ids, clock }: RehearsalParts, request: BookingRequest): Booking {
  return {
    uid: `test-${ids.next()}`, id: null, status: 'accepted', startAt: request.startAt, endAt: request.startAt + request.service.minutes * MINUTE_MS, intentId: request.intentId,
    attendeeName: request.attendee.name, attendeeEmail: request.attendee.email, attendeePhone: request.attendee.phone, staffId: null, createdAt: clock.now(),
    rescheduledToUid: null, rescheduledFromUid: null,
  };
}

function changed(made: Booking[], uid: string, change: (booking: Booking) => Booking): Outcome<Booking> {
  const index = made.findIndex((booking) => booking.uid === uid);
  const booking = made[index];
  if (booking === undefined) return { kind: 'refused', reason: 'booking_not_found', detail: `no booking ${uid}` };
  made[index] = change(booking);
  return { kind: 'done', value: made[index] };
}
