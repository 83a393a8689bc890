// Which operation an address with a version is (reference/calcom.md section 1.2). A version that nobody knows
// falls back to 2024-04-15; one that is known but has no such address is 404 `Cannot GET …`.
import type { OperationName } from './faults.ts';

export interface Route {
  readonly operation: OperationName;
  readonly uid: string | null;
  readonly version: string;
  /** Versions that serve this address; empty: no version needed. */
  readonly versions: readonly string[];
  readonly authenticated: boolean;
}

const KNOWN = new Set(['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04', '2026-02-25', '2026-05-01']);
const FALLBACK = '2024-04-15';

interface Address {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: OperationName;
  readonly versions: readonly string[];
  readonly authenticated: boolean;
}

const BOOKINGS = ['2024-08-13', '2026-02-25'];
const ADDRESSES: readonly Address[] = [
  { method: 'GET', path: /^\/v2\/slots$/, operation: 'slots', versions: ['2024-09-04'], authenticated: false },
  { method: 'POST', path: /^\/v2\/bookings$/, operation: 'book', versions: BOOKINGS, authenticated: false },
  { method: 'GET', path: /^\/v2\/bookings$/, operation: 'list', versions: [...BOOKINGS, '2026-05-01'], authenticated: true },
  { method: 'GET', path: /^\/v2\/bookings\/([^/]+)$/, operation: 'get', versions: BOOKINGS, authenticated: false },
  { method: 'POST', path: /^\/v2\/bookings\/([^/]+)\/cancel$/, operation: 'cancel', versions: BOOKINGS, authenticated: false },
  { method: 'POST', path: /^\/v2\/bookings\/([^/]+)\/reschedule$/, operation: 'reschedule', versions: BOOKINGS, authenticated: false },
  { method: 'GET', path: /^\/v2\/me$/, operation: 'me', versions: [], authenticated: true },
  { method: 'GET', path: /^\/v2\/webhooks$/, operation: 'webhooks', versions: [], authenticated: true },
  { method: 'POST', path: /^\/v2\/webhooks$/, operation: 'make_webhook', versions: [], authenticated: true },
  { method: 'PATCH', path: /^\/v2\/webhooks\/([^/]+)$/, operation: 'change_webhook', versions: [], authenticated: true },
  { method: 'GET', path: /^\/v2\/event-types$/, operation: 'event_types', versions: ['2024-06-14'], authenticated: true },
  { method: 'GET', path: /^\/v2\/event-types\/(\d+)$/, operation: 'event_types', versions: ['2024-06-14'], authenticated: true },
];

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly versionHeader: string | undefined;
  readonly profile: 'hosted' | 'cal.diy';
}

/** Null where there is no such address at all. The version is not judged yet. */
export function routeOf(asked: Asked): Route | null {
  for (const address of ADDRESSES) {
    const match = address.method === asked.method ? address.path.exec(asked.path) : null;
    if (match === null) continue;
    const served = (version: string) => asked.profile === 'hosted' || !version.startsWith('2026-');
    const given = asked.versionHeader ?? FALLBACK;
    const version = KNOWN.has(given) && served(given) ? given : FALLBACK;
    return { operation: address.operation, uid: match[1] ?? null, version, versions: address.versions.filter(served), authenticated: address.authenticated };
  }
  return null;
}
