// A caller who calls again while something of his is open is called once, and each of his wishes still has one fate.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { actorText, type Person } from '../../src/companies/actor.ts';
import { changeCallback } from '../../src/callbacks/change-callback.ts';
import { claimCaller } from '../../src/callbacks/claim.ts';
import { readCallback } from '../../src/callbacks/read-callback.ts';
import { splitCallback } from '../../src/callbacks/split-callback.ts';
import { storeCallback } from '../../src/callbacks/store-callback.ts';
import { storeCall } from '../../src/calls/store-call.ts';
import type { Answer } from '../../src/intake/answer.ts';
import { readLedger } from '../../src/wishes/ledger.ts';
import { settleFate, storeWish } from '../../src/wishes/store-wish.ts';
import { testDatabase } from '../pg.ts';
import { bench, type Bench } from '../whole-call/bench.ts';
import { NO_TROUBLE } from '../whole-call/life.ts';

const { database } = await testDatabase();
const HOUR = 3_600_000;
const TEN = { datum: '2026-12-01', uhrzeit: '10:00', dienstleistung: 'schnitt', name: 'Ada Beispiel' };
const PERSON: Person = { kind: 'user', id: 'u1', name: 'Anna', staffId: null, role: 'owner' };

interface WishRow { readonly id: string; readonly fate: string; readonly intent: string; readonly merged_into: string | null; readonly callback_id: string | null; readonly reason: string | null }
interface CallbackRow { readonly id: string; readonly status: string; readonly priority: string; readonly error_type: string | null; readonly due_at: number; readonly notes: string | null; readonly wish_id: string; readonly receipt: string; readonly customer_name: string | null; readonly error_message: string | null; readonly created_from: string; readonly resolution: string | null }

async function desk() {
  const on = await bench(database);
  const { company } = on.salon;
  const inCompany = async <T>(work: Parameters<typeof database.inCompany<T>>[1]): Promise<T> => await database.inCompany(company.id, work);
  const now = () => on.clock.now();
  const actor = (): { company: typeof company; actor: Person; now: number; ids: { next: () => string } } => ({ company, actor: PERSON, now: now(), ids: { next: () => randomUUID() } });
  return {
    ...on, inCompany, now, desk: actor,
    wishes: async () => await on.rows<WishRow>('select id, fate, intent, merged_into, callback_id, reason from wishes order by opened_at, id'),
    callbacks: async () => await on.rows<CallbackRow>('select id, status, priority, error_type, due_at, notes, wish_id, receipt, customer_name, error_message, created_from, resolution from callbacks order by created_at, id'),
    timeline: async (id: string) => (await inCompany(async (tx) => await readCallback(tx, { companyId: company.id, idOrReceipt: id, now: now() })))!.timeline,
    resolve: async (id: string) => (await inCompany(async (tx) => await readCallback(tx, { companyId: company.id, idOrReceipt: id, now: now() })))?.callback.id ?? null,
    balanced: async () => expect(await inCompany(async (tx) => await readLedger(tx, { companyId: company.id, from: null, to: null, now: now(), journalPending: [] }))).toMatchObject({ difference: 0, unexplained: [] }),
    failing: () => Object.assign(on.calendar.faults, { book: 'failed', slots: 'fails' }),
    sound: () => Object.assign(on.calendar.faults, { book: 'none', slots: 'none', look: 'none' }),
  };
}
type On = Awaited<ReturnType<typeof desk>>;
const fates = async (on: On) => (await on.wishes()).map(({ fate }) => fate);
const ask = async (on: Pick<Bench, 'caller'>, args: object = {}, name = 'book_appointment', from?: string | null): Promise<Answer> => (await on.caller(from).ask(name, { ...TEN, ...args } as never)).answer;

test('the same wish in a second call is one callback by the stricter promise; the later wish counts as merged', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on, {}, 'check_availability');
  await on.clock.pass(HOUR);
  const second = await ask(on, { uhrzeit: '11:00' });
  expect([first.callback_id !== undefined, second.callback_id]).toEqual([true, first.callback_id]);
  expect(await on.callbacks()).toMatchObject([{ status: 'pending', priority: 'high', error_type: 'api_error' }]);
  const [one, two] = await on.wishes();
  expect([one, two]).toMatchObject([{ fate: 'open_callback' }, { fate: 'merged', merged_into: one!.id, callback_id: first.callback_id, reason: 'wished_again' }]);
  // 4 h from the second call is earlier than 24 h from the first.
  expect(Date.parse(second.callback_due_at!)).toBe((await on.callbacks())[0]!.due_at);
  const timeline = (await on.timeline(first.callback_id!)).toSorted((a, b) => a.kind.localeCompare(b.kind));
  expect(timeline).toMatchObject([{ kind: 'called_again', detail: { call_id: expect.any(String) } }, { kind: 'created' }, { kind: 'joined', detail: { wish_id: two!.id, priority: 'high' } }]);
  await on.balanced();
});

