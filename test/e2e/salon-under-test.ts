// One company on the server under test: its own stand-in of Cal.com, its voice connection, its API key. The calls
// are signed and shaped as Retell sends them; what is stored is read through the admin API, as a user would.
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { CalComStandIn } from '../../demo/cal-com/stand-in.ts';
import type { Answer } from '../../src/intake/answer.ts';
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import type { z } from 'zod';
import type { Appointment, Callback, CallbackDetail, Ledger, Wish } from '../../src/admin-api/contract.ts';
import { until } from '../scratch.ts';

export const ZONE = 'Europe/Berlin';
export const SERVICE = 'Herrenhaarschnitt';

export type CallbackJson = z.output<typeof Callback>;
export type CallbackDetailJson = z.output<typeof CallbackDetail>;
export type AppointmentJson = z.output<typeof Appointment>;
export type WishJson = z.output<typeof Wish>;
export type LedgerJson = z.output<typeof Ledger>;

export interface Spoken {
  readonly call: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Null: the transcript names none. */
  readonly tool?: string | null;
  readonly from?: string;
}

export interface Heard {
  readonly status: number;
  readonly answer: Answer;
  readonly ms: number;
  /** Around the request, for deadlines that count from it. */
  readonly sentAt: number;
  readonly heardAt: number;
}

export interface SalonUnderTest {
  readonly slug: string;
  readonly connection: string;
  readonly retellKey: string;
  readonly toNumber: string;
  readonly apiKey: string;
  /** Of the server. */
  readonly url: string;
  readonly standIn: CalComStandIn;
  /** A function call as Retell delivers it, once. Rejects when the connection fails. */
  say(spoken: Spoken): Promise<Heard>;
  /** The same against another node. */
  sayTo(url: string, spoken: Spoken): Promise<Heard>;
  callback(id: string): Promise<CallbackDetailJson>;
  callbacks(retellCallId?: string): Promise<CallbackJson[]>;
  appointments(retellCallId?: string): Promise<AppointmentJson[]>;
  wishes(retellCallId?: string): Promise<WishJson[]>;
  ledger(): Promise<LedgerJson>;
  /** The status and body of any address of the API. */
  api(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Throws unless the proof holds. */
  expectBalanced(): Promise<LedgerJson>;
}

export interface SalonMeans {
  readonly slug: string;
  readonly connection: string;
  readonly retellKey: string;
  readonly toNumber: string;
  readonly apiKey: string;
  readonly standIn: CalComStandIn;
  readonly url: string;
}

export function salonUnderTest(means: SalonMeans): SalonUnderTest {
  const { slug, connection, retellKey, standIn, url } = means;
  async function api(path: string): Promise<{ status: number; body: unknown }> {
    const reply = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${means.apiKey}` } });
    return { status: reply.status, body: await reply.json() };
  }
  async function read<T>(path: string): Promise<T> {
    // a server that has just been started again may say that it cannot read yet; anything else is an answer
    let reply = await api(path);
    await until(async () => reply.status !== 503 || (reply = await api(path)).status !== 503);
    const { status, body } = reply;
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  }
  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: T[]; next_cursor: string | null } = await read(`${path}limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return items;
  }
  const ofCall = (path: string, retellCallId: string | undefined): string => `${path}?${retellCallId === undefined ? '' : `retell_call_id=${retellCallId}&`}`;
  const sayTo = async (to: string, spoken: Spoken): Promise<Heard> => await send(`${to}/hooks/retell/${connection}/functions`, retellKey, bodyOf(means, spoken));
  const ledger = async (): Promise<LedgerJson> => await read('/ledger');
  return {
    slug, connection, retellKey, toNumber: means.toNumber, apiKey: means.apiKey, url, standIn, sayTo, api, ledger,
    say: async (spoken) => await sayTo(url, spoken),
    callback: async (id) => await read(`/callbacks/${id}`),
    callbacks: async (retellCallId) => (await all<CallbackJson>('/callbacks?')).filter((c) => retellCallId === undefined || c.metadata['retell_call_id'] === retellCallId),
    appointments: async (retellCallId) => await all(ofCall('/appointments', retellCallId)),
    wishes: async (retellCallId) => await all(ofCall('/wishes', retellCallId)),
    expectBalanced: async () => {
      const proof = await ledger();
      expect(proof).toMatchObject({ difference: 0, unexplained: [] });
      return proof;
    },
  };
}

export function bodyOf(means: Pick<SalonMeans, 'toNumber'>, spoken: Spoken): Buffer {
  const { call, name, args, tool, from } = spoken;
  const transcript = tool == null ? {} : { transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: tool, name, arguments: JSON.stringify(args) }] };
  const facts = { call_id: call, from_number: from ?? '+4915112345678', to_number: means.toNumber, agent_id: 'agent_under_test', start_timestamp: Date.now(), ...transcript };
  return Buffer.from(JSON.stringify({ name, args, call: facts }));
}

export async function send(url: string, key: string, body: Buffer): Promise<Heard> {
  const sentAt = Date.now();
  const begin = performance.now();
  const reply = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'application/json', 'x-retell-signature': signBody(body, key, sentAt) } });
  const answer = (await reply.json()) as Answer;
  return { status: reply.status, answer, ms: performance.now() - begin, sentAt, heardAt: Date.now() };
}

export function newCall(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}

export function newTool(): string {
  return `tool_call_${randomUUID().slice(0, 8)}`;
}

export interface Place {
  readonly date: string;
  readonly time: string;
  /** ISO 8601 with Berlin's offset, seconds. */
  readonly iso: string;
  readonly at: number;
}

/** The n-th half hour that the stand-in offers, from the day after tomorrow on, Monday to Friday 9 to 18. */
export function place(n: number): Place {
  let day = Temporal.Now.plainDateISO(ZONE).add({ days: 1 });
  for (let days = Math.floor(n / 18) + 1; days > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= 5) days--;
  }
  const time = Temporal.PlainTime.from('09:00').add({ minutes: (n % 18) * 30 });
  const zoned = day.toZonedDateTime({ timeZone: ZONE, plainTime: time });
  return {
    date: day.toString(), time: time.toString({ smallestUnit: 'minute' }), at: zoned.epochMilliseconds,
    iso: zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
  };
}

export function booking(at: Place, name = 'Erika Muster'): Readonly<Record<string, unknown>> {
  return { date: at.date, time: at.time, service: SERVICE, name };
}

/** What was made at the calendar for this start, cancelled ones left out. */
export function standing(standIn: CalComStandIn, at: Place): readonly Record<string, unknown>[] {
  return standIn.bookings().filter((b) => Date.parse(String(b['start'])) === at.at && (b['status'] === 'accepted' || b['status'] === 'pending'));
}

export async function eventually<T>(read: () => Promise<T>, holds: (value: T) => boolean, timeoutMs = 20_000): Promise<T> {
  let value: T | undefined;
  await until(async () => {
    value = await read();
    return holds(value);
  }, timeoutMs).catch((error: unknown) => {
    throw new Error(`${String(error)}; last: ${JSON.stringify(value)}`);
  });
  return value as T;
}
