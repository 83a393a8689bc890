import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { adminServer } from '../../test/admin-server.ts';
import type { AdminServer } from '../../test/admin-server.ts';
import { testDatabase } from '../../test/pg.ts';
import { ear } from '../../test/ear.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import { CHANGES_CHANNEL, createChangeHub } from './change-hub.ts';
import { silentLog } from '../../test/silent-log.ts';
import { announceChange } from '../outbox/announce-change.ts';

const { database } = await testDatabase();
const nord = await companyWithRows(database, 'nord');
const sued = await companyWithRows(database, 'sued');
const companies = [{ id: nord.companyId, slug: 'nord' }, { id: sued.companyId, slug: 'sued' }];
const keys = {
  fn_nord: { companyId: nord.companyId, keyId: randomUUID(), role: 'owner' as const, hint: 'beef', staffId: null },
  fn_sued: { companyId: sued.companyId, keyId: randomUUID(), role: 'owner' as const, hint: 'beef', staffId: null },
};

interface Stream {
  readonly response: IncomingMessage;
  /** Resolves once the text has arrived; the test's time is the bound. */
  until(text: string): Promise<void>;
  text(): string;
  readonly ended: Promise<void>;
}

async function listening(): Promise<{ server: AdminServer; port: number }> {
  const server = await adminServer({ database, companies, keys });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.app.close());
  return { server, port: (server.app.server.address() as AddressInfo).port };
}

async function stream(port: number, key: string, headers: Record<string, string> = {}): Promise<Stream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/api/v1/events', headers: { authorization: `Bearer ${key}`, ...headers } }, resolve).once('error', reject);
  });
  let text = '';
  const waiting = new Set<{ text: string; done: () => void }>();
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    for (const one of waiting) if (text.includes(one.text)) one.done();
  });
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  return {
    response,
    ended,
    text: () => text,
    until: (wanted) => (text.includes(wanted) ? Promise.resolve() : new Promise((done) => waiting.add({ text: wanted, done }))),
  };
}

/** Repeated until it has arrived: the LISTEN connection of a server that has just started may not stand yet. */
async function notify(companyId: string, id: string, arrived: Promise<void>): Promise<void> {
  const said = arrived.then(() => 'arrived');
  do {
    await database.asMachine((tx) => tx.run('select pg_notify($1, $2)', [CHANGES_CHANNEL, JSON.stringify({ company_id: companyId, kind: 'callback', id })]));
  } while ((await Promise.race([said, new Promise((resolve) => setTimeout(resolve, 20))])) !== 'arrived');
}

