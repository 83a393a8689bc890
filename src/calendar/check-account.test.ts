// „Verbindung prüfen“ against a Cal.com over HTTP: each mistake that somebody makes when he sets it up is named.
import { expect, onTestFinished, test } from 'vitest';
import { eventType } from '../../demo/cal-com/event-type.ts';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import type { CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Service } from '../companies/company.ts';
import { realWorld } from '../platform/real-world.ts';
import { checkCalCom, eventTypesOf } from './check-account.ts';

const world = realWorld(silentLog);
const KEY = 'cal_live_right';

async function calCom(): Promise<CalComStandIn> {
  const standIn = await startCalComStandIn({
    apiKey: KEY,
    eventTypes: [eventType({ id: 101 }), eventType({ id: 102, minutes: 60 }), eventType({ id: 103, emailRequired: true }), eventType({ id: 104, requiresConfirmation: true })],
  });
  onTestFinished(async () => await standIn.close());
  return standIn;
}

const service = (eventTypeId: number, minutes = 30): Service => ({ id: String(eventTypeId), slug: `s${eventTypeId}`, name: `Leistung ${eventTypeId}`, aliases: [], minutes, calendar: { provider: 'cal.com', eventTypeId } });

async function check(standIn: CalComStandIn, services: readonly Service[], apiKey: string | null = KEY) {
  const steps = await checkCalCom(world, { account: { baseUrl: standIn.url, profile: 'hosted', apiKey }, services, timeZone: 'Europe/Berlin' });
  return steps.map(({ name, state, code }) => `${name} ${state} ${code}`);
}

test('a connection that is right says so at every step', async () => {
  expect(await check(await calCom(), [service(101)])).toEqual(['account ok ok', 'event_types ok ok', 'service ok ok', 'slots ok ok']);
});

test('names the service whose event type is gone, has another length, asks for an address or waits for a confirmation', async () => {
  const steps = await check(await calCom(), [service(999), service(102), service(103), service(104)]);
  expect(steps.slice(2, 6)).toEqual(['service failed missing', 'service warning other_length', 'service warning email_required', 'service warning needs_confirmation']);
});

test('stops at a wrong key and at none, and does not take silence for a refusal', async () => {
  const standIn = await calCom();
  expect(await check(standIn, [service(101)], 'cal_live_wrong')).toEqual(['account failed refused']);
  expect(await check(standIn, [service(101)], null)).toEqual(['key failed no_key']);
  standIn.setFaults([{ operation: 'me', fault: { kind: 'status', status: 502, body: '<html>bad gateway</html>', contentType: 'text/html' } }]);
  expect(await check(standIn, [service(101)])).toEqual(['account failed no_answer']);
});

test('lists what a service can be booked as', async () => {
  const standIn = await calCom();
  const listed = await eventTypesOf(world, { baseUrl: standIn.url, profile: 'hosted', apiKey: KEY });
  expect(listed.kind === 'done' && listed.value.map(({ id, minutes, emailRequired, requiresConfirmation }) => [id, minutes, emailRequired, requiresConfirmation])).toEqual([
    [101, 30, false, false], [102, 60, false, false], [103, 30, true, false], [104, 30, false, true],
  ]);
});
