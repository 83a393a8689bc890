// What a customer does himself in a later call, or at the calendar, settles what is open for him: with proof, told, and reversibly.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { settleDeeds } from '../../src/aftercare/settle-deeds.ts';
import { calComSalon, CUSTOMER, HOST, NOW as SALON_NOW, webhook } from '../../src/calendar-events/salon.fixture.ts';
import { changeCallback } from '../../src/callbacks/change-callback.ts';
import { claimCaller } from '../../src/callbacks/claim.ts';
import { undoLast } from '../../src/callbacks/undo.ts';
import type { Person } from '../../src/companies/actor.ts';
import { iso } from '../../src/platform/iso.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { readLedger } from '../../src/wishes/ledger.ts';
import { testDatabase } from '../pg.ts';
import { bench } from '../whole-call/bench.ts';
import { NO_TROUBLE } from '../whole-call/life.ts';

const { database } = await testDatabase();
const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' };
const PERSON: Person = { kind: 'user', id: 'u1', name: 'Anna', staffId: null, role: 'owner' };
const MINUTES = 60_000;

interface CallbackRow { readonly id: string; readonly status: string; readonly resolution: string | null; readonly appointment_id: string | null }

async function desk() {
  const on = await bench(database);
  const { company } = on.salon;
  const inCompany = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(company.id, work);
  const staff = () => ({ company, actor: PERSON, now: on.clock.now(), ids: { next: () => randomUUID() } });
  const settle = async () => {
    const { world, directory } = on.program.intake;
    for (let i = 0; i < 3; i++) await settleDeeds({ world, database, directory, metrics: createMetrics() });
  };
  return {
    ...on, inCompany, staff, settle,
    failing: () => void Object.assign(on.calendar.faults, { book: 'failed', slots: 'fails' }),
    sound: () => void Object.assign(on.calendar.faults, { book: 'none', slots: 'none', look: 'none' }),
    /** The call is over, and what it did is looked at. */
    later: async () => {
      await on.clock.pass(6 * MINUTES);
      await settle();
    },
    callbacks: async () => await on.rows<CallbackRow>('select id, status, resolution, appointment_id from callbacks order by created_at, id'),
    wishes: async () => await on.rows<{ fate: string; reason: string | null; settled_by: string | null }>('select fate, reason, settled_by from wishes order by opened_at, id'),
    lines: async (kind: string) => (await on.rows<{ detail: Record<string, unknown> }>(`select detail from callback_events where kind = '${kind}' order by at, id`)).map(({ detail }) => detail),
    balanced: async () => expect(await inCompany(async (tx) => await readLedger(tx, { companyId: company.id, from: null, to: null, now: on.clock.now(), journalPending: [] }))).toMatchObject({ difference: 0, unexplained: [] }),
    change: async (event: Parameters<typeof changeCallback>[2]['event'], id: string) => await inCompany(async (tx) => await changeCallback(tx, staff(), { id, event })),
  };
}
type On = Awaited<ReturnType<typeof desk>>;

async function failed(on: On, args: object = {}): Promise<string> {
  on.failing();
  const { answer } = await on.caller().ask('book_appointment', { ...TEN, ...args } as never);
  on.sound();
  await on.clock.pass(10 * MINUTES);
  return answer.callback_id!;
}
const book = async (on: On, args: object = {}) => (await on.caller().ask('book_appointment', { ...TEN, uhrzeit: '12:00', ...args } as never)).answer;

test('who books by himself in a later call is not called any more: closed with the proof, the team is told, and it balances', async () => {
  const on = await desk();
  const id = await failed(on);
  const booked = await book(on);
  expect(booked.status).toBe('booked');
  await on.later();
  expect(await on.callbacks()).toEqual([{ id, status: 'completed', resolution: 'settled_by_customer', appointment_id: booked.appointment_id }]);
  expect(await on.wishes()).toMatchObject([{ fate: 'closed', reason: 'settled_by_customer', settled_by: 'machine' }, { fate: 'appointment' }]);
  const [call] = await on.rows<{ call_id: string }>('select call_id from appointments');
  expect(await on.lines('settle')).toMatchObject([{ proof: { deed: 'booked', appointment_id: booked.appointment_id, call_id: call!.call_id } }]);
  expect(await on.rows(`select recipient from notices where kind = 'settled'`)).toHaveLength(1);
  await on.balanced();
});

