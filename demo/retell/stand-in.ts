// An in-memory Retell API over real HTTP with a switchboard for what goes wrong. Steered as an object.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.ts';
import { errorReply, type Reply } from './reply.ts';
import { addAgent, emptyState, type Json, type NewAgent, type RetellState, type StoredCall } from './state.ts';

export type Fault =
  /** Answers this at once, without effect. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSec?: number }
  /** Breaks the connection, without effect. */
  | { readonly kind: 'drop' }
  /** Does what was asked, then breaks the connection. */
  | { readonly kind: 'lost_reply' };

export interface FaultRule {
  /** Hits requests whose `METHOD /path` fits. */
  readonly on: RegExp;
  /** How many; absent: until cleared. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface RetellStandIn {
  readonly url: string;
  readonly apiKey: string;
  readonly state: RetellState;
  addAgent(agent: NewAgent): void;
  addNumber(number: string, inboundAgents: readonly Json[], more?: Json): void;
  addCall(call: StoredCall): void;
  setFaults(rules: readonly FaultRule[]): void;
  requests(): readonly LoggedRequest[];
  /** Those that change something. */
  writes(): readonly LoggedRequest[];
  forgetRequests(): void;
  close(): Promise<void>;
}

export async function startRetellStandIn(options: { readonly apiKey?: string; readonly port?: number } = {}): Promise<RetellStandIn> {
  const apiKey = options.apiKey ?? 'key_standin';
  const state = emptyState();
  const requests: LoggedRequest[] = [];
  let rules: { rule: FaultRule; left: number }[] = [];

  function faultFor(named: string): Fault | null {
    const hit = rules.find(({ rule, left }) => left > 0 && rule.on.test(named));
    if (hit === undefined) return null;
    hit.left -= 1;
    return hit.rule.fault;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const method = request.method ?? 'GET';
    const body = await read(request);
    requests.push({ method, path: url.pathname, body });
    const fault = faultFor(`${method} ${url.pathname}`);
    if (fault?.kind === 'drop') return void response.destroy();
    if (fault?.kind === 'status') return send(response, errorReply(fault.status, `scripted ${fault.status}`, fault.retryAfterSec === undefined ? {} : { 'retry-after': String(fault.retryAfterSec) }));
    const isKnown = request.headers.authorization === `Bearer ${apiKey}`;
    const reply = isKnown ? answer(state, { method, path: url.pathname, query: url.searchParams, body }) : errorReply(401, 'Invalid API Key');
    if (fault?.kind === 'lost_reply') return void response.destroy();
    send(response, reply);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error('Retell stand-in failed', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey, state,
    addAgent: (agent) => addAgent(state, agent),
    addNumber: (number, inboundAgents, more = {}) => void state.numbers.set(number, { phone_number: number, phone_number_type: 'custom', inbound_agents: inboundAgents, inbound_webhook_url: null, ...more }),
    addCall: (call) => void state.calls.set(call.call_id, call),
    setFaults: (given) => void (rules = given.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }))),
    requests: () => [...requests],
    writes: () => requests.filter(({ method, path }) => method !== 'GET' && path !== '/v3/list-calls'),
    forgetRequests: () => void (requests.length = 0),
    close: async () =>
      await new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  // Publishing answers with nothing at all, not with JSON.
  response.writeHead(reply.status, { ...(reply.body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...reply.headers });
  response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : (JSON.parse(text) as unknown);
}
