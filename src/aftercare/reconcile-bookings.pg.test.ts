// The comparison against the stand-in's own list, over HTTP, and PostgreSQL.
import { expect, onTestFinished, test } from 'vitest';
import { eventType } from '../../demo/cal-com/event-type.ts';
import type { Fault } from '../../demo/cal-com/faults.ts';
import { startCalComStandIn, type CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { testDatabase } from '../../test/pg.ts';
import { calComSalon, DAY_MS, HOST, NOW, webhook, type CalComSalon } from '../calendar-events/salon.fixture.ts';
import { calendars } from '../calendar/calendars.ts';
import type { BookingIntent } from '../booking/intent.ts';
import { reconcileDueBookings, type BookingsJob } from './bookings-job.ts';
import { reconcileBookings, type BookingTally } from './reconcile-bookings.ts';

const { database } = await testDatabase();
const MINUTE_MS = 60_000;
const NOTHING: BookingTally = { listed: 0, missing: 0, phantoms: 0, left_alone: 0, fetched: 0, settled: 0, failed: 0, problem: null };

interface Bench {
  readonly salon: CalComSalon;
  readonly calCom: CalComStandIn;
  readonly job: BookingsJob;
  compare(): Promise<BookingTally>;
  /** At the calendar, as made with this intent. */
  stands(intent: BookingIntent | null, given?: { start?: number; intentId?: string }): string;
  later(ms: number): void;
  callbacks(): Promise<readonly object[]>;
  appointments(): Promise<readonly object[]>;
  fates(): Promise<readonly string[]>;
}

async function start(): Promise<Bench> {
  let salon: CalComSalon | null = null;
  const now = (): number => salon?.now ?? NOW;
  const clock = { now, monotonic: now, sleep: async () => undefined };
  const calCom = await startCalComStandIn({ clock, apiKey: 'cal_live_x', eventTypes: [eventType({ id: 101 }), eventType({ id: 102 }), eventType({ id: 999 })] });
  onTestFinished(async () => await calCom.close());
  salon = await calComSalon(database, { baseUrl: calCom.url });
  const bench = salon;
  const job: BookingsJob = { ...bench.parts, calendars: calendars(bench.parts), startedAt: 0 };
  return {
    salon: bench, calCom, job,
    compare: async () => (await reconcileBookings(job, bench.company)) ?? NOTHING,
    stands: (intent, { start = NOW + DAY_MS, intentId } = {}) => {
      const id = intentId ?? intent?.id;
      const booking = calCom.addBooking({ eventTypeId: 101, start, name: 'Yilmaz', email: 'yilmaz@example.com', ...(id === undefined ? {} : { metadata: { fangnetz_intent: id } }) });
      return booking['uid'] as string;
    },
    later: (ms) => void (bench.now += ms),
    callbacks: async () => await bench.rows('select priority, error_type, status from callbacks where company_id = $1 order by created_at, priority'),
    appointments: async () => await bench.rows('select booking_uid, status, wish_id is not null as wished from appointments where company_id = $1 order by created_at, booking_uid'),
    fates: async () => {
      expect(await bench.difference()).toEqual([]);
      return (await bench.rows<{ fate: string }>('select fate from wishes where company_id = $1 order by opened_at')).map(({ fate }) => fate);
    },
  };
}

/** Stored here as confirmed, standing there or not. */
async function agreed(bench: Bench, at: 'both' | 'here'): Promise<string> {
  const intent = await bench.salon.intent('unknown');
  const uid = bench.stands(intent);
  if (at === 'here') bench.calCom.reset();
  await bench.salon.run(async (tx) => {
    await tx.run(`update booking_intents set state = 'confirmed', booking_uid = $2, next_look_at = null where company_id = $1`, [bench.salon.company.id, uid]);
    await tx.run(
      `insert into appointments (company_id, id, wish_id, intent_id, service_id, status, provider, booking_uid, starts_at, ends_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, 'booked', 'cal.com', $6, to_timestamp($7), to_timestamp($7 + 1800), to_timestamp($8), to_timestamp($8))`,
      [bench.salon.company.id, intent.receipt, intent.wishId, intent.id, intent.service.serviceId, uid, intent.startAt / 1000, NOW / 1000 - 3600],
    );
    await tx.run(`update wishes set fate = 'appointment', appointment_id = $2, settled_at = now() where company_id = $1`, [bench.salon.company.id, intent.receipt]);
  });
  bench.later(20 * MINUTE_MS);
  return uid;
}

test('what both know of is left as it is', async () => {
  const bench = await start();
  await agreed(bench, 'both');
  expect(await bench.compare()).toEqual({ ...NOTHING, listed: 1 });
  expect(await bench.fates()).toEqual(['appointment']);
});

test('a lost booking of ours is found, and its customer called', async () => {
  const bench = await start();
  const intent = await bench.salon.intent('unknown');
  const uid = bench.stands(intent);
  bench.later(20 * MINUTE_MS);
  await bench.salon.run(async (tx) => void (await tx.run(`update booking_intents set state = 'absent', next_look_at = null where company_id = $1`, [bench.salon.company.id])));
  expect(await bench.compare()).toMatchObject({ missing: 1, settled: 1 });
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'booked', wished: true }]);
  expect(await bench.callbacks()).toEqual([{ priority: 'urgent', error_type: 'partial_booking', status: 'pending' }]);
  expect(await bench.fates()).toEqual(['open_callback']);
  expect(await bench.compare()).toMatchObject({ missing: 0, settled: 0 });
});