test('while he is on the phone nothing is closed: he may think better of it, and does', async () => {
  const on = await desk();
  const id = await failed(on);
  const call = on.caller();
  await call.ask('book_appointment', { ...TEN, uhrzeit: '12:00' });
  await on.settle();
  expect(await on.callbacks()).toMatchObject([{ id, status: 'pending' }]);
  await on.rows(`update appointments set status = 'cancelled', cancelled_at = updated_at where true`);
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'pending' }]);
});

test('a person opens it again, and what has settled it once does not do so a second time', async () => {
  const on = await desk();
  const id = await failed(on);
  await book(on);
  await on.later();
  expect(await on.change({ kind: 'reopen', reason: 'zwei Termine waren gemeint' }, id)).toMatchObject({ kind: 'changed' });
  await on.rows('update appointments set deed_at = to_timestamp(0) where true');
  await on.rows('update callbacks set deed_at = to_timestamp(0) where true');
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'pending', resolution: null }]);
  expect((await on.wishes())[0]).toMatchObject({ fate: 'open_callback' });
  await on.balanced();
});

test('anybody takes it back with one click, and all is as it was: assigned, set aside, the wish open', async () => {
  const on = await desk();
  const id = await failed(on);
  await on.change({ kind: 'assign', staffId: on.salon.staffId('Udo'), why: 'by_hand' }, id);
  await on.change({ kind: 'snooze', until: on.clock.now() + 300 * MINUTES, words: 'heute Nachmittag' }, id);
  const state = 'select status, assigned_to, snoozed_until, snooze_words, due_at, priority, appointment_id, resolution, completed_at from callbacks';
  const before = await on.rows(state);
  await book(on);
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'completed' }]);
  await on.clock.pass(24 * 60 * MINUTES);
  const undo = async () => await on.inCompany(async (tx) => await undoLast(tx, on.staff(), id));
  expect(await undo()).toMatchObject({ kind: 'undone' });
  expect(await on.rows(state)).toEqual(before);
  expect((await on.wishes())[0]).toMatchObject({ fate: 'open_callback' });
  await on.rows('update appointments set deed_at = to_timestamp(0) where true');
  await on.later();
  expect(await on.rows(state)).toEqual(before);
  await on.balanced();
});

test('a repeat caller who then books settles both of his wishes with one callback', async () => {
  const on = await desk();
  const id = await failed(on);
  const call = on.caller();
  on.failing();
  await call.ask('check_availability', TEN);
  on.sound();
  expect((await call.ask('book_appointment', { ...TEN, uhrzeit: '12:00' })).answer.status).toBe('booked');
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ id, status: 'completed', resolution: 'settled_by_customer' }]);
  expect((await on.wishes()).map(({ fate }) => fate)).toEqual(['closed', 'appointment']);
  await on.balanced();
});

test('a call that broke off is settled although its callback is stored after the booking', async () => {
  const on = await desk();
  await on.caller().ask('check_availability', TEN);
  await on.clock.pass(20_000);
  await book(on);
  await on.clock.pass(6 * MINUTES);
  await on.program.work();
  expect(await on.callbacks()).toMatchObject([{ status: 'pending' }]);
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'completed', resolution: 'settled_by_customer' }]);
  await on.balanced();
});

