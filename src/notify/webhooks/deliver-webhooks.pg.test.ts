import { createHmac, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { answered, notifyRig, tellingSalon } from '../../../test/notify-rig.ts';
import { testDatabase } from '../../../test/pg.ts';
import { NOW } from '../../../test/read-side-rows.ts';
import { addCallbackEvent } from '../../callbacks/callback-events.ts';
import type { CallbackEvent } from '../../callbacks/callback-events.ts';
import { readLedger } from '../../wishes/ledger.ts';
import type { HttpRequest } from '../../platform/world.ts';
import { tellLedger } from '../tell-ledger.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { replayWebhook } from './list-webhook-deliveries.ts';
import { newWebhookSecret } from './sign.ts';
import { changeWebhook, insertWebhook } from './store-webhook.ts';
import type { WebhookDraft } from './store-webhook.ts';

const { database } = await testDatabase();
const MINUTE = 60_000;

async function hooked(given: Partial<WebhookDraft> = {}) {
  const salon = await tellingSalon(database);
  const rig = notifyRig(database);
  const [id, secret] = [randomUUID(), newWebhookSecret(rig.notify.world.random)];
  const draft: WebhookDraft = { url: 'https://hooks.example/in', events: ['callback.created', 'callback.completed', 'callback.escalated', 'callback.overdue', 'ledger.difference'], active: true, includePerson: false, ...given };
  await database.inCompany(salon.companyId, async (tx) => await insertWebhook(tx, { companyId: salon.companyId, id, at: NOW, secrets: rig.notify.secrets, secret }, draft));
  const event = async (callbackId: string, more: Partial<CallbackEvent> = {}): Promise<void> =>
    await database.inCompany(salon.companyId, async (tx) => await addCallbackEvent(tx, salon.companyId, { id: randomUUID(), callbackId, at: NOW, actor: 'machine', kind: 'created', detail: {}, ...more }));
  const messages = async () => await salon.read<{ id: string; event: string; state: string; tries: number; due_at: number | null; last_status: number | null; last_error: string | null }>(
    'select id, event, state, tries, due_at, last_status, last_error from webhook_deliveries where company_id = $1 order by at, event, id');
  const run = async (): Promise<void> => {
    while ((await deliverWebhooks(rig.notify)) > 0);
  };
  return { ...salon, ...rig, id, secret, event, messages, run };
}

/** As a receiver would write it from the specification, without a line of ours. */
function isAuthentic({ headers, body = '' }: HttpRequest, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => one === `v1,${expected}`);
}

test('tells of a new callback what ids and states it has, signed, and nothing of the customer', async () => {
  const { open, event, run, requests, secret, companyId, messages, anna, branchId } = await hooked();
  const callbackId = await open({ notes: 'Petra möchte blond werden', resolution: null });
  await event(callbackId);
  await run();
  expect(requests).toHaveLength(1);
  const [request] = requests;
  expect(request).toMatchObject({ method: 'POST', url: 'https://hooks.example/in', reach: 'public', headers: { 'content-type': 'application/json', 'webhook-timestamp': String(NOW / 1000) } });
  const body = JSON.parse(request!.body ?? '') as { type: string; timestamp: string; data: Record<string, unknown> };
  expect(body).toMatchObject({ type: 'callback.created', timestamp: '2026-12-01T09:00:00.000Z', data: { callback_id: callbackId, status: 'assigned', priority: 'normal', assigned_to: anna, branch_id: branchId, actor: 'machine' } });
  expect(new Date(String(body.data['due_at'])).toISOString()).toBe('2026-12-02T09:00:00.000Z');
  expect(request!.body).not.toMatch(/Petra|Schmidt|4930|blond/);
  expect(isAuthentic(request!, secret)).toBe(true);
  expect(isAuthentic({ ...request!, body: request!.body!.replace('normal', 'urgent') }, secret)).toBe(false);
  expect(isAuthentic({ ...request!, headers: { ...request!.headers, 'webhook-timestamp': '1' } }, secret)).toBe(false);
  expect(await messages()).toMatchObject([{ state: 'sent', tries: 1, last_status: 204 }]);
  expect(companyId).not.toBe('');
});

test('goes along with the change: rolled back it never was, written twice it is one message', async () => {
  const { open, companyId, messages } = await hooked();
  const callbackId = await open();
  const line: CallbackEvent = { id: randomUUID(), callbackId, at: NOW, actor: 'machine', kind: 'created', detail: {} };
  await expect(database.inCompany(companyId, async (tx) => {
    await addCallbackEvent(tx, companyId, line);
    throw new Error('the change failed');
  })).rejects.toThrow('the change failed');
  expect(await messages()).toEqual([]);
  for (let i = 0; i < 2; i++) await database.inCompany(companyId, async (tx) => await addCallbackEvent(tx, companyId, line));
  expect(await messages()).toHaveLength(1);
});

test('an escalation for a missed deadline is two messages, and what nobody subscribed to is none', async () => {
  const { open, event, messages } = await hooked();
  const callbackId = await open();
  await event(callbackId, { kind: 'escalate', detail: { reason: 'deadline_missed', before: { escalationLevel: 0 } } });
  await event(callbackId, { kind: 'reopen' });
  await event(callbackId, { kind: 'note' });
  expect((await messages()).map(({ event }) => event)).toEqual(['callback.escalated', 'callback.overdue']);
});