test('a running booking is never taken for an orphan', async () => {
  const bench = await start();
  bench.stands(null, { intentId: '01980000-0000-7000-8000-00000000000a' });
  bench.later(9 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ left_alone: 1, missing: 0 });
  expect(await bench.callbacks()).toEqual([]);
});

test('a booking whose intent is held, or whose look is due, is left to whoever is at it', async () => {
  const bench = await start();
  const intent = await bench.salon.intent('sent', { heldUntil: NOW + 30 * MINUTE_MS });
  bench.stands(intent);
  bench.later(20 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ left_alone: 1, missing: 0 });
  bench.later(20 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ left_alone: 1, missing: 0 });
  expect(await bench.callbacks()).toEqual([]);
});

test('a booking that carries our mark and is unknown becomes a wish with an urgent callback, once', async () => {
  const bench = await start();
  const uid = bench.stands(null, { intentId: '01980000-0000-7000-8000-00000000000b' });
  bench.later(11 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ missing: 1 });
  expect(await bench.compare()).toMatchObject({ missing: 0 });
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'booked', wished: true }]);
  expect(await bench.callbacks()).toEqual([{ priority: 'urgent', error_type: 'partial_booking', status: 'pending' }]);
  expect(await bench.fates()).toEqual(['open_callback']);
});

test("somebody else's booking of which no webhook came blocks its time, and is freed when it is cancelled", async () => {
  const bench = await start();
  const uid = bench.stands(null);
  bench.calCom.addBooking({ eventTypeId: 999, start: NOW + 2 * DAY_MS });
  bench.later(11 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ listed: 1, missing: 1 });
  bench.calCom.setStatus(uid, 'cancelled');
  bench.later(11 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ phantoms: 1 });
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'cancelled', wished: false }]);
  expect(await bench.callbacks()).toEqual([]);
});

test.each(['cancelled', 'absent'] as const)('an appointment that is %s there is not cancelled here: a person is called in, once', async (how) => {
  const bench = await start();
  const uid = await agreed(bench, how === 'absent' ? 'here' : 'both');
  if (how === 'cancelled') bench.calCom.setStatus(uid, 'cancelled');
  bench.later(11 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ phantoms: 1, settled: 1, fetched: how === 'absent' ? 1 : 0 });
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'booked', wished: true }]);
  expect(await bench.callbacks()).toEqual([{ priority: 'high', error_type: null, status: 'pending' }]);
  expect(await bench.fates()).toEqual(['open_callback']);
  // Also not again after it was dealt with.
  await bench.salon.run(async (tx) => {
    await tx.run(`update callbacks set status = 'completed', completed_at = now(), resolution = 'customer_told' where company_id = $1`, [bench.salon.company.id]);
    await tx.run(`update wishes set fate = 'closed', reason = 'customer_told', settled_by = 'anna' where company_id = $1`, [bench.salon.company.id]);
  });
  expect(await bench.compare()).toMatchObject({ phantoms: 0, settled: 0 });
  expect(await bench.fates()).toEqual(['closed']);
});

