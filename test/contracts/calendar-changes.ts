// The part of the calendar contract about bookings that are cancelled, moved and read again.
import { describe, expect, test } from 'vitest';
import type { Booking, BookingRequest, CalendarService, Outcome, RescheduleRequest, Slot } from '../../src/calendar/port.ts';
import type { EpochMs } from '../../src/platform/world.ts';
import { done, reasonOf } from './calendar-setup.ts';
import type { CalendarSetup } from './calendar-setup.ts';

export interface ContractMeans {
  readonly setup: () => CalendarSetup;
  readonly at: (hours: number) => EpochMs;
  readonly request: (given?: Partial<BookingRequest>) => BookingRequest;
  readonly slots: (given: { fromAt: EpochMs; untilAt: EpochMs; service?: CalendarService; movingUid?: string }) => Promise<Outcome<readonly Slot[]>>;
  readonly lookUp: (startAt: EpochMs) => Promise<Outcome<readonly Booking[]>>;
}

const NO_SUCH_UID = '01980000-0000-7000-8000-00000000dead';

export function changesContract({ setup, at, request, slots, lookUp }: ContractMeans): void {
  const book = async (given: Partial<BookingRequest> = {}): Promise<Booking> => done(await setup().calendar.book(request(given)));
  const cancel = (uid: string): Promise<Outcome<Booking>> => setup().calendar.cancel({ uid, service: setup().service, reason: 'changed plans', budgetMs: 10_000 });
  const read = (uid: string): Promise<Outcome<Booking | null>> => setup().calendar.read({ uid, service: setup().service, budgetMs: 10_000 });
  const move = (uid: string, startAt: EpochMs, given: Partial<RescheduleRequest> = {}): Promise<Outcome<Booking>> => {
    const { intentId } = request();
    const { service, timeZone } = setup();
    return setup().calendar.reschedule({ uid, intentId, service, startAt, timeZone, reason: 'changed plans', budgetMs: 10_000, ...given });
  };
  const standing = async (startAt: EpochMs): Promise<string[]> => done(await lookUp(startAt)).filter((b) => b.status === 'accepted').map((b) => b.uid);

  describe('cancelling', () => {
    test('cancels a booking, frees its slot, and says the same when asked again', async () => {
      const { uid } = await book();
      expect(done(await cancel(uid))).toMatchObject({ uid, status: 'cancelled' });
      expect(done(await cancel(uid))).toMatchObject({ uid, status: 'cancelled', rescheduledToUid: null });
      expect(done(await slots({ fromAt: at(10), untilAt: at(10.5) }))).toHaveLength(1);
      expect(await standing(at(10))).toEqual([]);
    });

    test('touches no other booking', async () => {
      const [first, second] = [await book(), await book({ startAt: at(11) })];
      done(await cancel(first.uid));
      expect(done(await read(second.uid))).toMatchObject({ uid: second.uid, status: 'accepted' });
    });

    test('refuses a booking that it has never heard of', async () => {
      expect(reasonOf(await cancel(NO_SUCH_UID))).toBe('booking_not_found');
    });
  });

  describe('reading', () => {
    test('reads a booking as it was made, and null where there is none', async () => {
      const booking = await book();
      expect(done(await read(booking.uid))).toEqual(booking);
      expect(done(await read(NO_SUCH_UID))).toBeNull();
    });
  });

  describe('moving', () => {
    test('makes the new booking and gives up the old one, each naming the other', async () => {
      const old = await book();
      const moved = done(await move(old.uid, at(14)));
      expect(moved).toMatchObject({ status: 'accepted', startAt: at(14), endAt: at(14.5), rescheduledFromUid: old.uid, attendeeName: old.attendeeName });
      expect(moved.uid).not.toBe(old.uid);
      expect(done(await read(old.uid))).toMatchObject({ status: 'cancelled', rescheduledToUid: moved.uid });
      expect([await standing(at(10)), await standing(at(14))]).toEqual([[], [moved.uid]]);
      expect(done(await slots({ fromAt: at(10), untilAt: at(10.5) }))).toHaveLength(1);
    });

    test('makes one new booking when the move is repeated, with the same intent and with another', async () => {
      const old = await book();
      const { intentId } = request();
      const first = done(await move(old.uid, at(14), { intentId }));
      expect(done(await move(old.uid, at(14), { intentId })).uid).toBe(first.uid);
      expect(done(await move(old.uid, at(14))).uid).toBe(first.uid);
      expect(done(await lookUp(at(14)))).toHaveLength(1);
    });

    test('keeps the old booking where the new time is taken', async () => {
      const [old, other] = [await book(), await book({ startAt: at(14) })];
      expect(reasonOf(await move(old.uid, at(14)))).toBe('slot_taken');
      expect([await standing(at(10)), await standing(at(14))]).toEqual([[old.uid], [other.uid]]);
    });

    test('moves within its own time: a booking does not stand in its own way', async () => {
      const old = await book({ service: setup().longService });
      const asked = { service: setup().longService, fromAt: at(10.5), untilAt: at(11) };
      expect(done(await slots(asked))).toEqual([]);
      expect(done(await move(old.uid, at(10.5), { service: setup().longService }))).toMatchObject({ startAt: at(10.5), endAt: at(11.5) });
      expect(await standing(at(10))).toEqual([]);
    });

    test('counts what the moved booking takes up as free, for this question only', async () => {
      const { uid } = await book();
      const asked = { fromAt: at(10), untilAt: at(10.5) };
      expect(done(await slots({ ...asked, movingUid: uid }))).toHaveLength(1);
      expect(done(await slots(asked))).toEqual([]);
    });

    test('refuses to move what was cancelled, what was moved elsewhere and what it has never heard of', async () => {
      const [cancelled, moved] = [await book(), await book({ startAt: at(11) })];
      done(await cancel(cancelled.uid));
      done(await move(moved.uid, at(12)));
      expect(reasonOf(await move(cancelled.uid, at(15)))).toBe('already_cancelled');
      expect(reasonOf(await move(moved.uid, at(15)))).toBe('already_cancelled');
      expect(reasonOf(await move(NO_SUCH_UID, at(15)))).toBe('booking_not_found');
      expect(await standing(at(15))).toEqual([]);
    });

    test('keeps the old booking where nobody works at the new time, or it has passed', async () => {
      const old = await book();
      expect(['slot_taken', 'outside_window']).toContain(reasonOf(await move(old.uid, at(20))));
      const past = Math.floor((setup().nowAt - 24 * 3_600_000) / 3_600_000) * 3_600_000;
      expect(['in_the_past', 'outside_window']).toContain(reasonOf(await move(old.uid, past)));
      expect(await standing(at(10))).toEqual([old.uid]);
    });

    test('of sixteen moves at once one wins, and one booking is left', async () => {
      const old = await book();
      const outcomes = await Promise.all(Array.from({ length: 16 }, (_, i) => move(old.uid, at(i < 15 ? 10.5 + i / 2 : 9))));
      expect(outcomes.filter((outcome) => outcome.kind === 'done')).toHaveLength(1);
      const all = await Promise.all(Array.from({ length: 18 }, async (_, i) => await standing(at(9 + i / 2))));
      expect(all.flat()).toHaveLength(1);
    });

    test('of two callers who move to the same time one gets it, and the other keeps what he had', async () => {
      const [one, two] = [await book(), await book({ startAt: at(11), attendee: { ...request().attendee, email: 'bob@example.com' } })];
      const outcomes = await Promise.all([move(one.uid, at(14)), move(two.uid, at(14))]);
      expect(outcomes.map((outcome) => (outcome.kind === 'done' ? 'done' : reasonOf(outcome))).toSorted()).toEqual(['done', 'slot_taken']);
      expect(await standing(at(14))).toHaveLength(1);
      expect([...(await standing(at(10))), ...(await standing(at(11)))]).toHaveLength(1);
    });
  });
}