test('drained from the journal long after the booking, it is settled all the same; wished for after the booking, it is not', async () => {
  const on = await desk();
  on.failing();
  await on.caller().ask('book_appointment', TEN, { trouble: { ...NO_TROUBLE, database: 'down' } });
  on.sound();
  await on.clock.pass(10 * MINUTES);
  // Another node, so that the journal of the first one stays as it is.
  const other = on.anotherNode();
  await other.deliver([{ name: 'book_appointment', args: { ...TEN, uhrzeit: '12:00' }, call: { call_id: 'later', from_number: '+4915112345678', to_number: '+493012345678' } }]);
  await on.later();
  expect(await on.callbacks()).toEqual([]);
  await on.program.work();
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'completed', resolution: 'settled_by_customer' }]);
  const again = await failed(on);
  await on.later();
  expect((await on.callbacks()).find(({ id }) => id === again)).toMatchObject({ status: 'pending' });
  await on.balanced();
});

test.each([
  ['the child’s', { name: 'Kind Beispiel' }], ['another service’s', { dienstleistung: 'farbe' }],
])('%s appointment settles nothing of hers', async (_what, other) => {
  const on = await desk();
  await failed(on);
  await book(on, other);
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'pending' }]);
  expect(await on.lines('may_be_settled')).toEqual([]);
});

test.each<[string, (on: On, id: string) => Promise<unknown>, string]>([
  ['he had asked for a person', async (on) => await on.rows(`update callbacks set created_from = 'customer_request' where true`), 'asked_for_a_person'],
  ['a booking of his may stand elsewhere', async (on) => await on.rows(`update callbacks set error_type = 'partial_booking' where true`), 'uncertain_booking'],
  ['somebody is on it', async (on, id) => {
    await on.inCompany(async (tx) => await claimCaller(tx, on.staff(), id));
    await on.rows(`update caller_claims set claim_until = claim_until + interval '1 day' where true`);
  }, 'somebody_is_on_it'],
])('where %s, a person is shown the proof and closes it himself', async (_what, prepare, why) => {
  const on = await desk();
  const id = await failed(on);
  await prepare(on, id);
  const booked = await book(on);
  await on.later();
  await on.later();
  expect(await on.callbacks()).toMatchObject([{ status: 'pending' }]);
  expect(await on.lines('may_be_settled')).toMatchObject([{ why, proof: { appointment_id: booked.appointment_id } }]);
  await on.change({ kind: 'complete', resolution: 'settled_by_customer', notes: null, appointmentId: booked.appointment_id! }, id);
  expect(await on.callbacks()).toMatchObject([{ status: 'completed', resolution: 'settled_by_customer', appointment_id: booked.appointment_id }]);
  await on.balanced();
});

test('a booking of which he was told nothing certain settles nothing, also when it turns up', async () => {
  const on = await desk();
  await failed(on, { name: 'Ada Beispiel' });
  Object.assign(on.calendar.faults, { book: 'lost_reply', look: 'lags' });
  expect((await book(on)).status).toBe('unconfirmed');
  on.sound();
  await on.clock.pass(10 * MINUTES);
  await on.program.work();
  expect(await on.rows('select customer_knows from appointments')).toEqual([{ customer_knows: false }]);
  await on.later();
  expect((await on.callbacks()).map(({ status }) => status)).toEqual(['pending']);
  await on.balanced();
});

