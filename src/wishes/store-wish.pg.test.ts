import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import { testDatabase } from '../../test/pg.ts';
import { mergeWish, openWishesOf, settleFate, storeWish } from './store-wish.ts';
import type { Fate } from './wish.ts';

const { database } = await testDatabase();
const CLOSED = { reason: 'r', settled_by: 'anna' };

async function wishes() {
  const rows = await companyWithRows(database, randomUUID().slice(0, 8));
  const callId = await rows.call();
  const run = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(rows.companyId, work);
  return {
    rows, callId, run,
    settle: async (id: string) => await run(async (tx) => await settleFate(tx, rows.companyId, id, NOW)),
    open: async (intent: 'book' | 'callback') => await run(async (tx) => (await openWishesOf(tx, rows.companyId, { callId, intent, dedupeKey: 'other', now: NOW }))[0]?.id ?? null),
  };
}

const BEFORE: readonly Fate[] = ['in_progress', 'open_callback', 'appointment', 'closed', 'merged', 'not_a_wish'];

test.each(BEFORE.flatMap((fate) => [false, true].flatMap((callback) => [null, 'booked', 'pending', 'cancelled'].map((appointment) => [fate, callback, appointment] as const))))(
  'was %s, open callback: %s, appointment: %s',
  async (before, callback, appointment) => {
    const { rows, callId, settle, run } = await wishes();
    const into = before === 'merged' ? { merged_into: await rows.wish({ call_id: callId }) } : {};
    const id = await rows.wish({ call_id: callId, fate: before, ...CLOSED, ...into });
    await rows.callback(id, { status: 'completed', resolution: 'x', completed_at: 'epoch' });
    if (callback) await rows.callback(id, { call_id: callId });
    if (appointment !== null) await rows.appointment({ wish_id: id, status: appointment });
    const kept = before === 'closed' || before === 'merged' || before === 'not_a_wish';
    const expected = callback ? 'open_callback' : kept ? before : appointment === 'booked' ? 'appointment' : 'in_progress';
    expect(await settle(id)).toBe(expected);
    expect(await settle(id)).toBe(expected);
    const [row] = await run(async (tx) => await tx.rows<{ settled_at: number | null; callback_id: string | null }>('select settled_at, callback_id from wishes where id = $1', [id]));
    expect(row!.settled_at === null).toBe(expected === 'in_progress');
    expect(row!.callback_id !== null).toBe(callback);
  },
);

test('an erased wish stays erased, whatever is found for it', async () => {
  const { rows, settle } = await wishes();
  const id = await rows.wish({ fate: 'erased' });
  await rows.callback(id);
  expect(await settle(id)).toBe('erased');
});

test('what is told later adds to the wish; what was told is kept', async () => {
  const { callId, run, rows } = await wishes();
  const wish = { id: randomUUID(), callId, intent: 'book' as const, receipt: randomUUID(), openedAt: NOW };
  await run(async (tx) => await storeWish(tx, rows.companyId, { ...wish, requested: { serviceSaid: 'Schnitt', date: '2026-12-01' } }, NOW));
  await run(async (tx) => await storeWish(tx, rows.companyId, { ...wish, openedAt: NOW + 9, receipt: randomUUID(), requested: { date: null, customerName: 'Ada' } }, NOW));
  const stored = await run(async (tx) => await tx.rows('select requested, receipt, opened_at from wishes'));
  expect(stored).toEqual([{ requested: { serviceSaid: 'Schnitt', date: null, customerName: 'Ada' }, receipt: wish.receipt, opened_at: NOW }]);
});

test('a request joins the open wish of its call and intent; a fulfilled one, another call’s or a person’s is none', async () => {
  const { rows, callId, open } = await wishes();
  expect(await open('book')).toBeNull();
  await rows.wish({ call_id: callId, fate: 'appointment' });
  await rows.wish({ call_id: await rows.call(), fate: 'in_progress' });
  await rows.wish({ call_id: callId, fate: 'in_progress', intent: 'question' });
  expect(await open('book')).toBeNull();
  const asked = await rows.wish({ call_id: callId });
  await rows.callback(asked, { created_from: 'customer_request' });
  expect(await open('book')).toBeNull();
  const failed = await rows.wish({ call_id: callId });
  await rows.callback(failed, { created_from: 'failsafe_callback' });
  expect(await open('book')).toBe(failed);
  const running = await rows.wish({ call_id: callId, fate: 'in_progress', opened_at: '2026-12-01T09:30:00Z' });
  expect(await open('book')).toBe(running);
  // A request for a callback takes whatever is open, the latest first.
  expect(await open('callback')).toBe(running);
});

test('two that are one: the other is merged, but only while nothing else became of it', async () => {
  const { rows, run } = await wishes();
  const into = await rows.wish({});
  const [open, settled] = [await rows.wish({ fate: 'in_progress' }), await rows.wish({ fate: 'appointment' })];
  for (const from of [open, settled, into]) await run(async (tx) => await mergeWish(tx, rows.companyId, { from, into, at: NOW }));
  const fates = await run(async (tx) => await tx.rows<{ id: string; fate: string; merged_into: string | null }>('select id, fate, merged_into from wishes'));
  expect(Object.fromEntries(fates.map((row) => [row.id, [row.fate, row.merged_into]]))).toEqual({ [into]: ['open_callback', null], [open]: ['merged', into], [settled]: ['appointment', null] });
});
