// Against a Cal.com over HTTP that takes nothing but what its document says, and knows each address once.
import { expect, onTestFinished, test } from 'vitest';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import type { CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { silentLog } from '../../test/silent-log.ts';
import { realWorld } from '../platform/real-world.ts';
import { registerCalComWebhook } from './register-webhook.ts';

const world = realWorld(silentLog);
const ADDRESS = 'https://fangnetz.example/hooks/cal.com/salon-nord';
const SECRET = 'a'.repeat(64);
const EVENTS = ['BOOKING_CREATED', 'BOOKING_REQUESTED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED', 'BOOKING_REJECTED'];

async function calCom(): Promise<CalComStandIn> {
  const standIn = await startCalComStandIn({ apiKey: 'cal_live_x' });
  onTestFinished(async () => await standIn.close());
  return standIn;
}

async function register(standIn: CalComStandIn, { apiKey = 'cal_live_x' as string | null, address = ADDRESS, secret = SECRET } = {}): Promise<string> {
  const outcome = await registerCalComWebhook(world, { baseUrl: standIn.url, profile: 'hosted', apiKey, webhookSecret: secret }, { address, secret });
  return outcome.kind === 'done' ? outcome.value : `${outcome.kind} ${outcome.kind === 'refused' ? outcome.reason : outcome.cause}`;
}

const written = (standIn: CalComStandIn): number => standIn.requests().filter(({ method }) => method !== 'GET').length;

test('is made once, with the events that are understood, and a second time nothing is sent', async () => {
  const standIn = await calCom();
  expect(await register(standIn)).toBe('made');
  expect(standIn.subscriptions()).toMatchObject([{ subscriberUrl: ADDRESS, active: true, triggers: EVENTS, secret: SECRET, payloadTemplate: null }]);
  expect(await register(standIn)).toBe('there');
  expect(written(standIn)).toBe(1);
});

test('one that was made by hand gets our secret and what it lacks, and keeps what somebody has it tell beside', async () => {
  const standIn = await calCom();
  standIn.subscriptions().push(
    { id: 4, subscriberUrl: 'https://elsewhere.example/hook', active: false, triggers: [], secret: null, payloadTemplate: null },
    { id: 7, subscriberUrl: ADDRESS, active: false, triggers: ['MEETING_ENDED', 'BOOKING_CREATED'], secret: 'guessed', payloadTemplate: null },
  );
  expect(await register(standIn)).toBe('mended');
  expect(standIn.subscriptions()).toMatchObject([{ id: 4, active: false, triggers: [] }, { id: 7, active: true, secret: SECRET, triggers: ['MEETING_ENDED', 'BOOKING_CREATED', ...EVENTS.slice(1)] }]);
});

test('is found beyond the first page: a second one of the same address would be refused', async () => {
  const standIn = await calCom();
  const other = (id: number) => ({ id, subscriberUrl: `https://elsewhere.example/${id}`, active: true, triggers: [], secret: null, payloadTemplate: null });
  standIn.subscriptions().push(...Array.from({ length: 250 }, (_, i) => other(i + 1)), { ...other(300), subscriberUrl: ADDRESS });
  expect(await register(standIn)).toBe('mended');
});

test('a lost answer is no second attempt: it is looked up whether it stands', async () => {
  const standIn = await calCom();
  standIn.setFaults([{ operation: 'make_webhook', times: 1, fault: { kind: 'lost_reply' } }]);
  expect(await register(standIn)).toBe('there');
  expect(written(standIn)).toBe(1);
  expect(standIn.subscriptions()).toHaveLength(1);
});

test('an answer that never came and left nothing there is not known, and asked again it is made', async () => {
  const standIn = await calCom();
  standIn.setFaults([{ operation: 'make_webhook', times: 1, fault: { kind: 'drop' } }]);
  expect(await register(standIn)).toBe('unknown no_answer');
  expect(standIn.subscriptions()).toEqual([]);
  expect(await register(standIn)).toBe('made');
});

test('while the list does not answer nothing is made', async () => {
  const standIn = await calCom();
  standIn.setFaults([{ operation: 'webhooks', fault: { kind: 'status', status: 502 } }]);
  expect(await register(standIn)).toBe('unknown server_error');
  expect(written(standIn)).toBe(0);
});

test('a wrong key, none, and an address that Cal.com does not reach are refusals', async () => {
  const standIn = await calCom();
  expect(await register(standIn, { apiKey: 'cal_live_wrong' })).toBe('refused not_allowed');
  expect(await register(standIn, { apiKey: null })).toBe('refused not_allowed');
  expect(await register(standIn, { address: 'https://192.168.1.7/hooks/cal.com/salon-nord' })).toBe('refused rejected');
  expect(standIn.subscriptions()).toEqual([]);
});
