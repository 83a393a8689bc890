// The four failures that the product was specified with, on the installation that a user gets: the real server with
// its own PostgreSQL, real HTTP, and a Cal.com that fails.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../scratch.ts';
import { metric } from './metric.ts';
import { booking, eventually, newCall, newTool, place, standing } from './salon-under-test.ts';
import type { CallbackDetailJson, Heard, SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld({ database: 'embedded' });
const HOUR = 3_600_000;
const FAILSAFE = 'Ein Mitarbeiter wird Sie anrufen und sich um Ihren Wunschtermin kümmern.';

interface Expected {
  readonly errorType: string;
  readonly priority: string;
  readonly hours: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What every failsafe callback has to show: deadline, exact metadata, log lines with their fields, metric. */
async function expectFailsafe(salon: SalonUnderTest, heard: Heard, call: string, expected: Expected): Promise<CallbackDetailJson> {
  const { callback_id: id = '', callback_due_at: dueAt } = heard.answer;
  const callback = await salon.callback(id);
  expect(callback).toMatchObject({
    id, receipt: id, status: 'pending', error_type: expected.errorType, priority: expected.priority, created_from: 'failsafe_callback', due_at: dueAt,
    customer_name: 'Erika Muster', phone_number: '+4915112345678', overdue: false, branch: { slug: 'mitte' }, service: { slug: 'herrenhaarschnitt' }, call: { retell_call_id: call },
  });
  const createdAt = Date.parse(callback.created_at);
  expect(createdAt).toBeGreaterThanOrEqual(heard.sentAt);
  expect(createdAt).toBeLessThanOrEqual(heard.heardAt);
  expect(Date.parse(callback.due_at) - createdAt).toBe(expected.hours * HOUR);
  expect(callback.metadata).toEqual({
    error_type: expected.errorType, call_id: callback.call_id, retell_call_id: call, from_number: '+4915112345678', created_from: 'failsafe_callback',
    created_at_iso: `${new Date(createdAt).toISOString().slice(0, 19)}Z`, service_id: callback.service?.id, ...expected.metadata,
  });
  const fields = { event: 'callback.failsafe', company: salon.slug, call_id: call, callback_id: id, error_type: expected.errorType, priority: expected.priority };
  const lines = world.server.log().filter((line) => line.event === 'callback.failsafe' && line.call_id === call);
  expect(lines).toMatchObject([
    { ...fields, level: 'warn', msg: '⚠️ Creating failsafe callback for error' },
    { ...fields, level: 'info', msg: '✅ Failsafe callback created' },
  ]);
  expect(await salon.callbacks(call)).toHaveLength(1);
  return callback;
}

async function counted(labels: Readonly<Record<string, string>>): Promise<number> {
  return metric(await world.server.metrics(), 'fangnetz_failsafe_callbacks_total', { source: 'failsafe_callback', ...labels });
}

test('PostgreSQL stops between the success at the calendar and the local save: urgent partial booking, which heals and still gets its call', async () => {
  const salon = await world.salon();
  const at = place(0);
  const [call, tool] = [newCall(), newTool()];
  // long enough for PostgreSQL to be gone before, also on a busy machine; short enough that it is not started again by then
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault: { kind: 'delay', ms: 3_000 } }]);
  const before = await counted({ error_type: 'partial_booking', priority: 'urgent' });
  const asked = salon.say({ call, tool, name: 'book_appointment', args: booking(at) });
  await until(() => standing(salon.standIn, at).length === 1);
  const postmaster = Number((await readFile(join(world.data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(postmaster, 'SIGINT');
  const heard = await asked;
  expect(heard.status).toBe(200);
  const uid = String(standing(salon.standIn, at)[0]?.['uid']);
  expect(heard.answer).toEqual({
    success: false, status: 'partial_booking', message: 'Die Buchung wurde erstellt, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.',
    booking_uid: uid, start: at.iso, wish_id: expect.any(String), callback_id: expect.any(String), callback_due_at: expect.any(String),
  });
  expect(heard.ms).toBeLessThan(8_000);
  expect(await world.server.ready()).toMatchObject({ status: 200, body: { journal: 'up', database: 'down' } });
  // The agent asks once more while everything is still down.
  expect((await salon.say({ call, tool, name: 'book_appointment', args: booking(at) })).answer).toEqual(heard.answer);

  await eventually(world.server.ready, ({ body }) => body['database'] === 'up', 40_000);
  await eventually(async () => await salon.appointments(call), (found) => found.length === 1);
  const [appointment] = await salon.appointments(call);
  expect(appointment).toMatchObject({ status: 'booked', booking_uid: uid, start: new Date(at.at).toISOString(), wish_id: heard.answer.wish_id, provider: 'cal.com' });
  await expectFailsafe(salon, heard, call, {
    errorType: 'partial_booking', priority: 'urgent', hours: 2,
    metadata: { calcom_booking_id: uid, appointment_error: expect.any(String), requested_time: at.iso, requested_date: at.date },
  });
  expect(await counted({ error_type: 'partial_booking', priority: 'urgent' })).toBe(before + 1);
  expect(await salon.wishes(call)).toMatchObject([{ id: heard.answer.wish_id, fate: 'open_callback', callback_id: heard.answer.callback_id, appointment_id: appointment?.id }]);
  expect(salon.standIn.posts()).toBe(1);
  const proof = await eventually(salon.ledger, (ledger) => ledger.journal_pending === 0);
  expect(proof).toMatchObject({ wishes: 1, difference: 0, unexplained: [], fates: { open_callback: 1 } });
  // A late repetition, after the return, still gets what was said, and changes nothing.
  expect((await salon.say({ call, tool, name: 'book_appointment', args: booking(at) })).answer).toEqual(heard.answer);
  expect(salon.standIn.posts()).toBe(1);
});

test('Cal.com answers the booking with 500 and has no times either: high, api_error during the search for alternatives', async () => {
  const salon = await world.salon();
  const at = place(1);
  const call = newCall();
  salon.standIn.setFaults([
    { operation: 'book', fault: { kind: 'status', status: 500 } },
    { operation: 'slots', fault: { kind: 'status', status: 500 } },
  ]);
  const before = await counted({ error_type: 'api_error', priority: 'high' });
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(heard).toMatchObject({ status: 200, answer: { success: false, status: 'callback_queued', message: FAILSAFE } });
  expect(heard.ms).toBeLessThan(8_000);
  await expectFailsafe(salon, heard, call, {
    errorType: 'api_error', priority: 'high', hours: 4,
    metadata: { error_during: 'alternative_search', original_error: expect.stringContaining('500'), requested_time: at.iso, requested_date: at.date },
  });
  expect(await counted({ error_type: 'api_error', priority: 'high' })).toBe(before + 1);
  expect(await salon.wishes(call)).toMatchObject([{ intent: 'book', fate: 'open_callback' }]);
  expect(salon.standIn.posts()).toBe(1);
  await salon.expectBalanced();
});

test.for([
  ['half an answer', { kind: 'garbage', text: '{"status":"succ' }],
  ["somebody else's old booking as a success", { kind: 'old_booking' }],
] as const)('%s makes booking an exception: high, with its message', async ([, fault]) => {
  const salon = await world.salon();
  const at = place(2);
  const call = newCall();
  salon.standIn.setFaults([{ operation: 'book', times: 1, fault }]);
  const before = await counted({ error_type: 'exception', priority: 'high' });
  const heard = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at) });
  expect(heard).toMatchObject({ status: 200, answer: { success: false, status: 'callback_queued', message: FAILSAFE } });
  expect(JSON.stringify(heard.answer)).not.toMatch(/exception|absurd|HTTP|JSON/);
  const callback = await expectFailsafe(salon, heard, call, {
    errorType: 'exception', priority: 'high', hours: 4,
    metadata: { error_during: 'booking_exception', exception_message: expect.any(String), requested_time: at.iso, requested_date: at.date },
  });
  expect(String(callback.metadata['exception_message'])).not.toBe('');
  expect(await counted({ error_type: 'exception', priority: 'high' })).toBe(before + 1);
  expect(standing(salon.standIn, at)).toEqual([]);
  await salon.expectBalanced();
});

