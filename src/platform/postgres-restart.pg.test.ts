import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ear } from '../../test/ear.ts';
import { execute } from '../../test/execute.ts';
import { MIGRATIONS } from '../../test/schema-file.ts';
import { silentLog } from '../../test/silent-log.ts';
import { temporaryDirectory, THROWAWAY } from '../../test/start-server.ts';
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';
import type { EmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';
import { isFault } from './errors.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';
import { realClock } from './real-world.ts';

// A server of its own, since it is stopped and frozen.
const world = { clock: realClock, log: silentLog };
let directory: string;
let server: EmbeddedPostgres;

async function start(): Promise<void> {
  server = await startEmbeddedPostgres({ directory: join(directory, 'pg'), say: () => undefined, settings: THROWAWAY });
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await start();
  await migrate({ url: server.url, directory: MIGRATIONS, world });
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

function open(): Postgres {
  const database = openPostgres({ url: server.url, world, budgetMs: 1500 });
  onTestFinished(() => database.close());
  return database;
}

const answer = (database: Postgres): Promise<object | null> => database.asMachine((tx) => tx.maybe('SELECT 1 AS one'));

async function unavailable(promise: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  expect(isFault(error, 'DATABASE_UNAVAILABLE')).toBe(true);
  return performance.now() - startedAt;
}

test('succeeds with the first transaction after PostgreSQL came back, and listens again', async () => {
  const database = open();
  const states: string[] = [];
  database.onStateChange((state) => states.push(state));
  const callbacks = ear(database, 'callbacks');
  await Promise.all([1, 2, 3].map(() => answer(database)));
  expect(await callbacks.next()).toBe('');
  await server.stop();
  await unavailable(answer(database));
  expect(database.state()).toBe('down');
  await start();
  expect(await answer(database)).toEqual({ one: 1 });
  expect(states).toEqual(['up', 'down', 'up']);
  expect(await callbacks.next()).toBe('');
});

test('starts while PostgreSQL is down, and sees it come', async () => {
  await server.stop();
  const database = open();
  await unavailable(answer(database));
  await unavailable(migrate({ url: server.url, directory: MIGRATIONS, world }));
  const up = new Promise((resolve) => database.onStateChange(resolve));
  await start();
  expect(await up).toBe('up');
});

test('answers within the budget while every process of PostgreSQL is stopped (SIGSTOP)', async () => {
  const database = open();
  await answer(database);
  const pids = [server.pid, ...(await execute<{ pid: number }>(server.url, 'SELECT pid FROM pg_stat_activity')).map(({ pid }) => pid)];
  const signal = (name: NodeJS.Signals): void => pids.forEach((pid) => sendSignal(pid, name));
  signal('SIGSTOP');
  try {
    const times = await Promise.all([1, 2, 3].map(() => unavailable(answer(database))));
    // what a busy machine may add; without a budget it would be for ever
    for (const ms of times) expect(ms).toBeLessThan(1500 + 3000);
  } finally {
    signal('SIGCONT');
  }
  expect(await answer(database)).toEqual({ one: 1 });
});

// Sessions may end while we go through the list, that of the listing itself to begin with.
function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
