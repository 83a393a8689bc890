import { expect, test } from 'vitest';
import { NOW, retellBench } from '../../test/retell.ts';

const HOUR = 3_600_000;

function call(n: number, more: object = {}) {
  return { call_id: `call_${n}`, agent_id: 'agent_a', call_status: 'ended', start_timestamp: NOW - HOUR + n, transcript: 'User: Guten Tag', ...more };
}

test('reads every page of a list, oldest call first, although the platform hands out a hundred at a time', async () => {
  const { client, standIn } = await retellBench();
  for (let n = 0; n < 250; n++) standIn.addCall(call(249 - n));
  standIn.addCall({ ...call(1), call_id: 'too_old', start_timestamp: NOW - 50 * HOUR });
  const ids: string[] = [];
  const outcome = await client.listCalls({ from: NOW - 2 * HOUR, to: NOW }, async (page) => void ids.push(...page.map(({ call_id: id }) => id)));
  expect(outcome).toEqual({ kind: 'done', value: null });
  expect(ids).toEqual(Array.from({ length: 250 }, (_, n) => `call_${n}`));
  expect(standIn.requests().length).toBe(3);
});

test('hands on the transcript that only get-call has', async () => {
  const { client, standIn } = await retellBench();
  standIn.addCall(call(1));
  expect(await client.call('call_1')).toMatchObject({ kind: 'done', value: { call_id: 'call_1', transcript: 'User: Guten Tag' } });
  expect(await client.call('call_2')).toMatchObject({ kind: 'refused', status: 404 });
});

test('waits as long as a rate limit asks, also where it writes, because a 429 has certainly done nothing', async () => {
  const { client, standIn, clock } = await retellBench();
  standIn.addNumber('+493012345678', []);
  standIn.setFaults([{ on: /PATCH/, times: 2, fault: { kind: 'status', status: 429, retryAfterSec: 7 } }]);
  expect(await client.updatePhoneNumber('+493012345678', { inbound_webhook_url: 'https://x.example/in' })).toMatchObject({ kind: 'done' });
  expect(clock.slept).toEqual([7_000, 7_000]);
});

test('gives a rate limit that does not end back as refused, inside its budget', async () => {
  const { client, standIn, clock } = await retellBench({ budgetMs: 20_000 });
  standIn.setFaults([{ on: /./, fault: { kind: 'status', status: 429, retryAfterSec: 9 } }]);
  expect(await client.phoneNumbers()).toMatchObject({ kind: 'refused', status: 429 });
  expect(clock.monotonic()).toBeLessThanOrEqual(20_000);
});

test('asks again after an outage what only reads, and never what makes something', async () => {
  const { client, standIn } = await retellBench();
  standIn.addAgent({ id: 'agent_a', engine: 'retell-llm' });
  standIn.setFaults([{ on: /get-agent/, times: 2, fault: { kind: 'status', status: 503 } }, { on: /create-agent-version/, times: 1, fault: { kind: 'lost_reply' } }]);
  expect(await client.agent('agent_a')).toMatchObject({ kind: 'done' });
  standIn.forgetRequests();
  expect(await client.createAgentVersion('agent_a', 0)).toMatchObject({ kind: 'unknown' });
  expect(standIn.requests().length).toBe(1);
});

test('takes the other key of a connection where one is no longer good, and stays with it', async () => {
  const { client, standIn } = await retellBench({ apiKeys: ['key_of_yesterday', 'key_standin'] });
  expect(await client.phoneNumbers()).toMatchObject({ kind: 'done' });
  expect(await client.phoneNumbers()).toMatchObject({ kind: 'done' });
  expect(standIn.requests().length).toBe(3);
});

test('says that every key is refused, and shows none', async () => {
  const { client } = await retellBench({ apiKeys: ['key_of_yesterday'] });
  const outcome = await client.phoneNumbers();
  expect(outcome).toMatchObject({ kind: 'refused', status: 401 });
  expect(JSON.stringify(outcome)).not.toContain('key_of_yesterday');
});

test('reaches nobody without throwing', async () => {
  const { client, standIn } = await retellBench();
  await standIn.close();
  expect(await client.phoneNumbers()).toMatchObject({ kind: 'refused', detail: expect.stringContaining('not reached') as string });
});
