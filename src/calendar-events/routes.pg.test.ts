// The real Fastify app, PostgreSQL and the stand-in's own webhooks over HTTP.
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { eventType } from '../../demo/cal-com/event-type.ts';
import { startCalComStandIn, type CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { testDatabase } from '../../test/pg.ts';
import { memoryJournal, type MemoryJournal } from '../../test/whole-call/memory-journal.ts';
import type { Database } from '../platform/database.ts';
import { Fault } from '../platform/errors.ts';
import { createDrain } from '../journal/drain.ts';
import { silentLog } from '../../test/silent-log.ts';
import { applyDueEvents } from './apply-due.ts';
import { calendarRoutes } from './routes.ts';
import { calComSalon, DAY_MS, NOW, SECRET, webhook, type CalComSalon } from './salon.fixture.ts';
import { CALENDAR_ENTRY, resumeCalendarEvent } from './take-event.ts';
import { signed } from './verify.ts';

const { database } = await testDatabase();

interface Server {
  readonly bench: CalComSalon;
  readonly url: string;
  readonly journal: MemoryJournal;
  /** Whether the database answers. */
  up: boolean;
  post(body: string | Buffer, signature?: string, slug?: string): Promise<number>;
  /** What the sweeps do after an outage. */
  drain(): Promise<void>;
}

async function serve(): Promise<Server> {
  const bench = await calComSalon(database);
  const journal = memoryJournal(() => bench.now);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!server.up) throw new Fault('DATABASE_UNAVAILABLE', 'switched off by the test');
    return await work();
  };
  const switched: Database = { ...database, inCompany: async (id, work, options) => await guarded(async () => await database.inCompany(id, work, options)) };
  const intake = { ...bench.parts, database: switched, journal, onStored: () => undefined };
  const app = Fastify({ logger: false });
  await app.register(calendarRoutes, { intake });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => await app.close());
  const server: Server = {
    bench, journal, up: true, url: `${origin}/hooks/cal.com/${bench.company.slug}`,
    post: async (body, signature = signed(Buffer.from(body), SECRET), slug = bench.company.slug) => {
      const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signature };
      return (await fetch(`${origin}/hooks/cal.com/${slug}`, { method: 'POST', headers, body: body as string })).status;
    },
    drain: async () => {
      const drain = createDrain({ journal, concurrency: 8, log: silentLog, handle: async (entry) => await resumeCalendarEvent(intake, entry) });
      await drain.run(journal.unsettled());
    },
  };
  return server;
}

const booking = (): string => JSON.stringify(webhook({ trigger: 'BOOKING_CREATED', uid: 'A' }));
const uids = async (bench: CalComSalon, status: string): Promise<string[]> =>
  (await bench.rows<{ booking_uid: string; status: string }>('select booking_uid, status from appointments where company_id = $1 order by booking_uid')).filter((row) => row.status === status).map((row) => row.booking_uid);

test('takes what the company\'s secret signed, and nothing else', async () => {
  const server = await serve();
  expect(await server.post(booking(), signed(Buffer.from(booking()), 'the secret of another company'))).toBe(401);
  expect(await server.post(booking(), 'no-secret-provided')).toBe(401);
  expect(await server.post(booking(), signed(Buffer.from(booking()), SECRET), 'unknown-salon')).toBe(404);
  expect(await server.bench.rows('select id from calendar_events where company_id = $1')).toEqual([]);
  expect(server.journal.unsettled()).toEqual([]);
  expect(await server.post(booking())).toBe(204);
  await server.bench.apply();
  expect(await uids(server.bench, 'booked')).toEqual(['A']);
});

test('a company without a webhook secret has no such address, whatever is sent there', async () => {
  const bench = await calComSalon(database, { webhookSecret: null });
  const app = Fastify();
  await app.register(calendarRoutes, { intake: { ...bench.parts, journal: memoryJournal(() => NOW), onStored: () => undefined } });
  const reply = await app.inject({ method: 'POST', url: `/hooks/cal.com/${bench.company.slug}`, payload: booking(), headers: { 'x-cal-signature-256': signed(Buffer.from(booking()), '') } });
  expect(reply.statusCode).toBe(404);
  await app.close();
});

test('refuses what is too large before it is read', async () => {
  const server = await serve();
  expect(await server.post('x'.repeat(600 * 1024))).toBe(413);
});

test('a flood of forgeries is answered 429, and an authentic event gets through all the same', async () => {
  const server = await serve();
  const statuses: number[] = [];
  for (let i = 0; i < 130; i++) statuses.push(await server.post('{}', 'forged'));
  expect(new Set(statuses.slice(0, 120))).toEqual(new Set([401]));
  expect(new Set(statuses.slice(120))).toEqual(new Set([429]));
  expect(await server.post(booking())).toBe(204);
});

