// Trying a booking again, against a Cal.com over HTTP that fails on request, and PostgreSQL.
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { eventType } from '../../../demo/cal-com/event-type.ts';
import type { EventType } from '../../../demo/cal-com/event-type.ts';
import { startCalComStandIn, type CalComStandIn } from '../../../demo/cal-com/stand-in.ts';
import { testDatabase } from '../../../test/pg.ts';
import { salon, storeSalon } from '../../../test/local-salon.ts';
import { silentLog } from '../../../test/silent-log.ts';
import { calendars } from '../../calendar/calendars.ts';
import { changeCallback } from '../../callbacks/change-callback.ts';
import type { Person } from '../../companies/actor.ts';
import type { Company } from '../../companies/company.ts';
import { iso } from '../../platform/iso.ts';
import { realHttp } from '../../platform/real-http.ts';
import { realRandom } from '../../platform/real-world.ts';
import type { World } from '../../platform/world.ts';
import { readLedger } from '../../wishes/ledger.ts';
import { storeWish } from '../../wishes/store-wish.ts';
import { followUp } from '../follow-up.ts';
import { insertIntent } from '../store-intent.ts';
import type { BookingIntent } from '../intent.ts';
import type { Acting, ActingOutcome, Wish } from './acting.ts';
import { bookForCallback } from './book-for-callback.ts';
import { enterByHand } from './enter-by-hand.ts';

const { database } = await testDatabase();
const NOW = Date.parse('2026-12-01T09:00:00Z');
const DAY_MS = 86_400_000;
const PHONE = '+493012345678';
const ANNA: Person = { kind: 'user', id: 'anna', name: 'Anna', staffId: null, role: 'staff' };
const BEN: Person = { kind: 'user', id: 'ben', name: 'Ben', staffId: null, role: 'staff' };

interface Bench {
  readonly company: Company;
  readonly calCom: CalComStandIn;
  readonly callbackId: string;
  readonly wishId: string;
  readonly staffId: string;
  as(person: Person): Acting;
  retry(wish?: Wish, keepOpen?: boolean): Promise<ActingOutcome>;
  /** An attempt in the call of which nobody knows whether it stands. */
  attempt(given?: Partial<BookingIntent>): Promise<BookingIntent>;
  later(ms: number): void;
  /** What the job does every few seconds. */
  followUp(): Promise<void>;
  sent(): number;
  rows<R extends object>(text: string): Promise<R[]>;
  state(): Promise<{ status: string; resolution: string | null; appointment_id: string | null; fate: string; difference: number }>;
}