async function calendarSalon() {
  const bench = await calComSalon(database);
  const { company } = bench;
  const [call, wish, callback] = [randomUUID(), randomUUID(), randomUUID()];
  const at = iso(SALON_NOW - 3_600_000);
  await bench.run(async (tx) => {
    await tx.run(`insert into calls (company_id, id, connection, retell_call_id, from_number, last_seen_at, ended_at, created_at) values ($1, $2, 'r', 'c1', '+4930111222', $3, $3, $3)`, [company.id, call, at]);
    await tx.run(`insert into wishes (company_id, id, call_id, intent, fate, receipt, opened_at, settled_at, updated_at) values ($1, $2, $3, 'book', 'open_callback', $2, $4, $4, $4)`, [company.id, wish, call, at]);
    await tx.run(
      `insert into callbacks (company_id, id, receipt, wish_id, call_id, status, priority, error_type, created_from, phone_number, service_id, due_at, due_because, metadata, created_at, updated_at)
       values ($1, $2, $2, $3, $4, 'pending', 'high', 'api_error', 'failsafe_callback', '+4930111222', $5, $6, '', '{}', $6, $6)`,
      [company.id, callback, wish, call, company.services[0]!.id, at],
    );
  });
  const { world, directory } = bench.parts;
  return { bench, call, wish, settle: async () => await settleDeeds({ world, database, directory, metrics: createMetrics() }) };
}
const STATE = 'select status, resolution from callbacks where company_id = $1';

test('booked on the salon’s booking page: settled, with the calendar as the proof', async () => {
  const { bench, settle } = await calendarSalon();
  await bench.hear(webhook({ trigger: 'BOOKING_CREATED', uid: 'A' }));
  await settle();
  expect(await bench.rows(STATE)).toEqual([{ status: 'completed', resolution: 'settled_by_customer' }]);
  expect(await bench.rows(`select detail -> 'proof' ->> 'call_id' as at from callback_events where company_id = $1 and kind = 'settle'`)).toEqual([{ at: 'calendar' }]);
  expect(await bench.difference()).toEqual([]);
});

test('a request at the calendar that still waits for its host settles nothing', async () => {
  const { bench, settle } = await calendarSalon();
  await bench.hear(webhook({ trigger: 'BOOKING_REQUESTED', uid: 'A', status: 'PENDING' }));
  await settle();
  expect(await bench.rows(STATE)).toEqual([{ status: 'pending', resolution: null }]);
});

test.each([
  ['the customer himself', CUSTOMER, { status: 'completed', resolution: 'settled_by_customer' }, []],
  ['the host', HOST, { status: 'pending', resolution: null }, [{ why: 'not_told' }]],
])('a wish to cancel is settled at the calendar by %s', async (_who, by, expected, hints) => {
  const { bench, wish, settle, call } = await calendarSalon();
  await bench.hear(webhook({ trigger: 'BOOKING_CREATED', uid: 'A', eventTypeId: 102 }));
  await settle();
  await bench.run(async (tx) => {
    await tx.run(`update wishes set intent = 'cancel' where company_id = $1 and id = $2`, [bench.company.id, wish]);
    await tx.run('update callbacks set service_id = null where company_id = $1', [bench.company.id]);
    await tx.run(
      `insert into booking_intents (company_id, id, wish_id, call_id, receipt, provider, state, request, starts_at, kind, appointment_id, created_at, updated_at)
       select $1, $2, $3, $4, $2, 'cal.com', 'refused', '{}', $5, 'cancel', id, $5, $5 from appointments where company_id = $1`,
      [bench.company.id, randomUUID(), wish, call, iso(SALON_NOW)],
    );
  });
  bench.now += 60_000;
  await bench.hear(webhook({ trigger: 'BOOKING_CANCELLED', uid: 'A', eventTypeId: 102, cancelledBy: by, status: 'CANCELLED' }));
  await settle();
  expect(await bench.rows(STATE)).toEqual([expected]);
  expect(await bench.rows(`select detail ->> 'why' as why from callback_events where company_id = $1 and kind = 'may_be_settled'`)).toEqual(hints);
});

test('an appointment that he only moves settles no wish for another one', async () => {
  const { bench, settle } = await calendarSalon();
  await bench.hear(webhook({ trigger: 'BOOKING_CREATED', uid: 'A', eventTypeId: 102 }));
  await settle();
  await bench.hear(webhook({ trigger: 'BOOKING_RESCHEDULED', uid: 'B', from: 'A', day: 2, fromDay: 1 }));
  await settle();
  expect(await bench.rows(STATE)).toEqual([{ status: 'pending', resolution: null }]);
});
