import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { execute } from '../../test/execute.ts';
import type { Tx } from './database.ts';

const { database, url } = await testDatabase({ poolSize: 3 });
await execute(url, 'CREATE TABLE counters (name text PRIMARY KEY, value int NOT NULL); GRANT ALL ON counters TO fangnetz_machine');

async function counter(name: string): Promise<void> {
  await execute(url, `INSERT INTO counters VALUES ('${name}', 0)`);
}

async function valueOf(name: string): Promise<number | undefined> {
  return (await execute<{ value: number }>(url, `SELECT value FROM counters WHERE name = '${name}'`))[0]?.value;
}

async function increment(tx: Tx, name: string): Promise<number> {
  return tx.run('UPDATE counters SET value = value + 1 WHERE name = $1', [name]);
}

test('runs the work again when somebody else changed the row in between (40001)', async () => {
  await counter('serial');
  let attempts = 0;
  await database.asMachine(async (tx) => {
    attempts += 1;
    await tx.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await tx.rows('SELECT value FROM counters');
    if (attempts === 1) await execute(url, "UPDATE counters SET value = value + 1 WHERE name = 'serial'");
    await increment(tx, 'serial');
  });
  expect(attempts).toBe(2);
  expect(await valueOf('serial')).toBe(2);
});

test('runs the victim of a deadlock again, and both take effect once', async () => {
  await counter('left');
  await counter('right');
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  await Promise.all([
    database.asMachine(async (tx) => {
      await increment(tx, 'left');
      first.resolve();
      await second.promise;
      await increment(tx, 'right');
    }),
    database.asMachine(async (tx) => {
      await increment(tx, 'right');
      second.resolve();
      await first.promise;
      await increment(tx, 'left');
    }),
  ]);
  expect([await valueOf('left'), await valueOf('right')]).toEqual([2, 2]);
});

test('runs the work again when somebody else has inserted the row in between (23505)', async () => {
  // The first delivery of two requests of one call: ON CONFLICT (id) does not guard its other unique key.
  let attempts = 0;
  const value = await database.asMachine(async (tx) => {
    attempts += 1;
    if (attempts === 1) await tx.run("DO $$ BEGIN RAISE SQLSTATE '23505'; END $$");
    return 'done';
  });
  expect([value, attempts]).toEqual(['done', 2]);
});

test('gives up after three retries and shows the conflict', async () => {
  let attempts = 0;
  const always = database.asMachine(async (tx) => {
    attempts += 1;
    await tx.run("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
  });
  await expect(always).rejects.toMatchObject({ code: '40001' });
  expect(attempts).toBe(4);
});

test('runs the work again even where it hides the conflict behind an error of its own', async () => {
  let attempts = 0;
  const value = await database.asMachine(async (tx) => {
    attempts += 1;
    if (attempts > 1) return 'done';
    return tx.rows("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$").catch(() => {
      throw new Error('something went wrong');
    });
  });
  expect(value).toBe('done');
});

test('does not run the work again for any other error', async () => {
  let attempts = 0;
  const failing = database.asMachine(async (tx) => {
    attempts += 1;
    await tx.run('SELECT 1/0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(attempts).toBe(1);
});
