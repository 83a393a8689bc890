// People who see some branches only: what that means for the rows of a branch, of none, and for what hangs on them.
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows } from '../../test/read-side-rows.ts';
import type { Tx } from './database.ts';

const { database } = await testDatabase();
const salon = await companyWithRows(database, 'zwei-filialen');
const mitte = await salon.branch('mitte', 'Mitte');
const west = await salon.branch('west', 'West');

async function callbackIn(branch: string | null): Promise<{ call: string; wish: string; callback: string }> {
  const call = await salon.call({ branch_id: branch });
  const wish = await salon.wish({ call_id: call });
  const callback = await salon.callback(wish, { call_id: call, branch_id: branch });
  await salon.event(callback);
  await database.asMachine((tx) => tx.run('update wishes set callback_id = $2 where id = $1', [wish, callback]));
  return { call, wish, callback };
}
const inMitte = await callbackIn(mitte);
const inWest = await callbackIn(west);
const anywhere = await callbackIn(null);

const ids = (table: string) => async (tx: Tx): Promise<string[]> => (await tx.rows<{ id: string }>(`select id from ${table}`)).map(({ id }) => id).toSorted();
const seen = <T>(branches: readonly string[] | null, work: (tx: Tx) => Promise<T>): Promise<T> => database.inCompany(salon.companyId, work, { branches });

test.each(['call', 'wish', 'callback'] as const)('a %s of another branch does not exist; one of no branch is everybody’s', async (kind) => {
  const table = { call: 'calls', wish: 'wishes', callback: 'callbacks' }[kind];
  expect(await seen([mitte], ids(table))).toEqual([inMitte[kind], anywhere[kind]].toSorted());
  expect(await seen([mitte, west], ids(table))).toEqual([inMitte[kind], inWest[kind], anywhere[kind]].toSorted());
  expect(await seen(null, ids(table))).toHaveLength(3);
});

test('neither does what was done about it', async () => {
  expect(await seen([mitte], (tx) => tx.rows('select id from callback_events where callback_id = $1', [inWest.callback]))).toEqual([]);
  expect(await seen([mitte], (tx) => tx.rows('select id from callback_events where callback_id = $1', [inMitte.callback]))).toHaveLength(1);
});

test('it can be neither changed nor moved out of sight', async () => {
  expect(await seen([mitte], (tx) => tx.run('update callbacks set notes = $2 where id = $1', [inWest.callback, 'x']))).toBe(0);
  await expect(seen([mitte], (tx) => tx.run('update callbacks set branch_id = $2 where id = $1', [inMitte.callback, west]))).rejects.toThrow('row-level security');
});

test('a callback that was moved to another branch takes its wish along', async () => {
  const moved = await callbackIn(mitte);
  await database.asMachine((tx) => tx.run('update callbacks set branch_id = $2 where id = $1', [moved.callback, west]));
  expect(await seen([west], ids('wishes'))).toContain(moved.wish);
  expect(await seen([mitte], ids('wishes'))).not.toContain(moved.wish);
});

test('no branch at all is a mistake and not the whole company', async () => {
  await expect(async () => seen([], ids('calls'))).rejects.toThrow('not the ids of branches');
  await expect(async () => seen(["x'; RESET ROLE; --"], ids('calls'))).rejects.toThrow('not the ids of branches');
});
