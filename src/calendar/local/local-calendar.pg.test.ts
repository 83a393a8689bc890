import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { calendarContract } from '../../../test/contracts/calendar.ts';
import { salon, storeSalon } from '../../../test/local-salon.ts';
import type { SalonParts } from '../../../test/local-salon.ts';
import { testDatabase } from '../../../test/pg.ts';
import { steeredClock } from '../../../test/steered-clock.ts';
import { HOUR_MS } from '../../companies/wall-clock.ts';
import type { OpeningHours } from '../../companies/company.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/errors.ts';
import type { Booking, BookingRequest, Outcome } from '../port.ts';
import { localCalendar } from './local-calendar.ts';

/** Monday, 30 November 2026, 08:00 in Berlin; DAY is the midnight after it. */
const NOW = Date.parse('2026-11-30T07:00:00Z');
const DAY = Date.parse('2026-11-30T23:00:00Z');
const TEN = DAY + 10 * HOUR_MS;
const ADA = { name: 'Ada Example', email: null, phone: '+4915123456789', language: 'de' };

const { database } = await testDatabase();

async function setUp(parts: SalonParts = { staff: { anna: null, ben: null } }, over: Database = database) {
  const place = salon(parts);
  await storeSalon(database, place);
  const clock = steeredClock({ startAt: NOW, sleeps: 'wait' });
  const calendar = localCalendar({ world: { clock }, database: over, company: () => place.company });
  const service = { provider: 'local' as const, serviceId: place.cut, branchId: place.branchId, minutes: 30 };
  const request = (change: Partial<BookingRequest> = {}): BookingRequest => ({
    intentId: randomUUID(), service, startAt: TEN, timeZone: 'Europe/Berlin', attendee: ADA, staffId: null, notes: null, metadata: {}, budgetMs: 10_000, ...change,
  });
  const slotsOf = (change: { fromAt: number; untilAt: number; staffId?: string | null }) =>
    calendar.slots({ service, timeZone: 'Europe/Berlin', staffId: null, budgetMs: 10_000, ...change });
  const accepted = () => database.inCompany(place.company.id, (tx) => tx.rows<{ staff_id: string }>(`select staff_id from local_bookings where status = 'accepted'`));
  return { ...place, clock, calendar, service, request, slotsOf, accepted };
}

calendarContract(
  'local',
  async () => {
    const { clock, company, cut, colour, branchId } = await setUp({ staff: { anna: null } });
    const service = { provider: 'local' as const, serviceId: cut, branchId, minutes: 30 };
    return {
      // The contract counts half-hourly slots.
      calendar: localCalendar({ world: { clock }, database, company: () => company, gridMinutes: 30 }),
      timeZone: 'Europe/Berlin', nowAt: NOW, dayAt: DAY, service,
      longService: { ...service, serviceId: colour, minutes: 60 },
      unknownService: { ...service, serviceId: randomUUID() },
      confirmedService: null,
      close: async () => {},
    };
  },
  { confirmation: false },
);

test('of fifty simultaneous bookings two get through, one for each member of staff', async () => {
  const { calendar, request, accepted } = await setUp();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => calendar.book(request())));
  expect(outcomes.filter((o) => o.kind === 'done')).toHaveLength(2);
  expect(outcomes.filter((o) => o.kind === 'refused' && o.reason === 'slot_taken')).toHaveLength(48);
  expect(new Set((await accepted()).map((row) => row.staff_id)).size).toBe(2);
});

test('fifty deliveries of one intent are one booking, and each is told of it', async () => {
  const { calendar, request, accepted } = await setUp();
  const same = request();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => calendar.book(same)));
  expect(new Set(outcomes.map((o) => (o.kind === 'done' ? o.value.uid : JSON.stringify(o)))).size).toBe(1);
  expect(await accepted()).toHaveLength(1);
});

