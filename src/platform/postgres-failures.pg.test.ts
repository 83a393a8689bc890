import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { execute } from '../../test/execute.ts';
import { emptyDatabase, testDatabase } from '../../test/pg.ts';
import { startPgProxy } from '../../test/pg-proxy.ts';
import type { PgProxy } from '../../test/pg-proxy.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Tx } from './database.ts';
import { HeldElsewhere, isFault } from './errors.ts';
import { openPostgres } from './postgres.ts';
import type { Postgres, PostgresOptions } from './postgres.ts';
import { realClock } from './real-world.ts';

// What a busy machine may add to a budget; one that is not kept would be the 5 s of `open`, or for ever.
const SLACK_MS = 3_000;
const { url } = await testDatabase();
let proxy: PgProxy;

beforeAll(async () => {
  await execute(url, 'CREATE TABLE marks (name text PRIMARY KEY); GRANT ALL ON marks TO fangnetz_machine');
  proxy = await startPgProxy(url);
});
afterAll(() => proxy.close());

function open(options: Partial<PostgresOptions> = {}): Postgres {
  const database = openPostgres({ url: proxy.url, world: { clock: realClock, log: silentLog }, budgetMs: 5000, poolSize: 3, ...options });
  onTestFinished(async () => {
    proxy.resume();
    await database.close();
  });
  return database;
}

function comes(database: Postgres, state: 'up' | 'down'): Promise<void> {
  if (database.state() === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = database.onStateChange((now) => {
      if (now !== state) return;
      stop();
      resolve();
    });
  });
}

