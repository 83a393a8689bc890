// The edge towards the world: who may speak at all, how much, and what never leaves.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import { booking, bodyOf, newCall, newTool, place, send } from './salon-under-test.ts';
import type { SalonUnderTest } from './salon-under-test.ts';
import { startWorld } from './world-under-test.ts';

const world = await startWorld();
const salon = await world.salon();
const address = (connection: string): string => `${world.server.url}/hooks/retell/${connection}/functions`;

interface Raw {
  readonly status: number;
  readonly text: string;
}

async function post(url: string, body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Raw> {
  const reply = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'application/json', ...headers } });
  return { status: reply.status, text: await reply.text() };
}

function wish(call: string): Buffer {
  return bodyOf({ toNumber: '+493012340000' }, { call, tool: newTool(), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
}

async function everythingStored(of: SalonUnderTest): Promise<unknown> {
  return { wishes: await of.wishes(), callbacks: await of.callbacks(), pending: (await of.ledger()).journal_pending };
}

test('unsigned, wrongly signed, old and altered requests get 401, and nothing of them is kept', async () => {
  const before = await everythingStored(salon);
  const body = wish(newCall());
  const { retellKey: key } = salon;
  const altered = Buffer.from(body.toString().replace('Erika', 'Frida'));
  const forged: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    unsigned: {},
    'another key': { 'x-retell-signature': signBody(body, 'key_of_somebody_else', Date.now()) },
    'six minutes old': { 'x-retell-signature': signBody(body, key, Date.now() - 6 * 60_000) },
    'six minutes ahead': { 'x-retell-signature': signBody(body, key, Date.now() + 6 * 60_000) },
    'no signature at all in it': { 'x-retell-signature': 'v=1,d=2' },
    'another body': { 'x-retell-signature': signBody(altered, key, Date.now()) },
  };
  for (const [why, headers] of Object.entries(forged)) {
    const reply = await post(address(salon.connection), body, headers);
    expect(reply, why).toMatchObject({ status: 401 });
    expect(JSON.parse(reply.text), why).toMatchObject({ code: 'SIGNATURE_INVALID' });
  }
  expect(await everythingStored(salon)).toEqual(before);
  expect((await send(address(salon.connection), key, body)).status).toBe(200);
});

test('a connection that nobody configured is 404, and another company\'s key does not open this one', async () => {
  const other = await world.salon();
  const before = await everythingStored(salon);
  const body = wish(newCall());
  expect(await post(address('nobody-retell'), body, { 'x-retell-signature': signBody(body, salon.retellKey, Date.now()) })).toMatchObject({ status: 404 });
  expect(await post(address(salon.connection), body, { 'x-retell-signature': signBody(body, other.retellKey, Date.now()) })).toMatchObject({ status: 401 });
  expect(await everythingStored(salon)).toEqual(before);
  expect(await everythingStored(other)).toEqual({ wishes: [], callbacks: [], pending: 0 });
});

test('what one company has stored does not exist for another', async () => {
  const other = await world.salon();
  const heard = await salon.say({ call: newCall(), tool: newTool(), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } });
  const id = heard.answer.callback_id ?? '';
  expect(await salon.callback(id)).toMatchObject({ id });
  expect((await other.api(`/callbacks/${id}`)).status).toBe(404);
  expect(await other.callbacks()).toEqual([]);
  expect((await fetch(`${world.server.url}/api/v1/callbacks`)).status).toBe(401);
  expect((await fetch(`${world.server.url}/api/v1/callbacks`, { headers: { authorization: 'Bearer fn_guessed' } })).status).toBe(401);
});

test('a body above two mebibytes is 413, one just below is served', async () => {
  const padded = (bytes: number): Buffer => {
    const bare = wish(newCall()).toString();
    return Buffer.from(`${bare.slice(0, -1)},"padding":"${'x'.repeat(bytes - Buffer.byteLength(bare) - 13)}"}`);
  };
  const large = padded(2 * 1024 * 1024 + 1);
  expect(await post(address(salon.connection), large, { 'x-retell-signature': signBody(large, salon.retellKey, Date.now()) })).toMatchObject({ status: 413 });
  const full = padded(2 * 1024 * 1024);
  expect(await send(address(salon.connection), salon.retellKey, full)).toMatchObject({ status: 200, answer: { status: 'callback_queued' } });
});

