import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import type { JournalOnly, Ledger } from './ledger.ts';
import { readDifferences, readLedger } from './ledger.ts';

const { database, url } = await testDatabase();
const ZERO = { appointment: 0, open_callback: 0, in_progress: 0, closed: 0, merged: 0, not_a_wish: 0, erased: 0 };
const made: Rows[] = [];

async function company(): Promise<Rows> {
  const rows = await companyWithRows(database, `ledger-${made.length + 1}`);
  made.push(rows);
  return rows;
}

interface Period {
  readonly from?: number;
  readonly to?: number;
  readonly journalPending?: readonly JournalOnly[];
}

function ledger(rows: Rows, { from, to, journalPending = [] }: Period = {}): Promise<Ledger> {
  return database.inCompany(rows.companyId, (tx) =>
    readLedger(tx, { companyId: rows.companyId, from: from ?? null, to: to ?? null, now: NOW, journalPending }),
  );
}

/** Rows that the foreign keys forbid: as after a restore of half a backup. */
async function withoutForeignKeys(statement: string, values: readonly unknown[]): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query("set session_replication_role = 'replica'");
    await owner.query(statement, [...values]);
  } finally {
    await owner.end();
  }
}

test('an empty company has no wish and no difference', async () => {
  expect(await ledger(await company())).toEqual({ from: null, to: null, wishes: 0, fates: ZERO, journal_pending: 0, difference: 0, unexplained: [] });
});

test('every fate with its evidence is counted once and the difference is 0', async () => {
  const rows = await company();
  const booked = await rows.wish({ fate: 'appointment' });
  await rows.appointment({ wish_id: booked });
  await rows.appointment({ wish_id: booked, status: 'pending' });
  const moved = await rows.appointment();
  await rows.wish({ fate: 'appointment', intent: 'reschedule', appointment_id: moved });
  await rows.callback(await rows.wish({ fate: 'open_callback' }));
  await rows.wish({ fate: 'in_progress', call_id: await rows.call() });
  const looking = await rows.call({ ended_at: iso(NOW) });
  await rows.intent(await rows.wish({ fate: 'in_progress', call_id: looking }), looking);
  const running = await rows.wish({ fate: 'in_progress' });
  await rows.request({ wish_id: running });
  const closed = await rows.wish({ fate: 'closed', reason: 'settled_by_phone', settled_by: 'anna' });
  await rows.callback(closed, { status: 'completed', completed_at: iso(NOW), resolution: 'settled_by_phone' });
  await rows.wish({ fate: 'merged', merged_into: closed });
  await rows.wish({ fate: 'not_a_wish', reason: 'wrong number', settled_by: 'anna' });
  await rows.wish({ fate: 'erased' });
  expect(await ledger(rows)).toMatchObject({
    wishes: 10,
    fates: { appointment: 2, open_callback: 1, in_progress: 3, closed: 1, merged: 1, not_a_wish: 1, erased: 1 },
    difference: 0,
    unexplained: [],
  });
});

test('who cancels closes the wish of the cancellation and that of the appointment; who moves keeps the first wish proved', async () => {
  const rows = await company();
  const cancelled = await rows.appointment({ status: 'cancelled' });
  await rows.wish({ fate: 'closed', intent: 'cancel', reason: 'cancelled', settled_by: 'machine:call', appointment_id: cancelled });
  await rows.wish({ fate: 'closed', reason: 'appointment_cancelled', settled_by: 'machine:call', appointment_id: cancelled });
  const next = await rows.appointment();
  const old = await rows.wish({ fate: 'appointment', appointment_id: next });
  await rows.appointment({ wish_id: old, status: 'cancelled', replaced_by: next });
  await rows.wish({ fate: 'appointment', intent: 'reschedule', appointment_id: next });
  await rows.wish({ fate: 'closed', intent: 'question', reason: 'answered', settled_by: 'machine:call' });
  expect(await ledger(rows)).toMatchObject({ wishes: 5, fates: { appointment: 2, closed: 3 }, difference: 0, unexplained: [] });
});