test('the same event delivered three times is one, counted three times', async () => {
  const server = await serve();
  for (let i = 0; i < 3; i++) expect(await server.post(booking())).toBe(204);
  expect(await server.bench.rows('select deliveries from calendar_events where company_id = $1')).toEqual([{ deliveries: 3 }]);
});

test('while the database is away an event is in the journal, and applied afterwards', async () => {
  const server = await serve();
  server.up = false;
  expect(await server.post(booking())).toBe(204);
  expect(server.journal.unsettled().map(({ kind }) => kind)).toEqual([CALENDAR_ENTRY]);
  server.up = true;
  server.journal.crash();
  await server.drain();
  expect(server.journal.unsettled()).toEqual([]);
  // Not at once: what else the journal holds of our own bookings comes first.
  expect(await server.bench.apply()).toBe(0);
  server.bench.now += 61_000;
  expect(await server.bench.apply()).toBe(1);
  expect(await uids(server.bench, 'booked')).toEqual(['A']);
});

test('what can be kept nowhere is refused, so that it is not taken for known', async () => {
  const server = await serve();
  server.up = false;
  server.journal.refuses = true;
  expect(await server.post(booking())).toBe(503);
});

test('an authentic body that is no JSON, or that PostgreSQL cannot hold, is kept', async () => {
  const server = await serve();
  expect(await server.post('hello')).toBe(204);
  expect(await server.post('{"triggerEvent":"PING\\u0000","payload":{"half":"\\ud83d"}}')).toBe(204);
  expect(await server.bench.apply()).toBe(2);
  expect(server.journal.unsettled()).toEqual([]);
});

async function standIn(server: Server): Promise<CalComStandIn> {
  const clock = { now: () => server.bench.now, monotonic: () => server.bench.now, sleep: async () => undefined };
  const calCom = await startCalComStandIn({ clock, eventTypes: [eventType({ id: 101 }), eventType({ id: 102, minutes: 60 })] });
  onTestFinished(async () => await calCom.close());
  calCom.webhooks.subscribe({ url: server.url, secret: SECRET });
  return calCom;
}

test("the stand-in's own webhooks: booked, moved and cancelled there is so here", async () => {
  const server = await serve();
  const calCom = await standIn(server);
  const heard = async () => {
    await calCom.webhooks.idle();
    await applyDueEvents(server.bench.parts);
    server.bench.now += 1_000;
  };
  const { uid } = calCom.addBooking({ eventTypeId: 101, start: NOW + DAY_MS, name: 'Yilmaz', phone: '+4930111222' }) as { uid: string };
  await heard();
  expect(await server.bench.rows('select customer_name, phone_number, wish_id, status from appointments where company_id = $1')).toEqual([
    { customer_name: 'Yilmaz', phone_number: '+4930111222', wish_id: null, status: 'booked' },
  ]);
  const moved = await fetch(`${calCom.url}/bookings/${uid}/reschedule`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'cal-api-version': '2026-02-25' }, body: JSON.stringify({ start: '2026-12-03T09:00:00Z' }),
  });
  const { data } = (await moved.json()) as { data: { uid: string } };
  await heard();
  expect({ booked: await uids(server.bench, 'booked'), cancelled: await uids(server.bench, 'cancelled') }).toEqual({ booked: [data.uid], cancelled: [uid] });
  calCom.setStatus(data.uid, 'cancelled');
  await heard();
  expect(await uids(server.bench, 'booked')).toEqual([]);
  expect(calCom.webhooks.sent().map(({ trigger, status }) => [trigger, status])).toEqual([['BOOKING_CREATED', 204], ['BOOKING_RESCHEDULED', 204], ['BOOKING_CANCELLED', 204]]);
});

test('events that come twice, late and the wrong way round end in the same', async () => {
  const server = await serve();
  const calCom = await standIn(server);
  calCom.webhooks.deliver({ delaysEvery: 1, repeatsEvery: 2 });
  const { uid } = calCom.addBooking({ eventTypeId: 101, start: NOW + DAY_MS }) as { uid: string };
  await calCom.webhooks.idle();
  calCom.setStatus(uid, 'cancelled');
  await calCom.webhooks.idle();
  await applyDueEvents(server.bench.parts);
  calCom.webhooks.release();
  await calCom.webhooks.idle();
  await applyDueEvents(server.bench.parts);
  expect({ booked: await uids(server.bench, 'booked'), cancelled: await uids(server.bench, 'cancelled') }).toEqual({ booked: [], cancelled: [uid] });
});