async function faultOf(promise: Promise<unknown>): Promise<{ message: string; ms: number }> {
  const startedAt = performance.now();
  const error: unknown = await promise.then(
    () => expect.fail('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
  return { message: error.message, ms: performance.now() - startedAt };
}

const one = (tx: Tx): Promise<object | null> => tx.maybe('SELECT 1 AS one');
const mark = (name: string) => (tx: Tx) => tx.run('INSERT INTO marks VALUES ($1)', [name]);
const marked = async (name: string): Promise<boolean> => (await execute(url, `SELECT FROM marks WHERE name = '${name}'`)).length === 1;

test('sees the database up by itself, without any transaction', async () => {
  await comes(open(), 'up');
});

test('gives a frozen server up within the budget, and sees it back by itself', async () => {
  const database = open();
  await database.asMachine(one);
  proxy.hold();
  const { ms } = await faultOf(database.asMachine(one, { budgetMs: 250 }));
  expect(ms).toBeGreaterThan(240);
  expect(ms).toBeLessThan(250 + SLACK_MS);
  expect(database.state()).toBe('down');
  expect(database.connections()).toEqual({ slots: 0, idle: 0, waiting: 0 });
  proxy.resume();
  await comes(database, 'up');
  expect(await database.asMachine(one)).toEqual({ one: 1 });
});

test('gives up within the budget when a server accepts connections and says nothing', async () => {
  proxy.hold();
  const database = open();
  const faults = await Promise.all([1, 2, 3, 4, 5].map(() => faultOf(database.asMachine(one, { budgetMs: 200 }))));
  for (const { ms } of faults) expect(ms).toBeLessThan(200 + SLACK_MS);
  await expect.poll(() => database.connections()).toEqual({ slots: 0, idle: 0, waiting: 0 });
});

test('ends a statement that takes longer than the budget, on the server too', async () => {
  const database = open({ poolSize: 1 });
  const { ms } = await faultOf(database.asMachine((tx) => tx.run("SELECT 'slow one', pg_sleep(30)"), { budgetMs: 200 }));
  expect(ms).toBeLessThan(200 + SLACK_MS);
  expect(await database.asMachine(one)).toEqual({ one: 1 });
  await expect.poll(() => execute(url, "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%''slow one''%' AND pid <> pg_backend_pid()")).toEqual([]);
});

test('does not take a row that somebody else is changing for a lack of a database, and says what it is', async () => {
  const database = open();
  const states: string[] = [];
  await comes(database, 'up');
  database.onStateChange((state) => states.push(state));
  await database.asMachine(mark('held'));
  const locked = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const holder = database.asMachine(async (tx) => {
    await tx.run("UPDATE marks SET name = name WHERE name = 'held'");
    locked.resolve();
    await leave.promise;
  }, { budgetMs: 60_000 });
  await locked.promise;
  const change = (budgetMs: number, first: string): Promise<unknown> =>
    database.asMachine(async (tx) => {
      await tx.run(first);
      await tx.run("UPDATE marks SET name = 'mine' WHERE name = 'held'");
    }, { budgetMs }).catch((error: unknown) => error);
  expect(await change(400, 'SELECT')).toBeInstanceOf(HeldElsewhere);
  // so late in the budget that its end comes before that of the lock: it cannot be told, and the database is asked instead of being given up
  expect(await change(1000, 'SELECT pg_sleep(0.5)')).toSatisfy((error) => isFault(error, 'DATABASE_UNAVAILABLE'));
  expect(await database.asMachine(one)).toEqual({ one: 1 });
  leave.resolve();
  await holder;
  expect(await marked('held')).toBe(true);
  expect(states).toEqual([]);
});

test('is down where a server falls silent in the middle of a statement: it answers the question about that as little', async () => {
  const database = open();
  await comes(database, 'up');
  const silent = database.asMachine(async (tx) => {
    await one(tx);
    proxy.hold();
    await one(tx);
  }, { budgetMs: 300 });
  await faultOf(silent);
  await comes(database, 'down');
});

test('does not take a lack of free connections for a lack of a database', async () => {
  const database = open({ poolSize: 1 });
  const inside = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const slow = database.asMachine(async (tx) => {
    inside.resolve();
    await leave.promise;
    return one(tx);
  });
  await inside.promise;
  await comes(database, 'up');
  const { message } = await faultOf(database.asMachine(one, { budgetMs: 100 }));
  expect(message).toContain('waiting for a free connection');
  expect(database.state()).toBe('up');
  leave.resolve();
  expect(await slow).toEqual({ one: 1 });
  expect(await database.asMachine(one)).toEqual({ one: 1 });
});

test('hands a connection on to whoever waits for it', async () => {
  const database = open({ poolSize: 2 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => database.asMachine(one)));
  expect(answers).toHaveLength(20);
  expect(database.connections()).toEqual({ slots: 2, idle: 2, waiting: 0 });
});

test('rolls back when the work dawdles outside of the database, and does not blame the database', async () => {
  const database = open();
  await database.asMachine(one);
  const never = database.asMachine(async (tx) => {
    await mark('dawdled')(tx);
    await new Promise(() => undefined);
  }, { budgetMs: 200 });
  expect((await faultOf(never)).message).toContain('working outside the database');
  expect(database.state()).toBe('up');
  expect(await marked('dawdled')).toBe(false);
});

test('says that the outcome is unknown when the connection breaks at COMMIT: here it was not committed', async () => {
  const database = open();
  proxy.cutAt('COMMIT', 'before');
  expect((await faultOf(database.asMachine(mark('cut before')))).message).toContain('whether it was committed is unknown');
  expect(await marked('cut before')).toBe(false);
});

test('says that the outcome is unknown when the connection breaks at COMMIT: here it was committed', async () => {
  const database = open();
  proxy.cutAt('COMMIT', 'after');
  expect((await faultOf(database.asMachine(mark('cut after')))).message).toContain('whether it was committed is unknown');
  expect(await marked('cut after')).toBe(true);
});

async function withThreeIdle(): Promise<Postgres> {
  const database = open();
  const all = Promise.withResolvers<void>();
  let inside = 0;
  await Promise.all(
    [1, 2, 3].map(() =>
      database.asMachine(async () => {
        inside += 1;
        if (inside === 3) all.resolve();
        await all.promise;
      }),
    ),
  );
  expect(database.connections()).toEqual({ slots: 3, idle: 3, waiting: 0 });
  await comes(database, 'up');
  return database;
}

test('replaces connections that died in the pool, so that the first transaction afterwards succeeds', async () => {
  const database = await withThreeIdle();
  const before = proxy.accepted();
  proxy.cutAll();
  expect(await database.asMachine(one)).toEqual({ one: 1 });
  expect(proxy.accepted()).toBe(before + 1);
});

test('succeeds too where none of the dead connections has been noticed: the second try takes no other old one', async () => {
  const database = await withThreeIdle();
  proxy.wither();
  expect(await database.asMachine(one)).toEqual({ one: 1 });
  expect(database.connections()).toEqual({ slots: 1, idle: 1, waiting: 0 });
  expect(database.state()).toBe('up');
});

test('does not run the work a second time when the connection breaks in the middle of it', async () => {
  const database = open();
  await database.asMachine(one);
  let attempts = 0;
  proxy.cutAt('half way', 'after');
  const broken = database.asMachine(async (tx) => {
    attempts += 1;
    await tx.run("SELECT 'half way'");
  });
  await faultOf(broken);
  expect(attempts).toBe(1);
});

test('reports a lost connection even where the work swallows every error', async () => {
  const database = open();
  proxy.cutAt('half way', 'after');
  const careless = database.asMachine(async (tx) => {
    await tx.run("SELECT 'half way'").catch(() => undefined);
    return 'fine';
  });
  await faultOf(careless);
});

test('counts the database as down when its operator ends the session', async () => {
  const database = open();
  const ended = database.asMachine(async (tx) => {
    const { pid } = (await tx.maybe<{ pid: number }>('SELECT pg_backend_pid() AS pid'))!;
    await execute(url, `SELECT pg_terminate_backend(${pid}, 5000)`);
    await one(tx);
  });
  await faultOf(ended);
  await comes(database, 'up');
});

test('is down at the start where nobody listens, and says so at once', async () => {
  const database = open({ url: await closedPort() });
  const { message, ms } = await faultOf(database.asMachine(one));
  expect(message).toContain('ECONNREFUSED');
  expect(ms).toBeLessThan(SLACK_MS);
  expect(database.state()).toBe('down');
});

test('counts a database without our roles as unavailable, not as a bug', async () => {
  const database = open({ url: (await emptyDatabase()).replace(/^postgresql:\/\/[^@]+@/, 'postgresql://nobody:wrong@') });
  await faultOf(database.asMachine(one));
});

test('refuses an address that is none', () => {
  expect(() => openPostgres({ url: 'postgresql://host:notaport/x', world: { clock: realClock, log: silentLog }, budgetMs: 100 })).toThrow('not a PostgreSQL address');
});

test('takes no transaction after it was closed', async () => {
  const database = open();
  await database.asMachine(one);
  await database.close();
  expect((await faultOf(database.asMachine(one))).message).toContain('shutting down');
});

async function closedPort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `postgresql://nobody@127.0.0.1:${port}/nothing`;
}