describe('a fate that only claims itself is found', () => {
  const broken: readonly (readonly [what: string, make: (rows: Rows) => Promise<string>])[] = [
    ['appointment without a row', (rows) => rows.wish({ fate: 'appointment' })],
    ['appointment that was cancelled', async (rows) => {
      const wish = await rows.wish({ fate: 'appointment' });
      await rows.appointment({ wish_id: wish, status: 'cancelled' });
      return wish;
    }],
    ['open_callback without a callback', (rows) => rows.wish({ fate: 'open_callback' })],
    ['open_callback whose callback is closed', async (rows) => {
      const wish = await rows.wish({ fate: 'open_callback' });
      await rows.callback(wish, { status: 'completed', completed_at: iso(NOW), resolution: 'done' });
      return wish;
    }],
    ['open_callback that points to the callback of another wish', async (rows) => {
      const other = await rows.wish({ fate: 'open_callback' });
      return rows.wish({ fate: 'open_callback', callback_id: await rows.callback(other) });
    }],
    ['in_progress after the end of the call, with nobody to take it up', async (rows) =>
      rows.wish({ fate: 'in_progress', call_id: await rows.call({ ended_at: iso(NOW) }) })],
    ['in_progress on a call without an end that nobody has heard of for a day', async (rows) =>
      rows.wish({ fate: 'in_progress', call_id: await rows.call({ last_seen_at: iso(NOW - 25 * HOUR) }) })],
    ['in_progress whose look-ups have ended', async (rows) => {
      const call = await rows.call({ ended_at: iso(NOW) });
      const wish = await rows.wish({ fate: 'in_progress', call_id: call });
      await rows.intent(wish, call, { state: 'absent', next_look_at: null });
      return wish;
    }],
    ['closed while somebody still has to call', async (rows) => {
      const wish = await rows.wish({ fate: 'closed', reason: 'done', settled_by: 'anna' });
      await rows.callback(wish, { status: 'contacted' });
      return wish;
    }],
    ['closed as cancelled while the appointment stands', async (rows) =>
      rows.wish({ fate: 'closed', intent: 'cancel', reason: 'cancelled', settled_by: 'machine:call', appointment_id: await rows.appointment() })],
    ['closed as cancelled without saying what', (rows) => rows.wish({ fate: 'closed', intent: 'cancel', reason: 'cancelled', settled_by: 'machine:call' })],
    ['not_a_wish without a reason', (rows) => rows.wish({ fate: 'not_a_wish', settled_by: 'anna' })],
    ['not_a_wish without a person', (rows) => rows.wish({ fate: 'not_a_wish', reason: 'spam' })],
    ['erased, but what was asked for is still there', (rows) => rows.wish({ fate: 'erased', requested: { name: 'Yilmaz' } })],
    ['an answer that promised a callback nobody stored', async (rows) => {
      const wish = await rows.wish({ fate: 'closed', reason: 'done', settled_by: 'machine' });
      await rows.request({ wish_id: wish, answer: { success: false, callback_id: randomUUID() } });
      return wish;
    }],
    ['an answer that named an appointment nobody stored', async (rows) => {
      const wish = await rows.wish({ fate: 'closed', reason: 'done', settled_by: 'machine' });
      await rows.request({ wish_id: wish, answer: { success: true, appointment_id: randomUUID() } });
      return wish;
    }],
  ];
  test.each(broken)('%s', async (_what, make) => {
    const rows = await company();
    const wish = await make(rows);
    const result = await ledger(rows);
    expect(result.unexplained).toEqual([wish]);
    expect(result.difference).toBe(1);
    expect(result.wishes).toBe(Object.values(result.fates).reduce((a, b) => a + b, 0) + 1);
  });
});

test('two wishes merged into each other hide nothing: both are found', async () => {
  const rows = await company();
  const first = await rows.wish({ fate: 'open_callback', opened_at: iso(NOW - HOUR) });
  const second = await rows.wish({ fate: 'merged', merged_into: first });
  await withoutForeignKeys("update wishes set fate = 'merged', merged_into = $2 where id = $1", [first, second]);
  expect(await ledger(rows)).toMatchObject({ wishes: 2, difference: 2, unexplained: [first, second] });
});

test('a chain of merged wishes counts where its end stands, and is found where its end is missing', async () => {
  const rows = await company();
  const end = await rows.wish({ fate: 'open_callback' });
  await rows.callback(end);
  await rows.wish({ fate: 'merged', merged_into: await rows.wish({ fate: 'merged', merged_into: end }) });
  expect(await ledger(rows)).toMatchObject({ wishes: 3, fates: { merged: 2, open_callback: 1 }, difference: 0 });
  await withoutForeignKeys('delete from callbacks where wish_id = $1', [end]);
  await withoutForeignKeys('delete from wishes where id = $1', [end]);
  expect(await ledger(rows)).toMatchObject({ wishes: 2, fates: { merged: 0 }, difference: 2 });
});

test('a request that names a wish which does not exist counts as a lost wish', async () => {
  const rows = await company();
  const ghost = randomUUID();
  await rows.request({ answer: { success: true, wish_id: ghost } });
  const gone = await rows.wish({ fate: 'closed', reason: 'done', settled_by: 'anna' });
  await rows.request({ wish_id: gone, received_at: iso(NOW + 1) });
  await withoutForeignKeys('delete from wishes where id = $1', [gone]);
  expect(await ledger(rows)).toMatchObject({ wishes: 2, difference: 2, unexplained: [ghost, gone] });
});

test('a promise that names no wish at all and has no callback is found under its receipt', async () => {
  const rows = await company();
  const receipt = randomUUID();
  await rows.request({ receipt, answer: { status: 'callback_queued', callback_id: randomUUID() } });
  expect(await ledger(rows)).toMatchObject({ wishes: 1, difference: 1, unexplained: [receipt] });
});

