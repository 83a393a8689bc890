import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ear } from '../../test/ear.ts';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import type { Tx } from '../platform/database.ts';
import { enqueueNotices, OUTBOX_CHANNEL } from './enqueue.ts';
import type { Notice } from './notice.ts';

const { database } = await testDatabase();

async function salon() {
  const rows = await companyWithRows(database, randomUUID().slice(0, 8));
  return {
    ...rows,
    run: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => await database.inCompany(rows.companyId, work),
    stored: async () => await database.inCompany(rows.companyId, async (tx) => await tx.rows('select kind, recipient, callback_id, dedupe_key, at, facts, expanded_at from notices order by dedupe_key')),
  };
}

const assigned = (key: string, callbackId: string | null = null): Notice => ({ kind: 'assigned', to: { kind: 'staff', id: '1' }, callbackId, dedupeKey: key, at: NOW });

test('what was rolled back told nobody, and the same change made again tells once', async () => {
  const { run, stored, companyId } = await salon();
  await expect(run(async (tx) => {
    await enqueueNotices(tx, companyId, [assigned('a')]);
    throw new Error('the change failed');
  })).rejects.toThrow('the change failed');
  expect(await stored()).toEqual([]);
  for (let i = 0; i < 2; i++) await run(async (tx) => await enqueueNotices(tx, companyId, [assigned('a'), assigned('a'), assigned('b')]));
  expect(await stored()).toMatchObject([{ dedupe_key: 'a' }, { dedupe_key: 'b' }]);
});

test('keeps everything that a notice says, and the same key of another company is another notice', async () => {
  const [one, other] = [await salon(), await salon()];
  const callbackId = await one.callback(await one.wish());
  const notice: Notice = { kind: 'escalated', to: { kind: 'managers', branchId: null }, callbackId, dedupeKey: 'k', at: NOW + 1, facts: { level: 2, from: null } };
  await one.run(async (tx) => await enqueueNotices(tx, one.companyId, [notice]));
  await other.run(async (tx) => await enqueueNotices(tx, other.companyId, [assigned('k')]));
  expect(await one.stored()).toEqual([{ kind: 'escalated', recipient: notice.to, callback_id: callbackId, dedupe_key: 'k', at: NOW + 1, facts: notice.facts, expanded_at: null }]);
  expect(await other.stored()).toMatchObject([{ kind: 'assigned', facts: {} }]);
});

test('two changes at once that tell the same, tell it once', async () => {
  const { run, stored, companyId } = await salon();
  await Promise.all(Array.from({ length: 8 }, async (_, i) => await run(async (tx) => await enqueueNotices(tx, companyId, i % 2 === 0 ? [assigned('a'), assigned('b')] : [assigned('b'), assigned('a')]))));
  expect(await stored()).toHaveLength(2);
});

test('wakes the delivery at the commit, and for a repetition not again', async () => {
  const { run, companyId } = await salon();
  const heard = ear(database, OUTBOX_CHANNEL);
  expect(await heard.next()).toBe(''); // said after connecting
  await run(async (tx) => await enqueueNotices(tx, companyId, [assigned('a')]));
  expect(await heard.next()).toBe('');
  await run(async (tx) => await enqueueNotices(tx, companyId, [assigned('a')]));
  await run(async (tx) => void (await tx.run(`select pg_notify($1, 'end')`, [OUTBOX_CHANNEL])));
  expect(await heard.next()).toBe('end');
});

test('a callback that is gone takes its notices along', async () => {
  const { run, stored, companyId, callback, wish } = await salon();
  const callbackId = await callback(await wish());
  await run(async (tx) => await enqueueNotices(tx, companyId, [assigned('a', callbackId), assigned('b')]));
  await run(async (tx) => await tx.run('delete from callbacks where id = $1', [callbackId]));
  expect(await stored()).toMatchObject([{ dedupe_key: 'b' }]);
});
