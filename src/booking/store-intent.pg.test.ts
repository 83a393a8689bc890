import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import { testDatabase } from '../../test/pg.ts';
import { ATTEMPTS_MAX, failedBefore, holdIntent, readIntent, recordIntent, updateIntent, type IntentState } from './store-intent.ts';

const { database } = await testDatabase();

async function shelf() {
  const rows = await companyWithRows(database, randomUUID().slice(0, 8));
  const callId = await rows.call();
  const wishId = await rows.wish({ call_id: callId, fate: 'in_progress' });
  const draft = {
    wishId, callId, receipt: randomUUID(), service: { provider: 'local' as const, serviceId: randomUUID(), branchId: randomUUID(), minutes: 30 }, branchId: null,
    startAt: NOW, timeZone: 'Europe/Berlin', attendee: { name: 'Ada Beispiel', email: null, language: 'de', phone: null as string | null }, staffId: null, notes: null, createdAt: NOW,
  };
  const run = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(rows.companyId, work);
  return {
    wishId, run, companyId: rows.companyId, draft,
    record: async (given: Partial<typeof draft> = {}) => await run(async (tx) => await recordIntent(tx, rows.companyId, { ...draft, ...given }, { heldUntil: NOW + 9_000 })),
    update: async (id: string, state: IntentState, detail: string | null = null) =>
      await run(async (tx) => await updateIntent(tx, rows.companyId, { id, state, bookingUid: state === 'confirmed' ? 'uid' : null, detail, nextLookAt: ['unknown', 'pending', 'sent'].includes(state) ? NOW : null }, NOW)),
    read: async (id: string) => (await run(async (tx) => await readIntent(tx, rows.companyId, id)))!,
  };
}

const idOf = (recorded: Awaited<ReturnType<Awaited<ReturnType<typeof shelf>>['record']>>) => (recorded.kind === 'recorded' ? recorded.intent.id : recorded.row.id);

test('the same booking meets its own attempt, however its name is written; another start, person or member of staff does not', async () => {
  const { record, draft } = await shelf();
  const first = await record();
  expect(first.kind).toBe('recorded');
  const same = await record({ receipt: randomUUID(), attendee: { ...draft.attendee, name: '  ADA   beispiel ', phone: '+49' } });
  expect(same).toMatchObject({ kind: 'earlier', row: { id: idOf(first), state: 'sent', held_until: NOW + 9_000 } });
  expect((await record({ startAt: NOW + 1 })).kind).toBe('recorded');
  expect((await record({ attendee: { ...draft.attendee, name: 'Kind Beispiel' } })).kind).toBe('recorded');
});

test('only what was refused or is absent makes room for another attempt, and not without an end', async () => {
  const { record, update } = await shelf();
  const ids = [idOf(await record())];
  for (let attempt = 2; attempt <= ATTEMPTS_MAX; attempt += 1) {
    for (const state of ['unknown', 'pending'] as const) {
      await update(ids.at(-1)!, state);
      expect((await record()).kind).toBe('earlier');
    }
    await update(ids.at(-1)!, attempt % 2 === 0 ? 'refused' : 'absent');
    ids.push(idOf(await record()));
  }
  expect(new Set(ids).size).toBe(ATTEMPTS_MAX);
  await update(ids.at(-1)!, 'refused');
  expect(await record()).toMatchObject({ kind: 'earlier', row: { state: 'refused', request: { attempt: ATTEMPTS_MAX } } });
});

test('what is certain is not made uncertain by what arrives late', async () => {
  const { record, update, read } = await shelf();
  const id = idOf(await record());
  await update(id, 'absent');
  await update(id, 'unknown');
  expect((await read(id)).state).toBe('absent');
  await update(id, 'confirmed');
  for (const state of ['unknown', 'refused', 'absent', 'pending'] as const) await update(id, state);
  expect(await read(id)).toMatchObject({ state: 'confirmed', booking_uid: 'uid', held_until: null });
});

test('twenty at once record one attempt, and one of them holds it', async () => {
  const { record, run, companyId } = await shelf();
  const recorded = await Promise.all(Array.from({ length: 20 }, async () => await record()));
  expect(recorded.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
  const id = idOf(recorded[0]!);
  const hold = async (now: number) => await run(async (tx) => await holdIntent(tx, companyId, id, { now, until: now + 1_000 }));
  expect(await hold(NOW + 8_999)).toBe(false);
  const held = await Promise.all(Array.from({ length: 20 }, async () => await hold(NOW + 9_000)));
  expect(held.filter(Boolean)).toHaveLength(1);
});

test('an API error of the wish is remembered; a taken slot is none', async () => {
  const { record, update, run, companyId, wishId } = await shelf();
  const failed = async () => await run(async (tx) => await failedBefore(tx, companyId, wishId));
  const id = idOf(await record());
  expect(await failed()).toBe(false);
  await update(id, 'refused', 'slot_taken: d');
  expect(await failed()).toBe(false);
  await update(id, 'refused', 'api_error: rejected');
  expect(await failed()).toBe(true);
  await update(idOf(await record()), 'unknown');
  expect(await failed()).toBe(true);
});