test('the customer goes along only where that was chosen, as he is when it is sent', async () => {
  const { open, event, run, requests, set, companyId } = await hooked({ includePerson: true });
  const [kept, erased] = [await open(), await open()];
  await event(kept);
  await set('update callbacks set customer_name = null, phone_number = null where company_id = $1 and id = $2', [companyId, erased]);
  await event(erased);
  await run();
  const people = requests.map(({ body = '' }) => (JSON.parse(body) as { data: { person: object } }).data.person);
  expect(people).toContainEqual({ customer_name: 'Petra Schmidt', phone_number: '+493012345678', customer_email: null });
  expect(people).toContainEqual({ customer_name: null, phone_number: null, customer_email: null });
});

test('a receiver that is away gets everything for some three days, each time under the same id; then it is a dead letter that can be replayed', async () => {
  const { open, event, httpAnswers, requests, notify, clock, messages, companyId, id } = await hooked();
  await event(await open());
  httpAnswers.push(...Array.from({ length: 20 }, () => answered(500)));
  while ((await messages()).some(({ state }) => state === 'due')) {
    await deliverWebhooks(notify);
    clock.advance(10 * MINUTE);
  }
  expect(requests).toHaveLength(20);
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(clock.now() - NOW).toBeGreaterThan(2 * 24 * 60 * MINUTE);
  expect(clock.now() - NOW).toBeLessThan(4 * 24 * 60 * MINUTE);
  expect(await messages()).toMatchObject([{ state: 'dead', tries: 20, last_status: 500, last_error: 'answered 500' }]);
  expect(await database.inCompany(companyId, async (tx) => await replayWebhook(tx, { companyId, webhookId: id, id: null, at: clock.now() }))).toBe(1);
  await deliverWebhooks(notify);
  expect(await messages()).toMatchObject([{ state: 'sent', tries: 1 }]);
  expect(requests.at(-1)!.headers['webhook-id']).toBe(requests[0]!.headers['webhook-id']);
});

test('one receiver that does not answer holds back what else waits for it, so that others are not kept waiting', async () => {
  const slow = await hooked({ url: 'https://slow.example/' });
  for (let i = 0; i < 50; i++) await slow.event(await slow.open());
  slow.httpAnswers.push(...Array.from({ length: 50 }, () => ({ ok: false as const, failure: { kind: 'timeout' as const, sent: true, message: 'no answer within 15000 ms' } })));
  await slow.run();
  expect(slow.requests.length).toBeLessThanOrEqual(20);
  expect((await slow.messages()).every(({ due_at: dueAt }) => dueAt! > NOW)).toBe(true);
});

test('a redirect is not followed, and one that wants no more (410) is believed at once', async () => {
  const { open, event, httpAnswers, run, messages } = await hooked();
  httpAnswers.push(answered(302));
  await event(await open());
  await run();
  expect(await messages()).toMatchObject([{ state: 'due', last_error: 'answered 302: redirects are not followed' }]);
  httpAnswers.push(answered(410));
  await event(await open());
  await run();
  expect((await messages()).map(({ state }) => state).sort()).toEqual(['dead', 'due']);
});

test('an address in our own network is not even tried, though it may have been stored when that was allowed', async () => {
  for (const url of ['http://hooks.example/in', 'https://127.0.0.1/in', 'https://169.254.169.254/latest', 'https://[::1]/in', 'https://postgres/in']) {
    const { open, event, run, messages, requests } = await hooked({ url });
    await event(await open());
    await run();
    expect(requests, url).toEqual([]);
    expect(await messages(), url).toMatchObject([{ state: 'dead' }]);
  }
});

test('switched off, it is told nothing more, and what waited is a dead letter', async () => {
  const { open, event, run, messages, requests, companyId, id } = await hooked();
  await event(await open());
  await database.inCompany(companyId, async (tx) => await changeWebhook(tx, { companyId, id, at: NOW }, { active: false }));
  await event(await open());
  await run();
  expect(requests).toEqual([]);
  expect(await messages()).toMatchObject([{ state: 'dead', last_error: 'the webhook was switched off' }]);
});

test('a lost wish is told once, and once more when it is found again', async () => {
  const { companyId, wish, set, notify, clock, messages, run, requests } = await hooked();
  const told = async (): Promise<number> => await tellLedger({ world: notify.world, database, journalPending: () => [] });
  expect(await told()).toBe(0);
  // a wish that says it has a callback, and there is none
  const wishId = await wish({ fate: 'open_callback' });
  expect((await database.inCompany(companyId, async (tx) => await readLedger(tx, { companyId, from: null, to: null, now: NOW, journalPending: [] }))).difference).toBe(1);
  expect(await told()).toBe(1);
  expect(await told()).toBe(0);
  await set('delete from wishes where company_id = $1 and id = $2', [companyId, wishId]);
  clock.advance(MINUTE);
  expect(await told()).toBe(1);
  await run();
  expect((await messages()).map(({ event }) => event)).toEqual(['ledger.difference', 'ledger.difference']);
  expect(requests.map(({ body = '' }) => (JSON.parse(body) as { data: { difference: number; unexplained: string[] } }).data)).toEqual(
    expect.arrayContaining([expect.objectContaining({ difference: 1, unexplained: [wishId] }), expect.objectContaining({ difference: 0, unexplained: [] })]));
});
