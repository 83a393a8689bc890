// A calendar with a truth of its own that answers as it is told to: it books and says nothing, fails and has booked
// all the same, lags behind itself.
import type { Booking, Calendar, Outcome, Slot } from '../../src/calendar/port.ts';
import type { Clock, EpochMs } from '../../src/platform/world.ts';

export type BookFault = 'none' | 'lost_reply' | 'failed_but_booked' | 'failed' | 'silent' | 'slow' | 'refused' | 'waits_for_host' | 'absurd' | 'throws' | 'circuit_open';
export type LookFault = 'none' | 'lags' | 'fails' | 'throws';
export type SlotFault = 'none' | 'fails' | 'full' | 'throws';

export interface CalendarFaults {
  book: BookFault;
  look: LookFault;
  slots: SlotFault;
}

export interface ScriptedCalendar extends Calendar {
  readonly faults: CalendarFaults;
  readonly bookings: (Booking & { readonly person: string })[];
  /** Intent ids in the order in which a booking request arrived. */
  readonly sent: readonly string[];
}

const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;

export function scriptedCalendar(clock: Clock, firstSlotAt: EpochMs): ScriptedCalendar {
  const faults: CalendarFaults = { book: 'none', look: 'none', slots: 'none' };
  const bookings: (Booking & { readonly person: string })[] = [];
  const sent: string[] = [];
  const unknown = (cause: 'no_answer' | 'server_error' | 'absurd' | 'not_tried'): Outcome<never> => ({ kind: 'unknown', cause, detail: `scripted: ${cause}` });
  const stands = (booking: Booking) => booking.status === 'accepted' || booking.status === 'pending';
  const taken = (startAt: EpochMs) => bookings.some((booking) => stands(booking) && booking.startAt === startAt);

  return {
    provider: 'local',
    faults,
    bookings,
    sent,
    slots: async ({ fromAt, untilAt, budgetMs }) => {
      const fault = faults.slots;
      if (fault === 'throws') throw new Error('scripted: slots');
      if (fault === 'fails') {
        await clock.sleep(budgetMs / 2);
        return unknown('server_error');
      }
      const found: Slot[] = [];
      const lastSlotAt = fault === 'full' ? 0 : firstSlotAt + DAY / 4;
      for (let startAt = firstSlotAt; startAt < lastSlotAt; startAt += HALF_HOUR) {
        if (startAt >= fromAt && startAt < untilAt && !taken(startAt)) found.push({ startAt, endAt: startAt + HALF_HOUR, staffId: null });
      }
      return { kind: 'done', value: found };
    },
    book: async ({ intentId, startAt, attendee, budgetMs }) => {
      const fault = faults.book;
      if (fault === 'circuit_open') return unknown('not_tried');
      sent.push(intentId);
      await clock.sleep(50);
      if (fault === 'throws') throw new Error('scripted: book');
      if (fault === 'failed') return unknown('server_error');
      if (fault === 'silent') return await clock.sleep(budgetMs).then(() => unknown('no_answer'));
      if (fault === 'refused' || taken(startAt)) return { kind: 'refused', reason: 'slot_taken', detail: 'scripted: taken' };
      const booking = {
        uid: `uid-${intentId}-${sent.length}`, id: null, status: fault === 'waits_for_host' ? 'pending' as const : 'accepted' as const, startAt, endAt: startAt + HALF_HOUR, intentId,
        attendeeName: attendee.name, attendeeEmail: null, attendeePhone: attendee.phone, staffId: null, createdAt: clock.now(), rescheduledToUid: null, rescheduledFromUid: null, person: attendee.name,
      };
      bookings.push(booking);
      if (fault === 'failed_but_booked') return unknown('server_error');
      if (fault === 'absurd') return unknown('absurd');
      if (fault === 'lost_reply') return await clock.sleep(budgetMs).then(() => unknown('no_answer'));
      if (fault === 'slow') await clock.sleep(12_000);
      return { kind: 'done', value: booking };
    },
    lookUp: async ({ startAt, budgetMs }) => {
      await clock.sleep(20);
      if (faults.look === 'throws') throw new Error('scripted: look');
      if (faults.look === 'fails') return await clock.sleep(budgetMs).then(() => unknown('no_answer'));
      const seen = bookings.filter((b) => b.startAt === startAt && (faults.look !== 'lags' || clock.now() - (b.createdAt ?? 0) > 20_000));
      return { kind: 'done', value: seen };
    },
    // Nobody moves or cancels here; whoever starts to, finds out at once.
    cancel: notScripted,
    reschedule: notScripted,
    read: notScripted,
  };
}

async function notScripted(): Promise<never> {
  throw new Error('the scripted calendar neither moves nor cancels');
}