test('a cancellation heard of after the phantom was found calls nobody a second time', async () => {
  const bench = await start();
  const uid = await agreed(bench, 'both');
  bench.calCom.setStatus(uid, 'cancelled');
  bench.later(11 * MINUTE_MS);
  await bench.compare();
  await bench.salon.hear(webhook({ trigger: 'BOOKING_CANCELLED', uid, cancelledBy: HOST, status: 'CANCELLED' }));
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'cancelled', wished: true }]);
  expect(await bench.callbacks()).toHaveLength(1);
  expect(await bench.fates()).toEqual(['open_callback']);
});

test('an appointment that was cancelled here and stands there is brought to a person', async () => {
  const bench = await start();
  await agreed(bench, 'both');
  await bench.salon.run(async (tx) => {
    await tx.run(`update appointments set status = 'cancelled' where company_id = $1`, [bench.salon.company.id]);
    await tx.run(`update wishes set fate = 'closed', reason = 'cancelled', settled_by = 'machine:call' where company_id = $1`, [bench.salon.company.id]);
  });
  expect(await bench.compare()).toMatchObject({ phantoms: 1 });
  expect(await bench.compare()).toMatchObject({ phantoms: 0 });
  expect(await bench.callbacks()).toEqual([{ priority: 'high', error_type: null, status: 'pending' }]);
  expect(await bench.fates()).toEqual(['open_callback']);
});

test('an appointment that the list lacks and the calendar has is no phantom: lists have been wrong', async () => {
  const bench = await start();
  await agreed(bench, 'both');
  bench.calCom.setFaults([{ operation: 'list', fault: { kind: 'list_lag', ms: 365 * DAY_MS } }]);
  const compared = await bench.compare();
  expect(compared).toMatchObject({ listed: 0, fetched: 1, phantoms: 0 });
  expect(await bench.fates()).toEqual(['appointment']);
});

test('a booking that was moved there without a webhook is moved here, and its wish goes along', async () => {
  const bench = await start();
  const uid = await agreed(bench, 'both');
  const reply = await fetch(`${bench.calCom.url}/bookings/${uid}/reschedule`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'cal-api-version': '2026-02-25' }, body: JSON.stringify({ start: '2026-12-03T09:00:00Z' }),
  });
  const { data } = (await reply.json()) as { data: { uid: string } };
  bench.later(11 * MINUTE_MS);
  expect(await bench.compare()).toMatchObject({ missing: 1, phantoms: 0 });
  expect(await bench.appointments()).toEqual([{ booking_uid: uid, status: 'cancelled', wished: true }, { booking_uid: data.uid, status: 'booked', wished: true }]);
  expect(await bench.fates()).toEqual(['appointment']);
  expect(await bench.callbacks()).toEqual([]);
});

test.each<[string, Fault, string]>([
  ['is away', { kind: 'status', status: 503 }, '503'],
  ['limits our rate', { kind: 'rate_limited' }, '429'],
  ['answers with a page', { kind: 'garbage' }, 'JSON'],
])('while the calendar %s nothing is concluded, and soon it is tried again', async (_what, fault, problem) => {
  const bench = await start();
  await agreed(bench, 'here');
  bench.calCom.setFaults([{ operation: '*', fault }]);
  expect(await reconcileDueBookings(bench.job)).toBe(1);
  expect(await bench.callbacks()).toEqual([]);
  expect(await bench.fates()).toEqual(['appointment']);
  expect(await reconcileDueBookings(bench.job)).toBe(0);
  bench.calCom.clearFaults();
  bench.later(11 * MINUTE_MS);
  expect(await reconcileDueBookings(bench.job)).toBe(1);
  expect(await bench.callbacks()).toHaveLength(1);
  const runs = await bench.salon.rows<{ problem: string | null; incomplete: number; finished: boolean }>(
    'select problem, incomplete, finished_at is not null as finished from reconciliations where company_id = $1 order by started_at',
  );
  expect(runs).toEqual([{ problem: expect.stringContaining(problem) as string, incomplete: 0, finished: true }, { problem: null, incomplete: 1, finished: true }]);
});

test('of two nodes one compares, and the next time in an hour', async () => {
  const bench = await start();
  const both = await Promise.all([reconcileDueBookings(bench.job), reconcileDueBookings(bench.job)]);
  expect(both.toSorted()).toEqual([0, 1]);
  bench.later(59 * MINUTE_MS);
  expect(await reconcileDueBookings(bench.job)).toBe(0);
  bench.later(2 * MINUTE_MS);
  expect(await reconcileDueBookings(bench.job)).toBe(1);
});