test('an overdue promise is not given a second time as it was: what is said lies ahead', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on);
  await on.clock.pass(6 * HOUR);
  const again = await ask(on, { name: 'Ada', reason: 'Wo bleibt der Rückruf?' });
  expect(again.callback_id).toBe(first.callback_id);
  expect(Date.parse(again.callback_due_at!)).toBeGreaterThan(on.now() + 3.9 * HOUR);
  expect((await on.callbacks())[0]!.due_at).toBe(Date.parse(first.callback_due_at!));
});

test.each([
  ['her child', { name: 'Kind Beispiel' }], ['another service', { dienstleistung: 'farbe' }],
])('what is wanted for %s is a callback of its own', async (_what, other) => {
  const on = await desk();
  on.failing();
  const [first, second] = [await ask(on), await ask(on, other)];
  expect(second.callback_id).not.toBe(first.callback_id);
  expect(await fates(on)).toEqual(['open_callback', 'open_callback']);
  const third = await ask(on, other);
  expect(third.callback_id).toBe(second.callback_id);
  await on.balanced();
});

test('another intent, another number and a withheld number are never one', async () => {
  const on = await desk();
  on.failing();
  await ask(on);
  await ask(on, { reason: 'Frage' }, 'request_callback');
  await ask(on, {}, 'book_appointment', '+4915199999999');
  for (let i = 0; i < 2; i++) await ask(on, { reason: 'Frage' }, 'request_callback', null);
  // He says a number at which he does not call: it may be anybody's.
  await ask(on, { phone: '0151 12345678' }, 'book_appointment', null);
  expect(await fates(on)).toEqual(Array.from({ length: 6 }, () => 'open_callback'));
  expect(await on.rows('select 1 from customers')).toHaveLength(2);
  await on.balanced();
});

test('what is closed stays closed: who calls later is called anew', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on);
  await on.inCompany(async (tx) => await changeCallback(tx, on.desk(), { id: first.callback_id!, event: { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null } }));
  const second = await ask(on);
  expect(second.callback_id).not.toBe(first.callback_id);
  expect(await fates(on)).toEqual(['closed', 'open_callback']);
  await on.balanced();
});

test('within the second call one wish stays one: asked for a person it joins again, booked after all it is an appointment', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on);
  const call = on.caller();
  await call.ask('check_availability', TEN);
  const asked = (await call.ask('request_callback', { reason: 'Bitte lieber anrufen', name: 'Ada Beispiel' })).answer;
  expect(asked.callback_id).toBe(first.callback_id);
  expect(await fates(on)).toEqual(['open_callback', 'merged']);
  expect(await on.callbacks()).toMatchObject([{ created_from: 'customer_request', notes: expect.stringContaining('Bitte lieber anrufen') }]);
  on.sound();
  const third = on.caller();
  on.failing();
  await third.ask('check_availability', TEN);
  on.sound();
  const booked = (await third.ask('book_appointment', { ...TEN, uhrzeit: '12:00' })).answer;
  expect(booked.status).toBe('booked');
  expect(await fates(on)).toEqual(['open_callback', 'merged', 'appointment']);
  await on.balanced();
});

test('once he asked for a person, the next booking of that call is a wish of its own', async () => {
  const on = await desk();
  on.failing();
  await ask(on);
  const call = on.caller();
  await call.ask('request_callback', { reason: 'Frage', name: 'Ada Beispiel', dienstleistung: 'schnitt' });
  await call.ask('book_appointment', TEN);
  expect((await on.wishes()).map(({ intent, fate }) => `${intent} ${fate}`).toSorted()).toEqual(['book merged', 'book open_callback', 'callback open_callback']);
  await on.balanced();
});

