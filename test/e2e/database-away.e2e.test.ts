// PostgreSQL is away when the call comes, when the server starts, and when the server dies: the same sentences, and
// afterwards exactly what was promised, with the deadlines that were spoken.
import { expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { until } from '../scratch.ts';
import { metric } from './metric.ts';
import { booking, eventually, newCall, newTool, place, standing } from './salon-under-test.ts';
import type { Heard, SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const { server } = world;
const postgres = must(world.postgres, 'this world has a PostgreSQL of its own');
const HOUR = 3_600_000;
/** Another caller each time: the same one would be called once for all of it. */
const numberOf = (caller: number): string => `+49151200${String(caller).padStart(5, '0')}`;
// Known long before the server is killed without its database: the snapshot of companies, from which it then starts,
// is written at most every two seconds.
const knownForLong = await world.salon();

async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  await postgres.pause();
  try {
    await eventually(server.ready, ({ body }) => body['database'] === 'down').catch(() => undefined);
    return await work();
  } finally {
    await postgres.resume();
  }
}

async function expectDrained(salon: SalonUnderTest): Promise<void> {
  await eventually(server.ready, ({ body }) => body['database'] === 'up', 30_000);
  const proof = await eventually(salon.ledger, (ledger) => ledger.journal_pending === 0, 30_000);
  expect(proof).toMatchObject({ difference: 0, unexplained: [] });
  await until(async () => metric(await server.metrics(), 'fangnetz_journal_pending') === 0);
}

/** The callback that was promised is there under the name under which it was promised, due when it was said to be. */
async function expectPromiseKept(salon: SalonUnderTest, heard: Heard, hours: number, expected: object): Promise<void> {
  const callback = await salon.callback(heard.answer.callback_id ?? '');
  expect(callback).toMatchObject({ status: 'pending', due_at: heard.answer.callback_due_at, wish_id: heard.answer.wish_id, ...expected });
  const createdAt = Date.parse(callback.created_at);
  expect(createdAt).toBeGreaterThanOrEqual(heard.sentAt);
  expect(createdAt).toBeLessThanOrEqual(heard.heardAt);
  expect(Date.parse(callback.due_at)).toBe(createdAt + hours * HOUR);
}

test('a call that begins and ends without a database hears the same sentences, and is kept to the letter afterwards', async () => {
  const salon = await world.salon();
  const at = place(0);
  const [asks, books, wants] = [newCall(), newCall(), newCall()];
  const said = { call: wants, name: 'request_callback', args: { name: 'Erika Muster', reason: 'Frage zur Farbe', priority: 'hoch' } };
  const up = await salon.say({ ...said, call: newCall(), tool: newTool(), from: numberOf(1) });
  const heard = await whileAway(async () => {
    expect(await server.ready()).toMatchObject({ status: 200, body: { journal: 'up', database: 'down' } });
    const checked = await salon.say({ call: asks, tool: newTool(), name: 'check_availability', args: booking(at) });
    const tool = newTool();
    const booked = await salon.say({ call: books, tool, name: 'book_appointment', args: booking(at) });
    const wanted = await salon.say({ ...said, tool });
    // The same again, with the database still away: the same answer, and nothing a second time.
    expect((await salon.say({ call: books, tool, name: 'book_appointment', args: booking(at) })).answer).toEqual(booked.answer);
    expect(metric(await server.metrics(), 'fangnetz_journal_pending')).toBe(3);
    return { checked, booked, wanted };
  });
  expect(heard.checked).toMatchObject({ status: 200, answer: { success: true, status: 'available', start: at.iso } });
  expect(heard.wanted).toMatchObject({ status: 200, answer: { success: true, status: 'callback_queued' } });
  const sentence = (one: Heard): string => one.answer.message.replaceAll(/\d+/g, '#').replaceAll(/heute|morgen/g, '');
  expect(sentence(heard.wanted)).toBe(sentence(up));
  expect(heard.booked).toMatchObject({ status: 200, answer: { success: false, status: 'partial_booking', message: 'Die Buchung wurde erstellt, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.' } });
  for (const one of Object.values(heard)) expect(one.ms).toBeLessThan(4_000);

  await expectDrained(salon);
  await expectPromiseKept(salon, heard.wanted, 4, { priority: 'high', created_from: 'customer_request', error_type: null });
  await expectPromiseKept(salon, heard.booked, 2, { priority: 'urgent', created_from: 'failsafe_callback', error_type: 'partial_booking' });
  expect(await salon.callbacks()).toHaveLength(3);
  expect(await salon.appointments(books)).toMatchObject([{ status: 'booked', booking_uid: standing(salon.standIn, at)[0]?.['uid'] }]);
  expect(await salon.wishes(asks)).toMatchObject([{ id: heard.checked.answer.wish_id, fate: 'in_progress' }]);
  expect(salon.standIn.posts()).toBe(1);
});

test('the request is journalled under the ledger while the database is away, and counted once when it is back', async () => {
  const salon = await world.salon();
  const calls = Array.from({ length: 30 }, newCall);
  const heard = await whileAway(async () => await Promise.all(calls.map(async (call, caller) => await salon.say({ call, tool: newTool(), from: numberOf(caller), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } }))));
  expect(heard.every((one) => one.status === 200 && one.answer.status === 'callback_queued')).toBe(true);
  await expectDrained(salon);
  const ids = heard.map((one) => one.answer.callback_id ?? '');
  expect((await salon.callbacks()).map((c) => c.id).toSorted()).toEqual(ids.toSorted());
  expect(await salon.ledger()).toMatchObject({ wishes: 30, fates: { open_callback: 30 }, difference: 0 });
});