test('a callback promised under its journal receipt keeps that promise', async () => {
  const rows = await company();
  const wish = await rows.wish();
  const receipt = randomUUID();
  await rows.callback(wish, { receipt });
  await rows.request({ wish_id: wish, answer: { callback_id: receipt, wish_id: wish } });
  expect(await ledger(rows)).toMatchObject({ wishes: 1, fates: { open_callback: 1 }, difference: 0 });
});

test('a callback that was joined to an older one keeps the promise under its own receipt', async () => {
  const rows = await company();
  const wish = await rows.wish();
  const receipt = randomUUID();
  await rows.event(await rows.callback(wish), { kind: 'joined', detail: { receipt } });
  await rows.request({ wish_id: wish, answer: { callback_id: receipt } });
  expect(await ledger(rows)).toMatchObject({ wishes: 1, fates: { open_callback: 1 }, difference: 0 });
});

test('an open callback whose wish has vanished counts as a lost wish', async () => {
  const rows = await company();
  const wish = await rows.wish();
  await rows.callback(wish);
  await withoutForeignKeys('delete from wishes where id = $1', [wish]);
  expect(await ledger(rows)).toMatchObject({ wishes: 1, difference: 1, unexplained: [wish] });
});

test('an appointment may keep an open callback that asks staff to confirm it', async () => {
  const rows = await company();
  const wish = await rows.wish({ fate: 'appointment' });
  await rows.appointment({ wish_id: wish });
  await rows.callback(wish, { priority: 'urgent', error_type: 'partial_booking' });
  expect(await ledger(rows)).toMatchObject({ fates: { appointment: 1, open_callback: 0 }, difference: 0 });
});

test('what only the journal has is a wish in progress, and is counted once when the database gets it', async () => {
  const rows = await company();
  const receipt = randomUUID();
  const journalPending = [{ id: receipt, openedAt: NOW }, { id: randomUUID(), openedAt: NOW - 48 * HOUR }];
  const period = { from: NOW - HOUR, to: NOW + HOUR, journalPending };
  expect(await ledger(rows, period)).toMatchObject({ wishes: 1, fates: { in_progress: 1 }, journal_pending: 1, difference: 0 });
  // committed, but not settled in the journal yet: after the end of its call the entry is what takes it up again
  await rows.wish({ fate: 'in_progress', receipt, call_id: await rows.call({ ended_at: iso(NOW) }) });
  expect(await ledger(rows, period)).toMatchObject({ wishes: 1, fates: { in_progress: 1 }, journal_pending: 0, difference: 0 });
});

test('a period takes its start and leaves its end to the next one', async () => {
  const rows = await company();
  for (const at of [NOW - 1, NOW, NOW + HOUR - 1, NOW + HOUR]) await rows.callback(await rows.wish({ opened_at: iso(at) }));
  expect(await ledger(rows, { from: NOW, to: NOW + HOUR })).toMatchObject({ from: iso(NOW), to: iso(NOW + HOUR), wishes: 2, difference: 0 });
  expect(await ledger(rows, { from: NOW })).toMatchObject({ wishes: 3, to: null });
});

test("another company's wishes and appointments prove nothing here", async () => {
  const [mine, other] = [await company(), await company()];
  const id = randomUUID();
  await mine.wish({ id, fate: 'appointment' });
  await other.wish({ id, fate: 'appointment' });
  await other.appointment({ wish_id: id });
  expect(await ledger(mine)).toMatchObject({ wishes: 1, difference: 1 });
  expect(await ledger(other)).toMatchObject({ wishes: 1, difference: 0 });
});

test('the machine sees the proof over all companies at once', async () => {
  const all = (): Promise<Ledger> =>
    database.asMachine((tx) => readLedger(tx, { companyId: null, from: null, to: null, now: NOW, journalPending: [] }));
  const before = await all();
  await (await company()).wish({ fate: 'appointment' });
  const after = await all();
  expect([after.wishes - before.wishes, after.difference - before.difference]).toEqual([1, 1]);
});

test('asked for all of these companies at once, each one’s figures are those of its own ledger', async () => {
  const pending = made.slice(0, 3).map(({ companyId }) => [companyId, [{ id: randomUUID(), openedAt: NOW }]] as const);
  const [journalPending, from] = [new Map(pending), NOW - 365 * 24 * HOUR];
  const all = await database.asMachine((tx) => readDifferences(tx, { companyIds: made.map(({ companyId }) => companyId), from, now: NOW, journalPending }));
  for (const rows of made) {
    const { wishes, difference } = await ledger(rows, { from, journalPending: journalPending.get(rows.companyId) ?? [] });
    expect([rows.companyId, all.get(rows.companyId)]).toEqual([rows.companyId, { wishes, difference }]);
  }
  expect([...all.values()].filter(({ difference }) => difference > 0).length).toBeGreaterThan(5);
});