test('promised while the database was away and drained in the wrong order, every receipt leads to the one callback', async () => {
  const on = await desk();
  on.failing();
  const other = on.anotherNode();
  const body = (id: string) => ({ name: 'book_appointment', args: TEN, call: { call_id: id, from_number: '+4915112345678', to_number: '+493012345678' } });
  const away = { ...NO_TROUBLE, database: 'down' as const };
  const [one] = await on.program.deliver([body('call_one')], away);
  await on.clock.pass(HOUR);
  const [two] = await other.deliver([body('call_two')], away);
  const receipts = [one!.answer.callback_id!, two!.answer.callback_id!];
  expect(new Set(receipts).size).toBe(2);
  await other.work();
  await on.program.work();
  await other.work();
  const [callback, ...more] = await on.callbacks();
  expect(more).toEqual([]);
  expect(await Promise.all(receipts.map(on.resolve))).toEqual([callback!.id, callback!.id]);
  // The one that was promised first is due first, whichever was stored first.
  expect(callback!.due_at).toBe(Math.min(...[one, two].map((said) => Date.parse(said!.answer.callback_due_at!))));
  expect((await fates(on)).toSorted()).toEqual(['merged', 'open_callback']);
  await on.balanced();
});

test('drained a second time, or after a person has dealt with it, it changes nothing', async () => {
  const on = await desk();
  on.failing();
  await ask(on);
  const call = { call_id: 'call_again', from_number: '+4915112345678', to_number: '+493012345678', transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: 't1', name: 'book_appointment', arguments: JSON.stringify(TEN) }] };
  const body = { name: 'book_appointment', args: TEN, call };
  // The COMMIT happened, its reply was lost: the journal has the outcome too, and writes it once more.
  const [said] = await on.program.deliver([body], { ...NO_TROUBLE, lostCommitAt: 6 });
  await on.program.work();
  await on.program.work();
  const before = [await on.callbacks(), await on.wishes()];
  expect(before[0]).toHaveLength(1);
  expect(await on.resolve(said!.answer.callback_id!)).toBe((before[0]![0] as CallbackRow).id);
  await on.inCompany(async (tx) => await changeCallback(tx, on.desk(), { id: (before[0]![0] as CallbackRow).id, event: { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null } }));
  on.program.restart();
  await on.program.work();
  expect((await on.callbacks()).map(({ status }) => status)).toEqual(['completed']);
  await on.balanced();
});

test('twelve calls of one number that end in the same moment become one callback', async () => {
  const on = await desk();
  const { company } = on.salon;
  const calls = Array.from({ length: 12 }, () => ({ call: randomUUID(), wish: randomUUID(), callback: randomUUID() }));
  await on.inCompany(async (tx) => {
    for (const { call, wish } of calls) {
      await storeCall(tx, company.id, { id: call, connection: 'retell', retellCallId: call, branchId: null, agentId: null, fromRaw: null, fromNumber: '+4915112345678', toNumber: null, startedAt: null }, on.now());
      await storeWish(tx, company.id, { id: wish, callId: call, intent: 'book', requested: {}, receipt: wish, openedAt: on.now() }, on.now());
    }
  });
  const draft = { priority: 'high', errorType: null, errorMessage: null, createdFrom: 'failsafe_callback', customerName: null, phoneNumber: '+4915112345678', phoneRaw: null, customerEmail: null, branchId: null, serviceId: null, dueBecause: '', preferredTimeWindow: null, notes: null, createdAt: on.now() } as const;
  const stored = await Promise.all(calls.map(async ({ call, wish, callback: id }, i) => await on.inCompany(async (tx) => {
    const metadata = { error_type: null, call_id: call, retell_call_id: call, from_number: null, created_from: 'failsafe_callback', created_at_iso: '' } as const;
    const one = await storeCallback(tx, company.id, { ...draft, id, receipt: id, wishId: wish, callId: call, dueAt: on.now() + i * HOUR, metadata });
    await settleFate(tx, company.id, wish, on.now());
    return one.id;
  })));
  const callbacks = await on.callbacks();
  expect(callbacks).toMatchObject([{ due_at: on.now() }]);
  expect(new Set(stored)).toEqual(new Set([callbacks[0]!.id]));
  expect((await fates(on)).filter((fate) => fate !== 'merged')).toEqual(['open_callback']);
  await on.balanced();
});

