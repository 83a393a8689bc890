import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import { testDatabase } from '../../test/pg.ts';
import { iso } from '../platform/iso.ts';
import type { CallbackDraft } from './callback.ts';
import { addCallbackEvent } from './callback-events.ts';
import { settleInCall } from './settle-in-call.ts';
import { storeCallback } from './store-callback.ts';

const { database } = await testDatabase();

interface Row {
  readonly id: string;
  readonly status: string;
  readonly priority: string;
  readonly error_type: string | null;
  readonly created_from: string;
  readonly due_at: number;
  readonly due_because: string;
  readonly notes: string | null;
  readonly phone_number: string | null;
  readonly metadata: Record<string, unknown>;
}

async function desk() {
  const rows = await companyWithRows(database, randomUUID().slice(0, 8));
  const callId = await rows.call();
  const wishId = await rows.wish({ call_id: callId, fate: 'in_progress' });
  const run = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(rows.companyId, work);
  const draft = (given: Partial<CallbackDraft> = {}): CallbackDraft => {
    const id = given.id ?? randomUUID();
    return {
      id, receipt: id, wishId, callId, priority: 'normal', errorType: null, errorMessage: 'Grund', createdFrom: 'failsafe_callback', customerName: null, phoneNumber: null, phoneRaw: null,
      customerEmail: null, branchId: null, serviceId: null, dueAt: NOW + 24 * HOUR, dueBecause: '24 h', preferredTimeWindow: null, notes: null, createdAt: NOW,
      metadata: { error_type: given.errorType ?? null, call_id: callId, retell_call_id: 'r', from_number: null, created_from: given.createdFrom ?? 'failsafe_callback', created_at_iso: iso(NOW) },
      ...given,
    };
  };
  return {
    rows, wishId, callId, draft, run,
    store: async (given: Partial<CallbackDraft> = {}) => await run(async (tx) => await storeCallback(tx, rows.companyId, draft(given))),
    stored: async () => await run(async (tx) => await tx.rows<Row>('select id, status, priority, error_type, created_from, due_at, due_because, notes, phone_number, metadata from callbacks order by created_at, id')),
    events: async () => await run(async (tx) => await tx.rows<{ kind: string; detail: Record<string, unknown> }>('select kind, detail from callback_events order by at, kind')),
    complete: async () => await run(async (tx) => await tx.run(`update callbacks set status = 'completed', resolution = 'reached', completed_at = to_timestamp(0)`)),
    settle: async (given: { bookingUid?: string; intentId?: string } = {}) =>
      await run(async (tx) => await settleInCall(tx, { companyId: rows.companyId, wishId, bookingUid: 'uid', intentId: randomUUID(), at: NOW, ...given })),
  };
}

test('two of one wish become one: the higher priority, the graver error, the earlier deadline, all that is known', async () => {
  const { store, stored, events, draft } = await desk();
  const first = await store({ priority: 'high', errorType: 'api_error', dueAt: NOW + 4 * HOUR, dueBecause: '4 h', phoneNumber: '+4915112345678', metadata: { ...draft().metadata, error_during: 'availability_check', requested_date: '2026-12-01' } });
  const second = await store({ priority: 'normal', errorType: 'no_availability', notes: 'vormittags', metadata: { ...draft().metadata, requested_time: '10' } });
  const third = await store({ priority: 'urgent', errorType: 'partial_booking', dueAt: NOW + 2 * HOUR, dueBecause: '2 h', metadata: { ...draft().metadata, calcom_booking_id: 'uid', created_at_iso: 'later', retell_call_id: 'other' } });
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  expect(second).toEqual({ id: first.id, dueAt: NOW + 4 * HOUR, phoneNumber: '+4915112345678' });
  expect(third.dueAt).toBe(NOW + 2 * HOUR);
  expect(await stored()).toMatchObject([{
    priority: 'urgent', error_type: 'partial_booking', due_because: '2 h', notes: 'vormittags',
    metadata: { error_type: 'partial_booking', error_during: 'availability_check', requested_date: '2026-12-01', requested_time: '10', calcom_booking_id: 'uid', retell_call_id: 'r', created_at_iso: iso(NOW) },
  }]);
  expect((await events()).map(({ kind }) => kind).sort()).toEqual(['created', 'joined', 'joined']);
});

