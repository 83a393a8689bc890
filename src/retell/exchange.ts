// One request to Retell's API and what came of it (voice-platforms.md A8). Waiting after a 429, trying again what
// only reads, and the choice among several keys are here, so that client.ts only says what it asks.
import type { z } from 'zod';
import type { HttpReply, HttpRequest, World } from '../platform/world.ts';

export interface RetellAccount {
  readonly baseUrl: string;
  /** Of that address, as in HttpRequest. */
  readonly reach?: HttpRequest['reach'];
  /** Usually one; while keys are changed there may be an old one among them. */
  readonly apiKeys: readonly string[];
}

/** `refused`: certainly not done. `unknown`: it may have been done. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export interface Asked<T> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly shape: z.ZodType<T>;
  /** Only reads, whatever the method: may be asked again after anything. */
  readonly reads: boolean;
}

export type Exchange = <T>(asked: Asked<T>) => Promise<Outcome<T>>;

export interface ExchangeParts {
  readonly world: Pick<World, 'http' | 'clock'>;
  readonly account: RetellAccount;
  /** For all waiting and all requests together, counted from now. */
  readonly budgetMs: number;
  readonly signal?: AbortSignal;
}

const REQUEST_MS = 30_000;
const READ_TRIES = 4;
/** Of one request: a limit that does not end must not eat the whole budget. */
const LIMITED_MAX = 8;
const PAUSE_MIN_MS = 1_000;
const PAUSE_MAX_MS = 60_000;

export function createExchange({ world, account, budgetMs, signal }: ExchangeParts): Exchange {
  const endsAt = world.clock.monotonic() + budgetMs;
  let keys = account.apiKeys;

  async function once<T>(asked: Asked<T>, key: string): Promise<{ outcome: Outcome<T>; again: 'no' | 'if_it_reads' | 'after_a_wait'; waitMs: number | null }> {
    const timeoutMs = Math.min(REQUEST_MS, endsAt - world.clock.monotonic());
    if (timeoutMs < 1 || signal?.aborted === true) return { outcome: { kind: 'refused', status: 0, detail: 'not sent: the time for it was over' }, again: 'no', waitMs: null };
    const sent = await world.http({ ...requestOf(account, asked, key), timeoutMs });
    if (!sent.ok) {
      const { sent: maybeThere, message } = sent.failure;
      const detail = withoutKey(message, key);
      return { outcome: maybeThere ? { kind: 'unknown', detail } : { kind: 'refused', status: 0, detail: `not reached: ${detail}` }, again: 'if_it_reads', waitMs: null };
    }
    const { reply } = sent;
    if (reply.status === 429) return { outcome: refusal(reply, key), again: 'after_a_wait', waitMs: retryAfterMs(reply, world.clock.now()) };
    if (reply.status >= 500) return { outcome: { kind: 'unknown', detail: `HTTP ${reply.status} ${said(reply, key)}` }, again: 'if_it_reads', waitMs: null };
    if (reply.status < 200 || reply.status > 299) return { outcome: refusal(reply, key), again: 'no', waitMs: null };
    return { outcome: read(reply, asked.shape), again: 'no', waitMs: null };
  }

  async function withKey<T>(asked: Asked<T>, key: string): Promise<Outcome<T>> {
    for (let tries = 1; ; tries++) {
      const { outcome, again, waitMs } = await once(asked, key);
      const most = again === 'after_a_wait' ? LIMITED_MAX : again === 'if_it_reads' && asked.reads ? READ_TRIES : 1;
      const pauseMs = Math.min(PAUSE_MAX_MS, Math.max(PAUSE_MIN_MS, waitMs ?? PAUSE_MIN_MS * 2 ** (tries - 1)));
      if (tries >= most || world.clock.monotonic() + pauseMs >= endsAt) return outcome;
      await world.clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }

  return async (asked) => {
    let refused: Outcome<never> = { kind: 'refused', status: 401, detail: 'no API key of this connection can be read' };
    for (const key of keys) {
      const outcome = await withKey(asked, key);
      if (outcome.kind !== 'refused' || outcome.status !== 401) {
        // What worked goes first: an old key must not cost every request a refusal.
        keys = [key, ...keys.filter((other) => other !== key)];
        return outcome;
      }
      refused = outcome;
    }
    return refused;
  };
}

function requestOf({ baseUrl, reach }: RetellAccount, asked: Asked<unknown>, key: string) {
  const query = asked.query === undefined ? '' : `?${new URLSearchParams(asked.query).toString()}`;
  return {
    method: asked.method,
    url: `${baseUrl.replace(/\/+$/, '')}${asked.path}${query}`,
    headers: {
      accept: 'application/json', authorization: `Bearer ${key}`, 'user-agent': 'fangnetz',
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    ...(reach === undefined ? {} : { reach }),
  };
}

function read<T>(reply: HttpReply, shape: z.ZodType<T>): Outcome<T> {
  const parsed = shape.safeParse(json(reply.body));
  if (parsed.success) return { kind: 'done', value: parsed.data };
  const [issue] = parsed.error.issues;
  return { kind: 'unknown', detail: `HTTP ${reply.status} with an answer that makes no sense: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}` };
}

function refusal(reply: HttpReply, key: string): Extract<Outcome<never>, { kind: 'refused' }> {
  return { kind: 'refused', status: reply.status, detail: `HTTP ${reply.status} ${said(reply, key)}` };
}

/** Retell's errors are `{ status, message }`; what stands in front of it answers with pages. */
function said(reply: HttpReply, key: string): string {
  const body = json(reply.body);
  const message = typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string' ? body.message : reply.body;
  return withoutKey(message.replaceAll(/\s+/g, ' ').trim(), key).slice(0, 300);
}

function withoutKey(text: string, key: string): string {
  return key === '' ? text : text.replaceAll(key, '***');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Seconds or an HTTP date; null where the answer does not say how long. */
function retryAfterMs(reply: HttpReply, now: number): number | null {
  const given = reply.headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1_000;
  const at = Date.parse(given);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
