// What every adapter of src/calendar/port.ts has to do, whoever stands behind it. An adapter's own test file calls
// this with a way to set one up; what only one calendar can do is tested beside that adapter.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attendee, BookingRequest, CalendarService } from '../../src/calendar/port.ts';
import type { EpochMs } from '../../src/platform/world.ts';
import { changesContract } from './calendar-changes.ts';
import { done, reasonOf } from './calendar-setup.ts';
import type { CalendarSetup } from './calendar-setup.ts';

export interface CalendarCapabilities {
  /** Bookings can wait for a person's confirmation. */
  readonly confirmation: boolean;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ADA: Attendee = { name: 'Ada Example', email: 'ada@example.com', phone: '+4915123456789', language: 'de' };

export function calendarContract(name: string, makeSetup: () => Promise<CalendarSetup>, capabilities: CalendarCapabilities): void {
  describe(`calendar contract: ${name}`, () => {
    let setup: CalendarSetup;
    let intents = 0;
    beforeEach(async () => {
      setup = await makeSetup();
    });
    afterEach(() => setup.close());

    const at = (hours: number): EpochMs => setup.dayAt + hours * HOUR;
    const request = (given: Partial<BookingRequest> = {}): BookingRequest => {
      intents += 1;
      return {
        intentId: `01980000-0000-7000-8000-${String(intents).padStart(12, '0')}`,
        service: setup.service,
        startAt: at(10),
        timeZone: setup.timeZone,
        attendee: ADA,
        staffId: null,
        notes: null,
        metadata: {},
        budgetMs: 10_000,
        ...given,
      };
    };
    const slots = (given: { fromAt: EpochMs; untilAt: EpochMs; service?: CalendarService }) =>
      setup.calendar.slots({ service: setup.service, timeZone: setup.timeZone, staffId: null, budgetMs: 10_000, ...given });
    const lookUp = (startAt: EpochMs, given: { attendee?: Attendee; service?: CalendarService } = {}) =>
      setup.calendar.lookUp({ service: setup.service, attendee: ADA, budgetMs: 10_000, startAt, ...given });

    test('offers only slots that start inside the range, ascending and as long as the service', async () => {
      const found = done(await slots({ fromAt: at(10) + 10 * MINUTE, untilAt: at(12) }));
      expect(found.map((slot) => slot.startAt)).toEqual([at(10.5), at(11), at(11.5)]);
      expect(found.every((slot) => slot.endAt - slot.startAt === 30 * MINUTE)).toBe(true);
    });

    test('offers the whole day from opening to the last slot that ends in time, and nothing in an empty range', async () => {
      const found = done(await slots({ fromAt: at(0), untilAt: at(24) }));
      expect([found.length, found[0]?.startAt, found.at(-1)?.endAt]).toEqual([18, at(9), at(18)]);
      expect(done(await slots({ fromAt: at(10), untilAt: at(10) }))).toEqual([]);
    });

    test('never offers a slot that has passed', async () => {
      const found = done(await slots({ fromAt: setup.nowAt - 48 * HOUR, untilAt: at(12) }));
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((slot) => slot.startAt >= setup.nowAt)).toBe(true);
    });

    test('books once, with our intent, the time that was asked and an end after it', async () => {
      const asked = request();
      const booking = done(await setup.calendar.book(asked));
      expect(booking).toMatchObject({ intentId: asked.intentId, startAt: at(10), endAt: at(10.5), status: 'accepted', attendeeName: ADA.name });
      expect(booking.uid).not.toBe('');
    });

    test('stops offering a slot that was booked, and goes on offering its neighbours', async () => {
      done(await setup.calendar.book(request()));
      const found = done(await slots({ fromAt: at(9.5), untilAt: at(11) }));
      expect(found.map((slot) => slot.startAt)).toEqual([at(9.5), at(10.5)]);
    });

    test('refuses a slot that somebody has, and keeps the first booking only', async () => {
      const first = done(await setup.calendar.book(request()));
      const second = await setup.calendar.book(request({ attendee: { ...ADA, name: 'Bob', email: 'bob@example.com' } }));
      expect(reasonOf(second)).toBe('slot_taken');
      expect(done(await lookUp(at(10))).map((booking) => booking.uid)).toEqual([first.uid]);
    });

    test('makes no second booking of the same intent', async () => {
      const asked = request();
      const first = done(await setup.calendar.book(asked));
      const second = await setup.calendar.book(asked);
      // Either answer is true: the slot is taken (by us), or here is that booking.
      expect(second.kind === 'done' ? second.value.uid : reasonOf(second)).toBe(second.kind === 'done' ? first.uid : 'slot_taken');
      expect(done(await lookUp(at(10)))).toHaveLength(1);
    });

    test('refuses a longer service that reaches into a booking, before it and behind it', async () => {
      done(await setup.calendar.book(request({ startAt: at(10) })));
      expect(reasonOf(await setup.calendar.book(request({ service: setup.longService, startAt: at(9.5) })))).toBe('slot_taken');
      done(await setup.calendar.book(request({ service: setup.longService, startAt: at(12) })));
      expect(reasonOf(await setup.calendar.book(request({ startAt: at(12.5) })))).toBe('slot_taken');
    });

    test('books back to back: an end is no overlap', async () => {
      done(await setup.calendar.book(request({ startAt: at(10) })));
      done(await setup.calendar.book(request({ startAt: at(10.5) })));
      done(await setup.calendar.book(request({ startAt: at(9.5) })));
    });

    test('finds a booking by its start, with our intent, and nothing at another start', async () => {
      const asked = request();
      const booking = done(await setup.calendar.book(asked));
      const found = done(await lookUp(at(10)));
      expect(found).toEqual([booking]);
      expect(done(await lookUp(at(10.5)))).toEqual([]);
    });

    test('finds a booking again when the e-mail address is spelt in capitals the second time', async () => {
      const asked = request({ attendee: { ...ADA, email: 'Ada@Example.COM' } });
      done(await setup.calendar.book(asked));
      const found = done(await lookUp(at(10), { attendee: { ...ADA, email: 'ADA@example.com' } }));
      expect(found.map((booking) => booking.intentId)).toEqual([asked.intentId]);
    });

    test('books and finds somebody who left only a phone number', async () => {
      const attendee = { ...ADA, email: null };
      const asked = request({ attendee });
      expect(done(await setup.calendar.book(asked)).attendeePhone).toBe(ADA.phone);
      expect(done(await lookUp(at(10), { attendee })).map((booking) => booking.intentId)).toEqual([asked.intentId]);
    });

    test('takes long notes, odd characters and many small facts along without refusing the booking', async () => {
      const notes = `${'🎈'.repeat(400)}\u0000 Bitte „kurz“ & <b>gut</b>`;
      const metadata = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`key_${i}`, 'x'.repeat(600)]));
      const asked = request({ notes, metadata });
      expect(done(await setup.calendar.book(asked)).intentId).toBe(asked.intentId);
    });

    test('refuses the past as the past', async () => {
      const past = Math.floor((setup.nowAt - 24 * HOUR) / HOUR) * HOUR;
      expect(reasonOf(await setup.calendar.book(request({ startAt: past })))).toBe('in_the_past');
    });

    test('refuses a time at which nobody works', async () => {
      expect(['slot_taken', 'outside_window']).toContain(reasonOf(await setup.calendar.book(request({ startAt: at(20) }))));
    });

    test('refuses an unknown service as such, for slots and for bookings', async () => {
      expect(reasonOf(await slots({ service: setup.unknownService, fromAt: at(9), untilAt: at(12) }))).toBe('service_not_found');
      expect(reasonOf(await setup.calendar.book(request({ service: setup.unknownService })))).toBe('service_not_found');
    });

    test('lets exactly one of twenty simultaneous bookings of a slot through and refuses the others as taken', async () => {
      const requests = Array.from({ length: 20 }, (_, i) => request({ attendee: { ...ADA, name: `Caller ${i}`, email: `caller${i}@example.com` } }));
      const outcomes = await Promise.all(requests.map((asked) => setup.calendar.book(asked)));
      const winners = outcomes.filter((outcome) => outcome.kind === 'done');
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.reason === 'slot_taken')).toHaveLength(19);
      expect(done(await lookUp(at(10))).filter((booking) => booking.status === 'accepted')).toHaveLength(1);
    });

    changesContract({ setup: () => setup, at, request, slots, lookUp });

    if (!capabilities.confirmation) return;
    test('says pending, not accepted, where a person has to confirm', async () => {
      const service = setup.confirmedService;
      if (service === null) throw new Error('the setup promised a service that needs confirmation');
      const asked = request({ service });
      expect(done(await setup.calendar.book(asked))).toMatchObject({ status: 'pending', intentId: asked.intentId });
      expect(done(await lookUp(at(10), { service }))).toMatchObject([{ status: 'pending', intentId: asked.intentId }]);
    });
  });
}