/** Pauses between looks are over at once. `silent`: so, sooner, is the patience with a calendar; else it is the real one, and a busy machine is not taken for silence. */
async function start(given: { requested?: object; hosts?: number; silent?: boolean } = {}): Promise<Bench> {
  let now = NOW;
  const clock = { now: () => now, monotonic: () => performance.now(), sleep: async (ms: number, signal?: AbortSignal) => await pause(ms < 3_000 ? 5 : given.silent === true ? ms / 8 : ms, signal) };
  const calCom = await startCalComStandIn({ clock, apiKey: 'cal_live_x', eventTypes: [given.hosts === undefined ? eventType({ id: 101 }) : hosted(eventType({ id: 101, scheduling: 'round_robin' }), given.hosts), eventType({ id: 102 })] });
  onTestFinished(async () => await calCom.close());
  const made = salon({ staff: { anna: null } });
  const company: Company = {
    ...made.company, calCom: { baseUrl: calCom.url, profile: 'hosted', apiKey: 'cal_live_x', webhookSecret: null },
    services: made.company.services.map((service, i) => ({ ...service, calendar: { provider: 'cal.com', eventTypeId: 101 + i } })),
  };
  await storeSalon(database, { ...made, company });
  const world: World = { clock, log: silentLog, ids: { next: () => randomUUID() }, random: realRandom, http: realHttp };
  const directory = { connection: () => null, company: () => company, companyBySlug: () => company, operator: () => company, companies: () => [company] };
  const [callbackId, wishId] = [randomUUID(), randomUUID()];
  const requested = given.requested ?? { serviceId: company.services[0]!.id, startAt: NOW + DAY_MS, customerName: 'Ada Example', email: 'ada@example.com' };
  const run = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(company.id, work);
  await run(async (tx) => {
    await storeWish(tx, company.id, { id: wishId, callId: null, intent: 'book', requested, receipt: randomUUID(), openedAt: NOW - 60_000 }, NOW - 60_000);
    await tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, status, priority, error_type, created_from, customer_name, phone_number, due_at, due_because, metadata, created_at, updated_at)
       values ($1, $2, $2, $3, 'pending', 'high', 'api_error', 'failsafe_callback', 'Ada Example', $4, $5, '4 h', '{}', $6, $6)`,
      [company.id, callbackId, wishId, PHONE, iso(NOW + 4 * 3_600_000), iso(NOW - 60_000)],
    );
    await tx.run(`update wishes set fate = 'open_callback', callback_id = $2, settled_at = $3 where id = $1`, [wishId, callbackId, iso(NOW - 60_000)]);
  });
  const as = (actor: Person): Acting => ({ world, calendars: calendars({ world, database, directory }), transact: run, desk: { company, actor, now, ids: world.ids }, callbackId });
  return {
    company, calCom, callbackId, wishId, staffId: made.staffId('anna'), as,
    retry: async (wish = {}, keepOpen = false) => await bookForCallback(as(ANNA), wish, keepOpen),
    attempt: async (over = {}) => {
      const intent: BookingIntent = {
        id: randomUUID(), attempt: 1, wishId, callId: null, receipt: randomUUID(), service: { provider: 'cal.com', serviceId: company.services[0]!.id, eventTypeId: 101, minutes: 30 },
        branchId: company.branches[0]!.id, startAt: NOW + DAY_MS, timeZone: 'Europe/Berlin', staffId: null, notes: null, createdAt: NOW - 60_000,
        attendee: { name: 'Ada Example', email: 'ada@example.com', phone: PHONE, language: 'de' }, ...over,
      };
      await run((tx) => insertIntent(tx, company.id, intent, NOW - 30_000));
      return intent;
    },
    later: (ms) => void (now += ms),
    followUp: async () => void (await followUp({ world, database, directory, calendars: calendars({ world, database, directory }) })),
    sent: () => calCom.bookings().length,
    rows: async (text) => await run((tx) => tx.rows(text, [company.id])),
    state: async () => {
      const [row] = await run((tx) => tx.rows<{ status: string; resolution: string | null; appointment_id: string | null; fate: string }>(
        'select c.status, c.resolution, c.appointment_id, w.fate from callbacks c join wishes w on w.id = c.wish_id where c.id = $1', [callbackId]));
      const { difference } = await run((tx) => readLedger(tx, { companyId: company.id, from: null, to: null, now: NOW, journalPending: [] }));
      return { ...row!, difference };
    },
  };
}

function hosted(type: EventType, hosts: number): EventType {
  return { ...type, hosts: Array.from({ length: hosts }, (_, i) => ({ ...type.hosts[0]!, id: type.hosts[0]!.id + i })) };
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const { setTimeout: wait } = await import('node:timers/promises');
  await wait(ms, undefined, signal === undefined ? {} : { signal });
}

test('books what the caller asked for, stores it, and the callback is done with it', async () => {
  const bench = await start();
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: false, closed: true });
  expect(await bench.state()).toMatchObject({ status: 'completed', resolution: 'appointment_booked', appointment_id: expect.any(String), fate: 'appointment', difference: 0 });
  expect(bench.sent()).toBe(1);
});

test('adopts the booking that the calendar made although it answered with an error, and sends nothing', async () => {
  const bench = await start();
  const intent = await bench.attempt();
  bench.calCom.addBooking({ eventTypeId: 101, start: intent.startAt, name: 'Ada Example', email: 'ada@example.com', metadata: { fangnetz_intent: intent.id } });
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: true, closed: true });
  expect(bench.sent()).toBe(1);
  expect(await bench.state()).toMatchObject({ status: 'completed', fate: 'appointment', difference: 0 });
});

test('an attempt of an earlier wish whose booking was adopted for a later one is settled by it, and nobody is told of two', async () => {
  const bench = await start();
  const earlier = randomUUID();
  await bench.rows(`insert into wishes (company_id, id, intent, requested, receipt, opened_at, fate, updated_at) values ($1, '${earlier}', 'book', '{}', '${earlier}', '${iso(NOW - 60_000)}', 'in_progress', '${iso(NOW)}') returning id`);
  const intent = await bench.attempt({ wishId: earlier });
  bench.calCom.addBooking({ eventTypeId: 101, start: intent.startAt, name: 'Ada Example', email: 'ada@example.com', metadata: { fangnetz_intent: intent.id } });
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: true });
  await bench.followUp();
  expect(await bench.rows(`select state from booking_intents where company_id = $1`)).toEqual([{ state: 'confirmed' }, { state: 'confirmed' }]);
  expect(await bench.rows(`select error_message as reason from callbacks where company_id = $1 and status = 'pending'`)).toEqual([{ reason: expect.not.stringContaining('zwei Termine') }]);
});

test('looks for the attempt of the call where that would stand, also if somebody now wants another time', async () => {
  const bench = await start();
  const intent = await bench.attempt();
  bench.calCom.addBooking({ eventTypeId: 101, start: intent.startAt, name: 'Ada Example', email: 'ada@example.com', metadata: { fangnetz_intent: intent.id } });
  expect(await bench.retry({ startAt: NOW + 2 * DAY_MS })).toMatchObject({ kind: 'booked', adopted: true, held: { startAt: intent.startAt } });
  expect(bench.sent()).toBe(1);
  expect(await bench.rows('select id, state from booking_intents where company_id = $1')).toEqual([{ id: intent.id, state: 'confirmed' }]);
});

test('adopts what a colleague has entered at the calendar for this very customer at this very time', async () => {
  const bench = await start();
  bench.calCom.addBooking({ eventTypeId: 101, start: NOW + DAY_MS, name: 'A. Example', email: 'ADA@example.com' });
  expect(await bench.retry({}, true)).toMatchObject({ kind: 'booked', adopted: true, closed: false });
  expect(bench.sent()).toBe(1);
  expect(await bench.state()).toMatchObject({ status: 'pending', appointment_id: expect.any(String), fate: 'open_callback', difference: 0 });
});

test('does not send again while it is unknown whether the attempt of the call stands', async () => {
  const bench = await start({ silent: true });
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'hang' } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  expect(bench.calCom.posts()).toBe(1);
  expect(await bench.rows(`select state from booking_intents where company_id = $1`)).toEqual([{ state: 'unknown' }]);
  expect(await bench.state()).toMatchObject({ status: 'pending', fate: 'open_callback', difference: 0 });
});

test('sends again what three minutes later has left no trace at the calendar, and that stands once', async () => {
  const bench = await start({ silent: true });
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'status', status: 500, body: { status: 'error' } } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  bench.later(179_000);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  bench.later(1_000);
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: false, closed: true });
  expect([bench.calCom.posts(), bench.sent()]).toEqual([2, 1]);
  expect(await bench.rows('select state from booking_intents where company_id = $1 order by created_at')).toEqual([{ state: 'absent' }, { state: 'confirmed' }]);
  for (let looks = 0; looks < 10; looks += 1) {
    bench.later(3_600_000);
    await bench.followUp();
  }
  expect(await bench.rows('select state, next_look_at from booking_intents where company_id = $1 order by created_at')).toEqual([{ state: 'absent', next_look_at: null }, { state: 'confirmed', next_look_at: null }]);
  expect(await bench.state()).toMatchObject({ status: 'completed', fate: 'appointment', difference: 0 });
});

test('what lands at the calendar after it was sent again is found, stored, and somebody is told of it', async () => {
  const bench = await start({ hosts: 2 });
  const first = await bench.attempt({ createdAt: NOW - 200_000 });
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: false });
  bench.calCom.addBooking({ eventTypeId: 101, hostId: 6, start: first.startAt, name: 'Ada Example', email: 'ada@example.com', metadata: { fangnetz_intent: first.id } });
  bench.later(60_000);
  await bench.followUp();
  expect(await bench.rows('select status from appointments where company_id = $1')).toHaveLength(2);
  expect(await bench.rows(`select priority, error_type, error_message as reason from callbacks where company_id = $1 and status = 'pending'`)).toMatchObject([{ priority: 'urgent', error_type: 'partial_booking', reason: expect.stringContaining('zwei Termine') }]);
  expect(await bench.state()).toMatchObject({ difference: 0 });
});

test('what was set aside and lands while it is sent again leaves the callback open, because the customer has two', async () => {
  const bench = await start({ hosts: 2 });
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'status', status: 500 } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  const [first] = await bench.rows<{ id: string }>('select id from booking_intents where company_id = $1');
  bench.later(180_000);
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 4_000 } }]);
  const again = bench.retry();
  await expect.poll(async () => (await bench.rows<{ n: number }>(`select count(*)::int as n from booking_intents where company_id = $1 and state = 'absent'`))[0]?.n).toBe(1);
  bench.calCom.addBooking({ eventTypeId: 101, hostId: 6, start: NOW + DAY_MS, name: 'Ada Example', email: 'ada@example.com', metadata: { fangnetz_intent: first!.id } });
  await bench.followUp();
  expect(await again).toMatchObject({ kind: 'booked', closed: false });
  expect(await bench.rows('select status from appointments where company_id = $1')).toHaveLength(2);
  expect(await bench.rows('select status, priority, error_message as reason from callbacks where company_id = $1')).toMatchObject([{ status: 'pending', priority: 'urgent', reason: expect.stringContaining('zwei Termine') }]);
  expect(await bench.state()).toMatchObject({ status: 'pending', difference: 0 });
});

test('sends nothing where the calendar cannot be read: an attempt may stand there', async () => {
  const bench = await start();
  bench.calCom.setFaults([{ operation: 'list', fault: { kind: 'status', status: 500, body: { status: 'error' } } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'failed' });
  expect(bench.sent()).toBe(0);
  expect(await bench.state()).toMatchObject({ status: 'pending', fate: 'open_callback', difference: 0 });
});

test('never says that nothing is booked while it is being looked for what was sent', async () => {
  const bench = await start();
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'status', status: 500, body: { status: 'error' } } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  bench.calCom.setFaults([{ operation: 'list', fault: { kind: 'status', status: 500, body: { status: 'error' } } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown', unread: 'sought' });
  expect(bench.calCom.posts()).toBe(1);
});

test('never says that nothing is booked where a booking is known but the calendar cannot be asked for it, nor that it is being looked for', async () => {
  const bench = await start();
  expect(await bench.retry({}, true)).toMatchObject({ kind: 'booked', closed: false });
  bench.calCom.setFaults([{ operation: 'list', fault: { kind: 'status', status: 500, body: { status: 'error' } } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown', unread: 'known' });
});

test('offers other times when the wanted one is taken by then, and the callback stays open', async () => {
  const bench = await start();
  bench.calCom.addBooking({ eventTypeId: 101, start: NOW + DAY_MS, name: 'Somebody Else', email: 'else@example.com' });
  const outcome = await bench.retry();
  expect(outcome).toMatchObject({ kind: 'slot_taken' });
  expect(outcome.kind === 'slot_taken' && outcome.alternatives.length).toBeGreaterThan(0);
  expect(await bench.state()).toMatchObject({ status: 'pending', fate: 'open_callback', difference: 0 });
});

test('a shared event type whose slot is gone answers with a bare error: three minutes later what is free is looked at, and offered', async () => {
  const bench = await start({ hosts: 2 });
  for (const hostId of [5, 6]) bench.calCom.addBooking({ eventTypeId: 101, hostId, start: NOW + DAY_MS, name: 'Somebody Else', email: 'else@example.com' });
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  bench.later(180_000);
  expect(await bench.retry()).toMatchObject({ kind: 'slot_taken', alternatives: [expect.anything(), expect.anything(), expect.anything(), expect.anything(), expect.anything(), expect.anything()] });
  expect(bench.calCom.posts()).toBe(1);
  expect(await bench.state()).toMatchObject({ status: 'pending', fate: 'open_callback', difference: 0 });
});

test('a time that our own booking holds, which the list does not show yet, is not called taken', async () => {
  const bench = await start({ silent: true });
  bench.calCom.setFaults([{ operation: 'list', fault: { kind: 'list_lag', ms: 60_000 } }, { operation: 'book', times: 1, fault: { kind: 'error_after_effect', status: 500 } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  expect(await bench.retry()).toMatchObject({ kind: 'unknown' });
  bench.later(60_000);
  expect(await bench.retry()).toMatchObject({ kind: 'booked', adopted: true, closed: true });
  expect([bench.calCom.posts(), bench.sent()]).toEqual([1, 1]);
});

test('a lost reply is looked for until it is found, and is not booked twice', async () => {
  const bench = await start();
  bench.calCom.setFaults([{ operation: 'book', times: 1, fault: { kind: 'lost_reply' } }]);
  expect(await bench.retry()).toMatchObject({ kind: 'booked', closed: true });
  expect(bench.sent()).toBe(1);
});

test('says what is missing before anything is looked for', async () => {
  const bench = await start({ requested: {} });
  expect(await bench.retry()).toEqual({ kind: 'incomplete', missing: ['service', 'start'] });
});

test('leaves a callback alone that a colleague is working on, or that is closed', async () => {
  const bench = await start();
  await bench.rows(`insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, claimed_at, claim_until)
    values ($1, '${PHONE}', 'user:ben', 'Ben', '${iso(NOW)}', '${iso(NOW + 60_000)}') returning caller_key`);
  expect(await bench.retry()).toMatchObject({ kind: 'claimed', by: 'Ben' });
  expect(await bookForCallback(bench.as(BEN), {}, false)).toMatchObject({ kind: 'booked' });
  expect(await bench.retry()).toMatchObject({ kind: 'closed', status: 'completed' });
});

/** Somebody else comes in between, after so many transactions. */
function meanwhile(acting: Acting, after: number, work: () => Promise<unknown>): Acting {
  let transactions = 0;
  return {
    ...acting,
    transact: async (of) => {
      const done = await acting.transact(of);
      if (++transactions === after) await work();
      return done;
    },
  };
}

const cancelled = async (bench: Bench): Promise<unknown> =>
  await bench.as(BEN).transact((tx) => changeCallback(tx, bench.as(BEN).desk, { id: bench.callbackId, event: { kind: 'cancel', reason: 'hat sich erledigt' } }));

test('sends nothing for a callback that a colleague has closed while the calendar was looked at', async () => {
  const bench = await start();
  expect(await bookForCallback(meanwhile(bench.as(ANNA), 2, () => cancelled(bench)), {}, false)).toEqual({ kind: 'closed', status: 'cancelled' });
  expect(bench.calCom.posts()).toBe(0);
  expect(await bench.rows('select id from booking_intents where company_id = $1')).toEqual([]);
});

test('a callback that was closed while its booking was on its way is not called open, and the appointment is stored', async () => {
  const bench = await start();
  const outcome = await bookForCallback(meanwhile(bench.as(ANNA), 3, () => cancelled(bench)), {}, true);
  expect(outcome).toMatchObject({ kind: 'booked', closed: true, overtaken: true });
  expect(await bench.rows('select status from appointments where company_id = $1')).toEqual([{ status: 'booked' }]);
  expect(await bench.state()).toMatchObject({ status: 'cancelled', difference: 0 });
});

test('two colleagues who book for the same callback at different times at the same moment make one booking', async () => {
  const bench = await start();
  let bens: ActingOutcome | null = null;
  const annas = await bookForCallback(meanwhile(bench.as(ANNA), 3, async () => (bens = await bookForCallback(bench.as(BEN), { startAt: NOW + DAY_MS + 3_600_000 }, true))), {}, true);
  expect([annas, bens]).toMatchObject([{ kind: 'booked' }, { kind: 'busy' }]);
  expect(bench.calCom.posts()).toBe(1);
});

test('an appointment can be entered here only where no calendar is connected', async () => {
  const bench = await start();
  const acting: Acting = { ...bench.as(ANNA), calendars: { for: () => null } };
  expect(await bookForCallback(acting, {}, false)).toEqual({ kind: 'incomplete', missing: ['calendar'] });
  expect(await enterByHand(acting, {}, { keepOpen: false, force: false })).toMatchObject({ kind: 'booked', closed: true });
});

test('what two colleagues enter by hand at the same moment is entered once', async () => {
  const bench = await start();
  const outcomes = await Promise.all([ANNA, BEN].map(async (person) => await enterByHand(bench.as(person), {}, { keepOpen: false, force: true })));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['booked', 'closed']);
  expect(await bench.rows('select count(*) as n from appointments where company_id = $1')).toEqual([{ n: 1 }]);
});

test('an appointment entered here only shows what it overlaps with, and is stored once that was seen', async () => {
  const bench = await start();
  const wish: Wish = { staffId: bench.staffId };
  expect(await enterByHand(bench.as(ANNA), wish, { keepOpen: true, force: false })).toMatchObject({ kind: 'booked', closed: false });
  expect(await enterByHand(bench.as(ANNA), wish, { keepOpen: false, force: false })).toMatchObject({ kind: 'conflict', conflicts: [{ customerName: 'Ada Example' }] });
  expect(await enterByHand(bench.as(ANNA), wish, { keepOpen: false, force: true })).toMatchObject({ kind: 'booked', closed: true });
  expect(bench.sent()).toBe(0);
  expect(await bench.state()).toMatchObject({ status: 'completed', fate: 'appointment', difference: 0 });
});