test('overlapping bookings of different lengths crossing each other never double-book, nor wait for a deadlock', async () => {
  const { calendar, request, service, colour, company } = await setUp();
  const startedMs = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      calendar.book(request({ startAt: DAY + (9 + (i % 12) / 4) * HOUR_MS, ...(i % 2 === 0 ? {} : { service: { ...service, serviceId: colour, minutes: 60 } }) })),
    ),
  );
  expect(performance.now() - startedMs).toBeLessThan(5000);
  expect(outcomes.filter((o) => o.kind === 'unknown')).toEqual([]);
  const [row] = await database.inCompany(company.id, (tx) =>
    tx.rows<{ overlaps: number; bookings: number }>(
      `select (select count(*) from local_bookings) as bookings, count(*) as overlaps from local_bookings a join local_bookings b
       on a.staff_id = b.staff_id and a.uid < b.uid and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
    ),
  );
  expect(row).toEqual({ overlaps: 0, bookings: outcomes.filter((o) => o.kind === 'done').length });
});

test('the one asked for is booked, or nobody', async () => {
  const { calendar, request, staffId, slotsOf } = await setUp();
  const ben = staffId('ben');
  expect(valueOf(await calendar.book(request({ staffId: ben }))).staffId).toBe(ben);
  expect(await calendar.book(request({ staffId: ben }))).toMatchObject({ kind: 'refused', reason: 'slot_taken' });
  const slots = await slotsOf({ fromAt: TEN, untilAt: TEN + 1, staffId: ben });
  expect(slots).toEqual({ kind: 'done', value: [] });
  expect(valueOf(await calendar.book(request())).staffId).toBe(staffId('anna'));
});

test('work goes to whoever has the least that day', async () => {
  const { calendar, request, staffId } = await setUp();
  const booked: (string | null)[] = [];
  for (const hour of [9, 11, 13, 15]) booked.push(valueOf(await calendar.book(request({ startAt: DAY + hour * HOUR_MS }))).staffId);
  expect(booked).toEqual([staffId('anna'), staffId('ben'), staffId('anna'), staffId('ben')]);
});

test('what is offered can be booked, and nothing in the lunch break is', async () => {
  const tue: OpeningHours['tue'] = [['09:00', '13:00'], ['14:00', '18:00']];
  const openingHours: OpeningHours = { mon: [], tue, wed: [], thu: [], fri: [], sat: [], sun: [] };
  const { calendar, request, slotsOf } = await setUp({ staff: { anna: null }, openingHours });
  for (const hour of [12.75, 13, 13.75]) {
    expect(await calendar.book(request({ startAt: DAY + hour * HOUR_MS }))).toMatchObject({ kind: 'refused', reason: 'outside_window' });
  }
  let booked = 0;
  for (;;) {
    const slots = await slotsOf({ fromAt: DAY, untilAt: DAY + 48 * HOUR_MS });
    const next = slots.kind === 'done' ? slots.value[0] : undefined;
    if (next === undefined) break;
    valueOf(await calendar.book(request({ startAt: next.startAt })));
    booked += 1;
  }
  expect(booked).toBe(16);
});

test('an appointment across the autumn change lasts as long as it says', async () => {
  const night: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [['00:00', '06:00']] };
  const { calendar, request, service, colour, clock } = await setUp({ staff: { anna: null }, openingHours: night });
  const startAt = Date.parse('2027-10-31T02:30:00+02:00');
  clock.advance(startAt - NOW - HOUR_MS);
  const long = valueOf(await calendar.book(request({ startAt, service: { ...service, serviceId: colour, minutes: 60 } })));
  expect(long.endAt - long.startAt).toBe(HOUR_MS);
  // The second 02:30 of that night is an hour later, and free.
  expect(await calendar.book(request({ startAt: startAt + HOUR_MS / 2 }))).toMatchObject({ kind: 'refused', reason: 'slot_taken' });
  expect(valueOf(await calendar.book(request({ startAt: startAt + HOUR_MS }))).startAt).toBe(startAt + HOUR_MS);
});

test('a repetition after the start has passed still says that it is booked', async () => {
  const { calendar, request, clock } = await setUp();
  const same = request();
  const first = valueOf(await calendar.book(same));
  clock.advance(TEN - NOW + 1);
  expect(await calendar.book(same)).toEqual({ kind: 'done', value: first });
  expect(await calendar.book(request())).toMatchObject({ kind: 'refused', reason: 'in_the_past' });
});

test('a cancelled booking frees the time, stays findable, and is not revived by a repetition', async () => {
  const { calendar, request, service, clock } = await setUp({ staff: { anna: null } });
  const same = request();
  const { uid } = valueOf(await calendar.book(same));
  for (let twice = 0; twice < 2; twice += 1) expect(valueOf(await calendar.cancel({ uid, service, reason: 'x', budgetMs: 10_000 })).status).toBe('cancelled');
  expect(await calendar.book(same)).toMatchObject({ kind: 'refused', reason: 'rejected' });
  clock.advance(1);
  expect(valueOf(await calendar.book(request())).status).toBe('accepted');
  const found = await calendar.lookUp({ service, startAt: TEN, attendee: ADA, budgetMs: 10_000 });
  expect(found.kind === 'done' ? found.value.map((b) => b.status) : found).toEqual(['cancelled', 'accepted']);
  expect(await calendar.cancel({ uid: randomUUID(), service, reason: 'x', budgetMs: 10_000 })).toMatchObject({ kind: 'refused', reason: 'booking_not_found' });
});

test('a look-up names the bookings of its service only', async () => {
  const { calendar, request, service, colour } = await setUp();
  const one = valueOf(await calendar.book(request()));
  const other = { ...service, serviceId: colour, minutes: 60 };
  const two = valueOf(await calendar.book(request({ service: other })));
  const at = { startAt: TEN, attendee: ADA, budgetMs: 10_000 };
  expect(await calendar.lookUp({ ...at, service })).toEqual({ kind: 'done', value: [one] });
  expect(await calendar.lookUp({ ...at, service: other })).toEqual({ kind: 'done', value: [two] });
});

test('a name that was cut through the middle of an emoji is booked all the same', async () => {
  const { calendar, request } = await setUp();
  const attendee = { ...ADA, name: `Ada\u0000 ${'🎈'.slice(0, 1)}` };
  expect(valueOf(await calendar.book(request({ attendee, notes: attendee.name }))).attendeeName).toBe('Ada \ufffd');
});

test('another company sees neither the booking nor its slot gone', async () => {
  const [one, other] = [await setUp(), await setUp()];
  const { uid } = valueOf(await one.calendar.book(one.request()));
  expect(await other.calendar.cancel({ uid, service: other.service, reason: 'x', budgetMs: 10_000 })).toMatchObject({ reason: 'booking_not_found' });
  const look = await other.calendar.lookUp({ service: one.service, startAt: TEN, attendee: ADA, budgetMs: 10_000 });
  expect(look).toEqual({ kind: 'done', value: [] });
});

test('a database that is gone is unknown, never refused; a bug is not hidden as one', async () => {
  const failing = (error: Error): Database => ({ ...database, inCompany: () => Promise.reject(error) });
  const down = await setUp(undefined, failing(new Fault('DATABASE_UNAVAILABLE', 'lost while committing')));
  const unknown = { kind: 'unknown', cause: 'no_answer', detail: 'lost while committing' };
  expect(await down.calendar.book(down.request())).toEqual(unknown);
  expect(await down.slotsOf({ fromAt: DAY, untilAt: TEN })).toEqual(unknown);
  expect(await down.calendar.lookUp({ service: down.service, startAt: TEN, attendee: ADA, budgetMs: 10_000 })).toEqual(unknown);
  expect(await down.calendar.book(down.request({ budgetMs: 0 }))).toMatchObject({ kind: 'unknown', cause: 'not_tried' });
  const broken = await setUp(undefined, failing(new TypeError('a bug')));
  await expect(broken.calendar.book(broken.request())).rejects.toThrow('a bug');
});

function valueOf(outcome: Outcome<Booking>): Booking {
  if (outcome.kind !== 'done') throw new Error(`expected done, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

test('a holiday, a half day and somebody’s absence offer no slot, and cannot be booked either', async () => {
  const { company, branchId, staffId, ...place } = salon({ staff: { anna: null, ben: null } });
  const away = company.staff.map((member) => (member.name === 'anna' ? { ...member, absences: [{ id: 'a', from: '2026-12-22', to: '2026-12-26', hours: null }] } : member));
  const eve = { id: 'e', branchId: null, kind: 'hours' as const, from: '12-24', to: '12-24', hours: [['09:00', '10:00']] as const, reason: null };
  const changed = { ...company, staff: away, exceptions: [eve] };
  await storeSalon(database, { company, branchId, staffId, ...place });
  const calendar = localCalendar({ world: { clock: steeredClock({ startAt: NOW, sleeps: 'wait' }) }, database, company: () => changed });
  const service = { provider: 'local' as const, serviceId: place.cut, branchId, minutes: 30 };
  const fromAt = Date.parse('2026-12-24T00:00+01:00');
  const found = await calendar.slots({ service, timeZone: 'Europe/Berlin', staffId: null, budgetMs: 10_000, fromAt, untilAt: fromAt + 48 * HOUR_MS });
  expect(found.kind === 'done' && found.value.map((slot) => [new Date(slot.startAt).toISOString().slice(5, 16), slot.staffId])).toEqual([
    ['12-24T08:00', staffId('ben')], ['12-24T08:15', staffId('ben')], ['12-24T08:30', staffId('ben')],
  ]);
  const book = async (start: string, asked: string | null) => {
    const outcome = await calendar.book({
      intentId: randomUUID(), service, startAt: Date.parse(start), timeZone: 'Europe/Berlin', attendee: ADA, staffId: asked, notes: null, metadata: {}, budgetMs: 10_000,
    });
    return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
  };
  expect([await book('2026-12-25T10:00+01:00', null), await book('2026-12-24T11:00+01:00', null), await book('2026-12-24T09:00+01:00', staffId('anna')), await book('2026-12-24T09:00+01:00', null)]).toEqual([
    'outside_window', 'outside_window', 'outside_window', 'done',
  ]);
});
