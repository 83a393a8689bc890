import { expect, onTestFinished, test } from 'vitest';
import { ear } from '../../test/ear.ts';
import { testDatabase } from '../../test/pg.ts';
import { execute } from '../../test/execute.ts';
import { startPgProxy } from '../../test/pg-proxy.ts';
import type { PgProxy } from '../../test/pg-proxy.ts';
import { silentLog } from '../../test/silent-log.ts';
import { openPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';
import { realClock } from './real-world.ts';

const { database: sender, url } = await testDatabase();

async function listening(): Promise<{ database: Postgres; proxy: PgProxy }> {
  const proxy = await startPgProxy(url);
  const database = openPostgres({ url: proxy.url, world: { clock: realClock, log: silentLog }, budgetMs: 5000 });
  onTestFinished(async () => {
    await database.close();
    await proxy.close();
  });
  return { database, proxy };
}

async function notify(channel: string, payload: string): Promise<void> {
  await sender.asMachine((tx) => tx.run('SELECT pg_notify($1, $2)', [channel, payload]));
}

test('hears a notification after its commit, on the right channel', async () => {
  const { database } = await listening();
  const callbacks = ear(database, 'callbacks');
  const calls = ear(database, 'calls');
  expect(await callbacks.next()).toBe('');
  expect(await calls.next()).toBe('');
  await notify('callbacks', 'one');
  await notify('calls', 'two');
  expect(await callbacks.next()).toBe('one');
  expect(await calls.next()).toBe('two');
});

test('says once that something may have been missed when the connection was lost, and hears on', async () => {
  const { database, proxy } = await listening();
  const callbacks = ear(database, 'callbacks');
  expect(await callbacks.next()).toBe('');
  proxy.cutAll();
  await notify('callbacks', 'unheard');
  expect(await callbacks.next()).toBe('');
  await notify('callbacks', 'heard');
  expect(await callbacks.next()).toBe('heard');
});

test('hears on when the operator ended the session', async () => {
  const { database } = await listening();
  const callbacks = ear(database, 'callbacks');
  expect(await callbacks.next()).toBe('');
  await execute(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()");
  expect(await callbacks.next()).toBe('');
});

test('tells nothing to whoever stopped, and goes on for the others', async () => {
  const { database } = await listening();
  const stopped = ear(database, 'callbacks');
  const other = ear(database, 'callbacks');
  expect(await stopped.next()).toBe('');
  expect(await other.next()).toBe('');
  stopped.stop();
  await notify('callbacks', 'one');
  expect(await other.next()).toBe('one');
  await expect(Promise.race([stopped.next(), Promise.resolve('silence')])).resolves.toBe('silence');
});

test('keeps telling the others when one of them throws', async () => {
  const { database } = await listening();
  database.listen('callbacks', () => {
    throw new Error('a listener failed');
  });
  const other = ear(database, 'callbacks');
  expect(await other.next()).toBe('');
  await notify('callbacks', 'one');
  expect(await other.next()).toBe('one');
});

test('refuses a channel that is no plain name', () => {
  expect(() => sender.listen('callbacks; DROP TABLE companies', () => undefined)).toThrow('not a channel name');
});
