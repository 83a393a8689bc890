// One way to the server: JSON, the company of this page, problems as errors. Whoever shows an error shows `ApiError.kind`.
import { takeEarly } from './early.ts';
import type { Problem } from './problem.ts';
import { markSignedOut } from './signed-out.ts';

export type ApiErrorKind = 'signed_out' | 'forbidden' | 'not_found' | 'conflict' | 'invalid' | 'busy' | 'held' | 'unavailable' | 'offline' | 'broken';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly problem: Problem | null;

  constructor(kind: ApiErrorKind, problem: Problem | null) {
    super(problem?.detail ?? kind);
    this.kind = kind;
    this.problem = problem;
  }
}

type QueryValue = string | number | boolean | readonly string[] | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** Of this page load: choosing another company loads the page anew, so that nothing of one is shown under the name of another. */
const page = { company: '', skewMs: 0 };

export function setCompanyOfPage(slug: string): void {
  page.company = slug;
}

/** The server's clock: a deadline counts by it, not by the clock of an old PC at the counter. */
export function serverNow(): number {
  return Date.now() + page.skewMs;
}

export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...(page.company === '' ? {} : { company: page.company }) })) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/** Reads. Throws ApiError. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return await ask<T>(addressOf(path, query), { method: 'GET', ...(signal === undefined ? {} : { signal }) });
}

/** Changes something. A repeated click or a lost answer does it once: the key stays the same while one press is repeated. */
export async function send<T>(path: string, body: unknown = {}, options: { readonly key?: string; readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE' } = {}): Promise<T> {
  const { key = crypto.randomUUID(), method = 'POST' } = options;
  return await ask<T>(addressOf(path), { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': key } });
}

/** For what comes before a session: signing in, an invitation, a forgotten password. Throws ApiError. */
export async function sendOutside<T>(address: string, body: unknown): Promise<T> {
  return await ask<T>(address, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  const response = await reach(address, init);
  const date = Date.parse(response.headers.get('date') ?? '');
  // the header has whole seconds; what is less than half a minute off is the network
  page.skewMs = Math.abs(date - Date.now()) > 30_000 ? date - Date.now() : 0;
  if (address.startsWith('/api/v1/') && (response.ok || response.status === 401)) markSignedOut(response.status === 401);
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(kindOf(response.status, body as Problem | null), (body as Problem | null) ?? null);
  return body as T;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await (takeEarly(address) ?? fetch(address, { ...init, credentials: 'same-origin', headers: { accept: 'application/json', ...init.headers } }));
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiError('offline', null);
  }
}

function kindOf(status: number, problem: Problem | null): ApiErrorKind {
  if (problem?.code === 'HELD_ELSEWHERE') return 'held';
  const KINDS: Readonly<Record<number, ApiErrorKind>> = { 400: 'invalid', 401: 'signed_out', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 422: 'invalid', 429: 'busy', 502: 'unavailable', 503: 'unavailable', 504: 'unavailable' };
  return KINDS[status] ?? 'broken';
}