test('a change reaches the watchers of its company on every node, and nobody else', async () => {
  const [here, there] = [await listening(), await listening()];
  const [mine, mineElsewhere, foreign] = [await stream(here.port, 'fn_nord'), await stream(there.port, 'fn_nord'), await stream(here.port, 'fn_sued')];
  expect(mine.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  const id = randomUUID();
  await notify(nord.companyId, id, Promise.all([mine.until(id), mineElsewhere.until(id)]).then(() => undefined));
  expect(mine.text()).toContain(`event: callback\ndata: {"kind":"callback","id":"${id}"}\n\n`);
  const other = randomUUID();
  await notify(sued.companyId, other, foreign.until(other));
  expect(foreign.text()).not.toContain(id);
});

test('closing the server ends the streams instead of waiting for them', async () => {
  const { server, port } = await listening();
  const open = await stream(port, 'fn_nord');
  await open.until('retry:');
  await server.app.close();
  await open.ended;
  expect(open.text()).toContain('retry: 3000');
});

test('whoever comes back is told to ask for everything again', async () => {
  const { port } = await listening();
  const back = await stream(port, 'fn_nord', { 'last-event-id': '17' });
  await back.until('event: resync');
  expect(back.text()).toContain('event: resync\ndata: {}\n\n');
});

test('a browser that does not read is let go of, before it costs much memory', async () => {
  const { server, port } = await listening();
  const asleep = await stream(port, 'fn_nord');
  const first = randomUUID();
  await notify(nord.companyId, first, asleep.until(first));
  asleep.response.pause();
  const count = (): Promise<number> => new Promise((resolve, reject) => server.app.server.getConnections((error, n) => (error ? reject(error) : resolve(n))));
  expect(await count()).toBe(1);
  // 20 MB, several times what the sockets' own buffers hold
  const flood = `select pg_notify($1, json_build_object('company_id', $2::text, 'kind', 'callback', 'id', repeat('x', 7000) || i)::text) from generate_series(1, 3000) i`;
  await database.asMachine((tx) => tx.run(flood, [CHANGES_CHANNEL, nord.companyId]));
  await expect.poll(count, { timeout: 20_000 }).toBe(0);
});

test('a stranger gets a problem document and no stream', async () => {
  const { port } = await listening();
  const refused = await stream(port, 'fn_wrong');
  expect([refused.response.statusCode, refused.response.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
});

test('the hub beats every 15 seconds, survives a notification that is nonsense, lets pages ask again after a gap, and closes its watchers', async () => {
  const wakes: (() => void)[] = [];
  let notified: (payload: string) => void = () => undefined;
  const hub = createChangeHub({
    world: { clock: { now: () => 0, monotonic: () => 0, sleep: (ms) => new Promise((resolve) => (expect(ms).toBe(15_000), wakes.push(resolve))) }, log: silentLog },
    database: { ...database, listen: (_channel, onNotify) => ((notified = onNotify), () => undefined) },
  });
  const seen: string[] = [];
  hub.watch({ companyId: 'a', branches: null, userId: null, change: ({ kind, id }) => seen.push(id === '' ? kind : id), heartbeat: () => seen.push('beat'), end: () => seen.push('end') });
  wakes.shift()!();
  await Promise.resolve();
  await Promise.resolve();
  for (const nonsense of ['{', 'null', '[]', '{"company_id":"a"}', '{"company_id":"a","kind":"x\\nevent: y","id":"1"}']) notified(nonsense);
  notified('{"company_id":"a","kind":"callback","id":"1"}');
  notified('');
  hub.close();
  expect(seen).toEqual(['beat', '1', 'resync', 'end']);
  expect(hub.watchers()).toBe(0);
});

test('a change of a branch is told to its people, one of no branch to everybody, and whoever was changed himself starts anew', () => {
  let notified: (payload: string) => void = () => undefined;
  const hub = createChangeHub({ world: { clock: { now: () => 0, monotonic: () => 0, sleep: () => new Promise(() => undefined) }, log: silentLog }, database: { ...database, listen: (_channel, onNotify) => ((notified = onNotify), () => undefined) } });
  const heard: string[] = [];
  const watch = (name: string, branches: readonly string[] | null): (() => void) =>
    hub.watch({ companyId: 'a', branches, userId: name, change: ({ id }) => heard.push(`${name} ${id}`), heartbeat: () => undefined, end: () => heard.push(`${name} ends`) });
  for (const [name, branches] of [['chief', null], ['mitte', ['m']], ['west', ['w']]] as const) watch(name, branches);
  notified('{"company_id":"a","kind":"callback","id":"1","branch_id":"m"}');
  notified('{"company_id":"a","kind":"callback","id":"2","branch_id":null}');
  notified('{"company_id":"b","kind":"access","id":"west"}');
  notified('{"company_id":"a","kind":"access","id":"west"}');
  expect(heard).toEqual(['chief 1', 'mitte 1', 'chief 2', 'mitte 2', 'west 2', 'west ends']);
  hub.close();
});

test('what the program announces names the branch of the row, so that the filter has something to go by', async () => {
  const { database } = await testDatabase();
  const salon = await companyWithRows(database, 'ansage');
  const heard = ear(database, CHANGES_CHANNEL);
  expect(await heard.next()).toBe('');
  const branch = await salon.branch('mitte', 'Mitte');
  const call = await salon.call({ branch_id: branch });
  const callback = await salon.callback(await salon.wish({ call_id: call }), { branch_id: branch });
  const told: string[] = [];
  for (const change of [{ kind: 'call', id: call }, { kind: 'callback', id: callback }, { kind: 'booking_step', id: callback, told: `${callback}:booking` }] as const) {
    await database.inCompany(salon.companyId, (tx) => announceChange(tx, salon.companyId, change));
    told.push(await heard.next());
  }
  expect(told.map((payload) => JSON.parse(payload) as unknown)).toEqual([
    { company_id: salon.companyId, kind: 'call', id: call, branch_id: branch },
    { company_id: salon.companyId, kind: 'callback', id: callback, branch_id: branch },
    { company_id: salon.companyId, kind: 'booking_step', id: `${callback}:booking`, branch_id: branch },
  ]);
});