test.for([
  ['no JSON', Buffer.from('{"name": ')],
  ['nothing', Buffer.alloc(0)],
  ['bytes', randomBytes(300)],
  ['a list', Buffer.from('[1,2]')],
  ['a bare word', Buffer.from('"book_appointment"')],
  ['wrong types everywhere', Buffer.from('{"name":{"a":1},"args":"[]","call":7}')],
  ['a prototype', Buffer.from('{"name":"constructor","args":{"__proto__":{"date":"morgen"},"priority":"constructor"},"call":{"call_id":"call_proto"}}')],
  ['a NUL in every field', Buffer.from('{"name":"request_callback","args":{"name":"A\\u0000B","reason":"\\ud800 \\u0000"},"call":{"call_id":"call_\\u0000nul","from_number":"\\u0000"}}')],
] as const)('an authentic request of %s is answered 200 with a sentence', async ([, body]) => {
  const reply = await post(address(salon.connection), body, { 'x-retell-signature': signBody(body, salon.retellKey, Date.now()) });
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.text)).toMatchObject({ success: expect.any(Boolean), status: expect.any(String), message: expect.stringMatching(/^[A-ZÄÖÜ„].*[.?!]$/s) });
});

test('arguments as long as a model may write them still end in a stored wish and a short answer', async () => {
  const long = 'ä'.repeat(60_000);
  const heard = await salon.say({ call: newCall(), tool: newTool(), name: 'request_callback', args: { name: long, reason: long, notes: long, phone: long, preferred_time_window: long } });
  expect(heard).toMatchObject({ status: 200, answer: { status: 'callback_queued' } });
  expect(JSON.stringify(heard.answer).length).toBeLessThan(15_000);
  expect(await salon.callback(heard.answer.callback_id ?? '')).toMatchObject({ status: 'pending' });
});

test('what goes wrong inside never leaves in an answer: no keys, no stack, no words of the calendar', async () => {
  const failing = await world.salon();
  failing.standIn.setFaults([{ operation: '*', fault: { kind: 'status', status: 500, body: `at Object.<anonymous> (/srv/app.js:1:1) key=${failing.standIn.apiKey} Prisma relation does not exist` } }]);
  const call = newCall();
  const answers = [
    await failing.say({ call, tool: newTool(), name: 'check_availability', args: booking(place(0)) }),
    await failing.say({ call, tool: newTool(), name: 'book_appointment', args: booking(place(0)) }),
    await failing.say({ call, tool: newTool(), name: 'get_alternatives', args: booking(place(0)) }),
  ];
  for (const { status, answer } of answers) {
    expect(status).toBe(200);
    expect(JSON.stringify(answer)).not.toMatch(/srv|Prisma|anonymous|\bat \w+|error:|HTTP|500|key|cal_live|node_modules|\.ts\b/i);
  }
  const logged = world.server.lines().join('\n');
  for (const secret of [failing.standIn.apiKey, failing.retellKey, '+4915112345678', 'Erika Muster']) expect(logged.includes(secret), secret).toBe(false);
  const stored = await failing.callbacks(call);
  expect(JSON.stringify(stored)).not.toContain(failing.standIn.apiKey);
});

test('a flood of forgeries from an address does not shut out the authentic calls that come from there too', async () => {
  // Retell speaks for all its customers from one address: a stranger's agent, or a salon with an old key, must not
  // be able to make everybody's calls unheard.
  const body = wish(newCall());
  const replies = await Promise.all(Array.from({ length: 200 }, async () => await post(address(salon.connection), body, { 'x-retell-signature': 'v=1,d=0' })));
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([401, 429]));
  expect(await salon.say({ call: newCall(), tool: newTool(), name: 'request_callback', args: { name: 'Erika Muster', reason: 'Rückruf' } })).toMatchObject({ status: 200, answer: { status: 'callback_queued' } });
});
