// What is one wish and what are two: repetitions, duplicates that arrive at the same moment, on one node and on two.
import { expect, test } from 'vitest';
import { booking, newCall, newTool, place, standing } from './salon-under-test.ts';
import type { Heard, Spoken } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

// Who comes first is what counts here, not how long a busy machine makes twenty of them wait for each other.
const world = await startWorld({ env: { FANGNETZ_ANSWER_BUDGET_MS: '20000', FANGNETZ_DATABASE_BUDGET_MS: '8000' } });
const second = await world.secondServer();
const salon = await world.salon();
const NODES = [world.server.url, second.url];

/** The same request `times` times at once, spread over the nodes given. */
async function atOnce(spoken: Spoken, times: number, nodes: readonly string[] = [world.server.url]): Promise<Heard[]> {
  return await Promise.all(Array.from({ length: times }, async (_, n) => await salon.sayTo(nodes[n % nodes.length] ?? '', spoken)));
}

function postsFor(call: string): number {
  return salon.standIn.requests().filter((request) => request.operation === 'book' && JSON.stringify(request.body).includes(callMark.get(call) ?? call)).length;
}
/** Callers are told apart at the calendar by their names. */
const callMark = new Map<string, string>();
let callers = 0;

function caller(): { call: string; name: string } {
  const call = newCall();
  const name = `Kunde Nummer${++callers}x`;
  callMark.set(call, name);
  return { call, name };
}

test('two different bookings in one call are two wishes and two appointments', async () => {
  const { call, name } = caller();
  const [one, two] = [place(0), place(1)];
  const first = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(one, name) });
  const second = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(two, name) });
  expect([first.answer.status, second.answer.status]).toEqual(['booked', 'booked']);
  expect(first.answer.wish_id).not.toBe(second.answer.wish_id);
  expect(await salon.wishes(call)).toMatchObject([{ fate: 'appointment' }, { fate: 'appointment' }]);
  expect((await salon.appointments(call)).map((a) => a.start).toSorted()).toEqual([one, two].map((at) => new Date(at.at).toISOString()));
  expect(postsFor(call)).toBe(2);
});

test('a child booked for the same time at the calendar is a second wish, not the first one again', async () => {
  const { call, name } = caller();
  const at = place(2);
  const first = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at, name) });
  expect(first.answer.status).toBe('booked');
  const child = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at, 'Lena Klein') });
  expect(child.answer).toMatchObject({ success: false, status: 'slot_taken' });
  expect(child.answer.wish_id).not.toBe(first.answer.wish_id);
  expect(child.answer.alternatives?.length).toBeGreaterThan(0);
  expect(standing(salon.standIn, at)).toHaveLength(1);
});

test('the same booking twice is one, whether the tool call is the same or another', async () => {
  const { call, name } = caller();
  const at = place(3);
  const tool = newTool();
  const first = await salon.say({ call, tool, name: 'book_appointment', args: booking(at, name) });
  const same = await salon.say({ call, tool, name: 'book_appointment', args: booking(at, name) });
  const other = await salon.say({ call, tool: newTool(), name: 'book_appointment', args: booking(at, name) });
  expect(same.answer).toEqual(first.answer);
  expect(other.answer).toMatchObject({ success: true, status: 'booked', appointment_id: first.answer.appointment_id, wish_id: first.answer.wish_id });
  expect(postsFor(call)).toBe(1);
  expect(await salon.appointments(call)).toHaveLength(1);
});

test('twenty deliveries of one request at the same moment make one booking and one wish, and all hear the same', async () => {
  const { call, name } = caller();
  const at = place(4);
  salon.standIn.addFault({ operation: 'book', times: 1, fault: { kind: 'delay', ms: 700 } });
  const heard = await atOnce({ call, tool: newTool(), name: 'book_appointment', args: booking(at, name) }, 20);
  expect(heard.every((one) => one.status === 200)).toBe(true);
  expect(heard[0]?.answer).toMatchObject({ success: true, status: 'booked', start: at.iso });
  for (const one of heard) expect(one.answer).toEqual(heard[0]?.answer);
  expect(postsFor(call)).toBe(1);
  expect(await salon.wishes(call)).toHaveLength(1);
  expect(await salon.appointments(call)).toHaveLength(1);
});

