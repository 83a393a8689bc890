import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HttpOutcome, HttpRequest } from '../../platform/world.ts';
import { smsGateway } from './gateway.ts';

const URL = 'https://sms.example/send';

function gateway(answer: HttpOutcome | number, secret: string | null = null) {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest): Promise<HttpOutcome> => {
    requests.push(request);
    return typeof answer === 'number' ? { ok: true, reply: { status: answer, headers: {}, body: '' } } : answer;
  };
  const clock = { now: () => 1_000_000_000_500, monotonic: () => 0, sleep: async () => undefined };
  return { requests, send: smsGateway({ world: { http, clock }, url: URL, secret }) };
}

const message = { id: 'd1', to: '+4915112345678', text: 'Rückruf überfällig' };

test('goes to a mobile number, signed, with a key by which a repetition is recognised', async () => {
  const { requests, send } = gateway(202, 'ein langes Geheimnis');
  expect(await send(message)).toEqual({ kind: 'accepted' });
  const body = JSON.stringify({ to: message.to, text: message.text });
  expect(requests).toMatchObject([{ method: 'POST', url: URL, body, headers: { 'idempotency-key': 'd1', 'fangnetz-id': 'd1', 'fangnetz-timestamp': '1000000000' } }]);
  expect(requests[0]!.headers['fangnetz-signature']).toBe(`v1,${createHmac('sha256', 'ein langes Geheimnis').update(`d1.1000000000.${body}`).digest('base64')}`);
});

test.each(['+493012345678', '+4989123456', 'no number'])('%s gets none: nobody reads it there', async (to) => {
  const { requests, send } = gateway(200);
  expect(await send({ ...message, to })).toMatchObject({ kind: 'refused' });
  expect(requests).toEqual([]);
});

test('where a number does not tell what it is, it is tried', async () => {
  expect(await gateway(200).send({ ...message, to: '+12025550123' })).toEqual({ kind: 'accepted' });
});

test('a gateway that is away, overrun or does not know us is tried again; what it does not like is not', async () => {
  for (const status of [500, 502, 429, 408, 401, 403]) expect(await gateway(status).send(message), String(status)).toMatchObject({ kind: 'failed' });
  for (const status of [400, 404, 422]) expect(await gateway(status).send(message), String(status)).toMatchObject({ kind: 'refused' });
  expect(await gateway({ ok: false, failure: { kind: 'timeout', sent: true, message: 'no answer' } }).send(message)).toEqual({ kind: 'failed', message: 'no answer' });
});