test('availability cannot be checked: a silent normal callback, which the same call closes by booking after all', async () => {
  const salon = await world.salon();
  const at = place(3);
  const call = newCall();
  salon.standIn.setFaults([{ operation: 'slots', fault: { kind: 'status', status: 503 } }]);
  const before = await counted({ error_type: 'api_error', priority: 'normal' });
  const heard = await salon.say({ call, tool: newTool(), name: 'check_availability', args: booking(at) });
  expect(heard).toMatchObject({
    status: 200,
    answer: { success: false, status: 'error', message: 'Ich kann den Kalender im Moment leider nicht einsehen. Soll ich Ihren Wunsch notieren, damit sich jemand bei Ihnen meldet?' },
  });
  await expectFailsafe(salon, heard, call, {
    errorType: 'api_error', priority: 'normal', hours: 24,
    metadata: { error_during: 'availability_check', original_error: expect.stringContaining('503'), requested_time: at.iso, requested_date: at.date },
  });
  expect(await counted({ error_type: 'api_error', priority: 'normal' })).toBe(before + 1);

  salon.standIn.clearFaults();
  const booked = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: { ...booking(at) } });
  expect(booked.answer).toMatchObject({ success: true, status: 'booked', start: at.iso, wish_id: heard.answer.wish_id });
  expect(await salon.callback(heard.answer.callback_id ?? '')).toMatchObject({ status: 'completed', resolution: 'settled_in_call' });
  expect(await salon.wishes(call)).toMatchObject([{ fate: 'appointment', appointment_id: booked.answer.appointment_id }]);
  await salon.expectBalanced();
});