test('kill -9 while the database is away loses nothing; the server comes up without it and goes on accepting', async () => {
  const salon = knownForLong;
  const at = place(1);
  const [before, after, books] = [newCall(), newCall(), newCall()];
  const heard = await whileAway(async () => {
    const first = await salon.say({ call: before, tool: newTool(), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
    const booked = await salon.say({ call: books, tool: 'tool_books', name: 'book_appointment', args: booking(at) });
    await server.kill();
    await server.start();
    expect(await server.ready()).toMatchObject({ status: 200, body: { journal: 'up', database: 'down' } });
    // At least these two: what was settled within the last second before the kill may come up again, and is drained in vain.
    expect(metric(await server.metrics(), 'fangnetz_journal_pending')).toBeGreaterThanOrEqual(2);
    const second = await salon.say({ call: after, tool: newTool(), from: numberOf(1), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
    // The agent repeats the booking to the restarted server, which remembers nothing but the journal.
    const again = await salon.say({ call: books, tool: 'tool_books', name: 'book_appointment', args: booking(at) });
    return { first, booked, second, again };
  });
  expect([heard.first, heard.second].map((one) => one.answer.status)).toEqual(['callback_queued', 'callback_queued']);
  expect(heard.booked.answer.status).toBe('partial_booking');
  expect(heard.again.answer).toEqual(heard.booked.answer);
  await expectDrained(salon);
  await expectPromiseKept(salon, heard.first, 24, { priority: 'normal', created_from: 'customer_request' });
  await expectPromiseKept(salon, heard.second, 24, { priority: 'normal', created_from: 'customer_request' });
  await expectPromiseKept(salon, heard.booked, 2, { priority: 'urgent', error_type: 'partial_booking' });
  expect(salon.standIn.posts()).toBe(1);
  expect(await salon.appointments(books)).toHaveLength(1);
  expect(await salon.wishes(books)).toMatchObject([{ fate: 'open_callback' }]);
  expect(await salon.callbacks()).toHaveLength(3);
});

test('a booking tried before the outage is not sent again during it', async () => {
  const salon = await world.salon();
  const at = place(2);
  const call = newCall();
  const first = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(first.answer.status).toBe('booked');
  const again = await whileAway(async () => await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) }));
  expect(salon.standIn.posts()).toBe(1);
  expect(again.answer).toMatchObject({ status: 'partial_booking', booking_uid: first.answer.booking_uid });
  await expectDrained(salon);
  expect(await salon.appointments(call)).toMatchObject([{ booking_uid: first.answer.booking_uid }]);
});

test('a process that dies between the calendar\'s yes and the answer leaves nothing unexplained: looked up, stored, and a person calls', async () => {
  const salon = await world.salon();
  const at = place(3);
  const call = newCall();
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 5_000 } }]);
  const asked = salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) }).then(() => 'answered', () => 'connection lost');
  await until(() => standing(salon.standIn, at).length === 1);
  await server.kill();
  expect(await asked).toBe('connection lost');
  await server.start();
  expect(await salon.wishes(call)).toMatchObject([{ fate: 'in_progress' }]);
  expect(await salon.ledger()).toMatchObject({ difference: 0, unexplained: [] });
  // Nobody delivers it again: it is taken up after the grace in which the platform might have.
  const [callback] = await eventually(async () => await salon.callbacks(call), (found) => found.length === 1, 50_000);
  expect(callback).toMatchObject({ priority: 'urgent', error_type: 'partial_booking', metadata: { calcom_booking_id: standing(salon.standIn, at)[0]?.['uid'] } });
  expect(await eventually(async () => await salon.appointments(call), (found) => found.length === 1)).toMatchObject([{ status: 'booked' }]);
  expect(salon.standIn.posts()).toBe(1);
  await expectDrained(salon);
});