test('snooze, claim and assignment stay with their holder, who is told; two who have it are both told, once a call', async () => {
  const on = await desk();
  on.failing();
  const { callback_id: id } = await ask(on);
  const [anna, udo] = [on.salon.staffId('Anna'), on.salon.staffId('Udo')];
  const until = on.now() + 8 * HOUR;
  await on.inCompany(async (tx) => {
    await changeCallback(tx, on.desk(), { id: id!, event: { kind: 'assign', staffId: anna, why: 'by_hand' } });
    await changeCallback(tx, on.desk(), { id: id!, event: { kind: 'snooze', until, words: 'später' } });
    await claimCaller(tx, { ...on.desk(), actor: { ...PERSON, staffId: udo } }, id!);
    await tx.run('delete from notices');
  });
  const call = on.caller();
  await call.ask('check_availability', TEN);
  await call.ask('book_appointment', TEN);
  expect(await on.rows('select assigned_to, snoozed_until, status from callbacks')).toEqual([{ assigned_to: anna, snoozed_until: until, status: 'assigned' }]);
  expect(await on.rows('select claimed_by from caller_claims')).toEqual([{ claimed_by: actorText(PERSON) }]);
  const told = await on.rows<{ kind: string; recipient: { id: string } }>('select kind, recipient from notices');
  expect(told.map(({ kind }) => kind)).toEqual(['called_again', 'called_again']);
  expect(new Set(told.map(({ recipient }) => recipient.id))).toEqual(new Set([anna, udo]));
});

test('a person takes the later wish out again: a callback of its own with what was promised for it, told on both', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on);
  await on.clock.pass(HOUR);
  const call = on.caller();
  await call.ask('check_availability', { ...TEN, name: 'Ada' });
  const away = (await call.ask('request_callback', { reason: 'Für meine Schwester Ada', name: 'Ada', priority: 'dringend' }, { trouble: { ...NO_TROUBLE, database: 'down' } })).answer;
  await on.program.work();
  const [kept, merged] = await on.wishes();
  const split = async (wishId: string) => await on.inCompany(async (tx) => await splitCallback(tx, on.desk(), { callbackId: first.callback_id!, wishId }));
  expect(await split(kept!.id)).toEqual({ kind: 'not_merged' });
  const done = await split(merged!.id);
  expect(done.kind).toBe('split');
  expect(await split(merged!.id)).toEqual({ kind: 'not_merged' });
  const own = (await on.callbacks()).find((callback) => callback.wish_id === merged!.id)!;
  expect(own).toMatchObject({ status: 'pending', priority: 'urgent', error_type: 'api_error', created_from: 'customer_request', due_at: Date.parse(away.callback_due_at!), customer_name: 'Ada' });
  expect(await on.resolve(away.callback_id!)).toBe(own.id);
  expect(await fates(on)).toEqual(['open_callback', 'open_callback']);
  for (const id of [own.id, first.callback_id!]) expect((await on.timeline(id)).filter(({ kind }) => kind === 'split')).toMatchObject([{ actor: 'user:u1' }]);
  // The promise comes once more (a journal that was not settled): it is in its own callback already.
  on.program.restart();
  await on.program.work();
  expect(await on.callbacks()).toHaveLength(2);
  await on.balanced();
});

test('another company with the same number is another caller', async () => {
  const [one, other] = [await desk(), await desk()];
  for (const on of [one, other]) on.failing();
  const said = [await ask(one), await ask(other)];
  expect(new Set(said.map((answer) => answer.callback_id)).size).toBe(2);
  for (const on of [one, other]) expect(await fates(on)).toEqual(['open_callback']);
});

test('a booking of the second call that turns up later goes into the same callback, unless another one has to be made sure of there', async () => {
  const on = await desk();
  on.failing();
  const first = await ask(on);
  Object.assign(on.calendar.faults, { book: 'lost_reply', look: 'lags', slots: 'none' });
  const second = await ask(on, { uhrzeit: '12:00' });
  expect(second).toMatchObject({ status: 'unconfirmed', callback_id: first.callback_id });
  on.sound();
  await on.clock.pass(60_000);
  await on.program.work();
  expect(await on.callbacks()).toMatchObject([{ error_type: 'partial_booking', priority: 'urgent' }]);
  Object.assign(on.calendar.faults, { book: 'lost_reply', look: 'lags' });
  await ask(on, { uhrzeit: '13:00' });
  on.sound();
  await on.clock.pass(60_000);
  await on.program.work();
  const callbacks = await on.callbacks();
  expect(callbacks).toHaveLength(2);
  expect(callbacks.map(({ status }) => status)).toEqual(['pending', 'pending']);
  await on.balanced();
});