test('the same draft again changes nothing: at once, after it was joined, and after a person has dealt with it', async () => {
  const { store, stored, events, draft, complete } = await desk();
  const [one, two] = [draft({ notes: 'eins' }), draft({ notes: 'zwei' })];
  await store(one);
  await store(two);
  const before = [await stored(), await events()];
  await store(one);
  await store(two);
  expect([await stored(), await events()]).toEqual(before);
  await complete();
  expect((await store(one)).id).toBe(one.id);
  expect((await store(two)).id).toBe(one.id);
  expect(await stored()).toMatchObject([{ status: 'completed' }]);
  // What comes anew is a callback of its own.
  await store();
  expect((await stored()).map((row) => row.status).sort()).toEqual(['completed', 'pending']);
});

test('notes are added, not repeated, and a percent sign means itself', async () => {
  const { store, stored } = await desk();
  await store({ notes: '100 Locken' });
  await store({ notes: '%' });
  await store({ notes: '100_Locken' });
  await store({ notes: '%' });
  expect((await stored())[0]!.notes).toBe('100 Locken\n%\n100_Locken');
});

test('what the caller asks for himself makes the callback his; nothing makes it the machine’s again', async () => {
  const { store, stored } = await desk();
  await store();
  await store({ createdFrom: 'reconciliation' });
  expect(await stored()).toMatchObject([{ created_from: 'failsafe_callback' }]);
  await store({ createdFrom: 'customer_request' });
  await store({ createdFrom: 'failsafe_callback' });
  expect(await stored()).toMatchObject([{ created_from: 'customer_request', metadata: { created_from: 'customer_request' } }]);
});

test('the same call’s booking closes what the machine opened for the wish', async () => {
  for (const errorType of ['api_error', 'no_availability', 'exception', 'partial_booking', null] as const) {
    const { store, stored, settle, events } = await desk();
    await store({ errorType });
    await settle();
    await settle();
    expect(await stored()).toMatchObject([{ status: 'completed' }]);
    expect((await events()).filter(({ kind }) => kind === 'settled_in_call')).toHaveLength(1);
  }
});

test('and leaves to people what is theirs', async () => {
  const theirs: Partial<CallbackDraft>[] = [
    { createdFrom: 'customer_request' },
    { createdFrom: 'anonymous_caller' },
    { createdFrom: 'reconciliation' },
    { createdFrom: 'call_problem' },
  ];
  for (const given of theirs) {
    const { store, stored, settle } = await desk();
    await store(given);
    await settle();
    expect(await stored(), JSON.stringify(given)).toMatchObject([{ status: 'pending' }]);
  }
});

test('that the machine gave it to somebody makes it nobody’s yet; that a person did something with it does', async () => {
  for (const [actor, status] of [['machine', 'completed'], ['user:anna', 'assigned']] as const) {
    const { rows, store, stored, settle, run } = await desk();
    const { id } = await store();
    await run(async (tx) => {
      await tx.run(`update callbacks set status = 'assigned'`);
      await addCallbackEvent(tx, rows.companyId, { id: randomUUID(), callbackId: id, at: NOW, actor, kind: 'assign', detail: {} });
    });
    await settle();
    expect(await stored(), actor).toMatchObject([{ status }]);
  }
});

test('a booking that may stand elsewhere keeps its callback: another uid, a failed save, another intent still looked for', async () => {
  const partial = { errorType: 'partial_booking' as const, priority: 'urgent' as const };
  const other = await desk();
  await other.store({ ...partial, metadata: { ...other.draft().metadata, calcom_booking_id: 'another' } });
  await other.settle();
  expect(await other.stored()).toMatchObject([{ status: 'pending' }]);

  const failed = await desk();
  await failed.store({ ...partial, metadata: { ...failed.draft().metadata, calcom_booking_id: 'uid', appointment_error: 'x' } });
  await failed.settle();
  expect(await failed.stored()).toMatchObject([{ status: 'pending' }]);

  const looking = await desk();
  await looking.store(partial);
  const own = await looking.rows.intent(looking.wishId, looking.callId);
  const second = await looking.rows.intent(looking.wishId, looking.callId);
  await looking.settle({ intentId: own });
  expect(await looking.stored()).toMatchObject([{ status: 'pending' }]);
  await looking.run(async (tx) => await tx.run(`update booking_intents set state = 'absent', next_look_at = null where id = $1`, [second]));
  await looking.settle({ intentId: own });
  expect(await looking.stored()).toMatchObject([{ status: 'completed' }]);

  const same = await desk();
  await same.store({ ...partial, metadata: { ...same.draft().metadata, calcom_booking_id: 'uid' } });
  await same.settle();
  expect(await same.stored()).toMatchObject([{ status: 'completed' }]);
});