test.for([
  ['with the tool call id', true],
  ['without one', false],
] as const)('twenty deliveries spread over two nodes make one booking, %s', async ([, withTool]) => {
  const { call, name } = caller();
  const at = place(withTool ? 5 : 6);
  salon.standIn.addFault({ operation: 'book', times: 1, fault: { kind: 'delay', ms: 700 } });
  const heard = await atOnce({ call, tool: withTool ? newTool() : null, name: 'book_appointment', args: booking(at, name) }, 20, NODES);
  for (const one of heard) expect(one.answer).toEqual(heard[0]?.answer);
  expect(heard[0]?.answer).toMatchObject({ success: true, status: 'booked' });
  expect(postsFor(call)).toBe(1);
  expect(standing(salon.standIn, at)).toHaveLength(1);
  expect(await salon.wishes(call)).toHaveLength(1);
});

test('twenty tool calls of one booking, spread over two nodes, still make one booking and one appointment', async () => {
  const { call, name } = caller();
  const at = place(7);
  salon.standIn.addFault({ operation: 'book', times: 1, fault: { kind: 'delay', ms: 700 } });
  const heard = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => await salon.sayTo(NODES[n % 2] ?? '', { call, tool: newTool(), name: 'book_appointment', args: booking(at, name) })),
  );
  expect(new Set(heard.map((one) => one.answer.status))).toEqual(new Set(['booked']));
  expect(new Set(heard.map((one) => one.answer.appointment_id)).size).toBe(1);
  expect(postsFor(call)).toBe(1);
  expect(await salon.appointments(call)).toHaveLength(1);
  expect((await salon.wishes(call)).filter((wish) => wish.fate === 'appointment')).toHaveLength(1);
});

test('without a tool call id the same words within two minutes get the same answer, whatever the order of the arguments, on either node', async () => {
  const { call, name } = caller();
  const at = place(8);
  const args = booking(at, name);
  const turned = Object.fromEntries(Object.entries(args).toReversed());
  expect(Object.keys(turned)).not.toEqual(Object.keys(args));
  const first = await salon.say({ call, tool: null, name: 'book_appointment', args });
  expect(first.answer.status).toBe('booked');
  for (const node of NODES) expect((await salon.sayTo(node, { call, tool: null, name: 'book_appointment', args: turned })).answer).toEqual(first.answer);
  expect(postsFor(call)).toBe(1);
  expect(await salon.wishes(call)).toHaveLength(1);
});

test('twenty deliveries of a wish for a call back, over two nodes, are one callback', async () => {
  const { call, name } = caller();
  const heard = await atOnce({ call, tool: newTool(), name: 'request_callback', args: { name, reason: 'Frage zur Farbe' } }, 20, NODES);
  for (const one of heard) expect(one.answer).toEqual(heard[0]?.answer);
  expect(heard[0]?.answer).toMatchObject({ success: true, status: 'callback_queued' });
  expect(await salon.callbacks(call)).toMatchObject([{ id: heard[0]?.answer.callback_id, created_from: 'customer_request', error_type: null, priority: 'normal' }]);
  expect(await salon.wishes(call)).toMatchObject([{ fate: 'open_callback' }]);
});

test('two callers after the same half hour, over two nodes: one gets it, the other hears of other times', async () => {
  const at = place(9);
  const callers = [caller(), caller()];
  const heard = await Promise.all(
    callers.map(async ({ call, name }, n) => await salon.sayTo(NODES[n] ?? '', { call, tool: newTool(), name: 'book_appointment', args: booking(at, name), from: `+49151123400${n}0` })),
  );
  expect(heard.map((one) => one.answer.status).toSorted()).toEqual(['booked', 'slot_taken']);
  expect(standing(salon.standIn, at)).toHaveLength(1);
});

test('after all of this every wish has its fate', async () => {
  const proof = await salon.expectBalanced();
  expect(proof.journal_pending).toBe(0);
  expect(proof.fates.appointment).toBe((await salon.appointments()).length);
});
