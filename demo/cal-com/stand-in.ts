// An in-memory Cal.com v2 over real HTTP, with its own truth, its own strictness and a switchboard for what goes
// wrong. Steered as an object, or by another process under /_control (control.ts).
import { createServer } from 'node:http';
import { answer } from './answer.ts';
import { control } from './control.ts';
import { defaultEventTypes } from './event-type.ts';
import { createSwitchboard } from './faults.ts';
import { noRoute } from './replies.ts';
import { routeOf } from './routes.ts';
import { steering } from './steering.ts';
import { createStore } from './store.ts';
import { createWebhookSender } from './webhooks.ts';
import { wreck } from './wreck.ts';
import { realClock } from '../../src/platform/real-world.ts';
import type { EventType } from './event-type.ts';
import type { Fault } from './faults.ts';
import type { Reply } from './replies.ts';
import type { Running } from './running.ts';
import type { Steering } from './steering.ts';
import type { StoredBooking } from './store.ts';
import type { WebhookSender } from './webhooks.ts';
import type { Clock } from '../../src/platform/world.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInOptions {
  /** 0 (default) takes any free port; always on 127.0.0.1. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly apiKey?: string;
  readonly profile?: 'hosted' | 'cal.diy';
  readonly eventTypes?: readonly EventType[];
  /** What was booked in an earlier life, and where every change is told. */
  readonly bookings?: readonly StoredBooking[];
  readonly onChange?: (bookings: readonly StoredBooking[]) => void;
}

export interface CalComStandIn extends Steering {
  /** Base URL for the adapter, with /v2. */
  readonly url: string;
  /** Without /v2; the control addresses lie under it. */
  readonly origin: string;
  /** Tells nobody until somebody subscribes. */
  readonly webhooks: WebhookSender;
  close(): Promise<void>;
}

export async function startCalComStandIn(options: StandInOptions = {}): Promise<CalComStandIn> {
  const clock = options.clock ?? realClock;
  const webhooks = createWebhookSender({ now: () => clock.now() });
  // What was booked in an earlier life was told then.
  webhooks.changed(options.bookings ?? []);
  const running: Running = {
    store: createStore({
      now: () => clock.now(),
      eventTypes: options.eventTypes ?? defaultEventTypes(),
      ...(options.bookings === undefined ? {} : { bookings: options.bookings }),
      onChange: (bookings) => {
        options.onChange?.(bookings);
        webhooks.changed(bookings);
      },
    }),
    switchboard: createSwitchboard(),
    requests: [],
    clock,
    webhooks,
    apiKey: options.apiKey ?? 'cal_live_standin',
    profile: options.profile ?? 'hosted',
    subscriptions: [],
    pending: new Set(),
  };
  const server = createServer((request, response) => {
    const work = serve(running, request, response).catch((error: unknown) => {
      console.error('Cal.com stand-in failed', error);
      response.destroy();
    });
    running.pending.add(work);
    void work.then(() => running.pending.delete(work));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...steering(running),
    url: `${origin}/v2`,
    origin,
    webhooks,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const method = request.method ?? 'GET';
  const body = parse(await read(request));
  if (url.pathname.startsWith('/_control')) return send(response, control(running, { method, path: url.pathname, body }));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const route = routeOf({ method, path: url.pathname, versionHeader: headers['cal-api-version'], profile: running.profile });
  running.requests.push({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body, operation: route?.operation ?? null, at: running.clock.now() });
  if (route === null) return send(response, noRoute(method, url.pathname));
  const fault = running.switchboard.take(route.operation);
  const act = (lagMs: number): Promise<Reply> =>
    answer(running, { route, method, path: url.pathname, query: url.searchParams, authorization: headers['authorization'], body, lagMs });
  return fault === null ? send(response, await act(0)) : suffer({ running, response, act, fault });
}

interface Suffering {
  readonly running: Running;
  readonly response: ServerResponse;
  readonly act: (lagMs: number) => Promise<Reply>;
  readonly fault: Fault;
}

async function suffer({ running, response, act, fault }: Suffering): Promise<void> {
  const reply = await wreck(fault, { act, store: running.store, clock: running.clock, breakConnection: () => response.destroy() });
  if (reply !== null) send(response, reply);
}

function send(response: ServerResponse, reply: Reply): void {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'content-type': reply.contentType ?? 'application/json; charset=utf-8',
    'x-request-id': `req_${Math.random().toString(36).slice(2, 10)}`,
    'x-ratelimit-limit-default': '120',
    'x-ratelimit-remaining-default': '119',
    'x-ratelimit-reset-default': '43',
    ...reply.headers,
  });
  response.end(reply.status === 204 ? undefined : text);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
