// The end of a call against the real server: told by an event, told while PostgreSQL is away, told to another node.
import { expect, test } from 'vitest';
import { must } from '../../src/platform/assert.ts';
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import { eventually, newCall, newTool, place } from './salon-under-test.ts';
import type { SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const { server } = world;
const postgres = must(world.postgres, 'this world has a PostgreSQL of its own');

async function hook(salon: SalonUnderTest, path: 'webhook' | 'inbound', body: object, url = server.url): Promise<{ status: number; text: string; ms: number }> {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', 'x-retell-signature': signBody(bytes, salon.retellKey, Date.now()) };
  const begin = performance.now();
  const reply = await fetch(`${url}/hooks/retell/${salon.connection}/${path}`, { method: 'POST', body: new Uint8Array(bytes), headers });
  return { status: reply.status, text: await reply.text(), ms: performance.now() - begin };
}

function ended(call: string, words: readonly string[]): object {
  const transcript_object = words.map((line) => ({ role: line.startsWith('U: ') ? 'user' : 'agent', content: line.slice(3) }));
  return {
    event: 'call_ended',
    call: { call_id: call, call_type: 'phone_call', direction: 'inbound', from_number: '+4915112345678', agent_id: 'agent', start_timestamp: Date.now() - 60_000, end_timestamp: Date.now(), disconnection_reason: 'user_hangup', transcript_object },
  };
}

test('a wish that is open at the end is somebody’s task seconds later, on whichever node the end is told', async () => {
  const salon = await world.salon();
  const second = await world.secondServer();
  await eventually(async () => (await fetch(`${second.url}/hooks/retell/${salon.connection}/functions`, { method: 'POST', body: '{}' })).status, (status) => status === 401);
  const [asked, promised] = [newCall(), newCall()];
  const at = place(0);
  await salon.say({ call: asked, tool: newTool(), name: 'check_availability', args: { date: at.date, time: at.time, service: 'Herrenhaarschnitt' } });
  const words = ['A: Soll ich buchen?', 'U: Moment bitte'];
  expect((await hook(salon, 'webhook', ended(asked, words), second.url)).status).toBe(204);
  expect((await hook(salon, 'webhook', ended(asked, words))).status).toBe(204);
  expect((await hook(salon, 'webhook', ended(promised, ['U: Dienstag um zehn bitte', 'A: Ihr Termin ist gebucht.']))).status).toBe(204);
  const [callback] = await eventually(async () => await salon.callbacks(asked), (found) => found.length > 0);
  expect(callback).toMatchObject({ created_from: 'call_problem', priority: 'high', notes: expect.stringContaining('Moment bitte') });
  const [urgent] = await eventually(async () => await salon.callbacks(promised), (found) => found.length > 0);
  expect(urgent).toMatchObject({ created_from: 'reconciliation', priority: 'urgent', error_message: 'Zusage ohne Termin: „Ihr Termin ist gebucht.“' });
  await salon.expectBalanced();
});

test('an end that is told while PostgreSQL is away waits in the journal; an announced call is answered within a second all the same', async () => {
  const salon = await world.salon();
  const call = newCall();
  await postgres.pause();
  try {
    expect((await hook(salon, 'webhook', ended(call, ['U: Ich hätte gern einen Termin.']))).status).toBe(204);
    // until one was in time: the others may have met a busy machine, a program that is slower is so four times
    const taken: number[] = [];
    while (taken.length < 4 && !taken.some((ms) => ms < 1_000)) {
      const inbound = await hook(salon, 'inbound', { event: 'call_inbound', call_inbound: { call_id: newCall(), from_number: '+4915112345678' } });
      expect(inbound).toMatchObject({ status: 200, text: '{"call_inbound":{}}' });
      taken.push(inbound.ms);
    }
    expect(Math.min(...taken)).toBeLessThan(1_000);
  } finally {
    await postgres.resume();
  }
  const [callback] = await eventually(async () => await salon.callbacks(call).catch(() => []), (found) => found.length > 0, 40_000);
  expect(callback).toMatchObject({ created_from: 'call_problem', phone_number: '+4915112345678' });
  const context = JSON.parse((await hook(salon, 'inbound', { event: 'call_inbound', call_inbound: { call_id: newCall(), from_number: '+4915112345678' } })).text) as { call_inbound: { dynamic_variables: object } };
  expect(context.call_inbound.dynamic_variables).toMatchObject({ company_name: 'Salon Nord', open_wish: expect.stringContaining('Rückruf') });
  expect((await eventually(salon.ledger, (ledger) => ledger.journal_pending === 0, 30_000))).toMatchObject({ difference: 0, unexplained: [] });
});
