// What a company's Cal.com connection consists of, and the one table of paths and version headers.
import type { HttpRequest } from '../../platform/world.ts';

export interface CalComAccount {
  /** With the `/v2`, e.g. https://api.cal.com/v2; a trailing slash does not matter. */
  readonly baseUrl: string;
  /** Of that address, as in HttpRequest. */
  readonly reach?: HttpRequest['reach'];
  /** The host's own key: only with it does the list show the host's bookings. Never validated by its prefix (self-hosted ones choose it). */
  readonly apiKey: string;
  /** `cal.diy` is the MIT community edition, which knows only the older versions (reference/calcom.md section 7). */
  readonly profile: 'hosted' | 'cal.diy';
}

export type OperationName = 'slots' | 'book' | 'list' | 'get' | 'cancel' | 'reschedule' | 'me' | 'event_types' | 'webhooks' | 'make_webhook' | 'change_webhook';

export interface Operation {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Appended to the account's base URL; `{uid}` is filled in per call. */
  readonly path: string;
  /** A read has no effect at the calendar and may be stopped by the circuit breaker at any time. */
  readonly read: boolean;
  /** `cal-api-version` per profile; null: this address takes none. */
  readonly version: Readonly<Record<CalComAccount['profile'], string | null>>;
}

/**
 * The exact `cal-api-version` of each operation (reference/calcom.md section 1.2). A wrong one is not refused:
 * an unknown value silently falls back to the format of 2024-04-15, a known one that has no such address is
 * answered 404 `Cannot GET …`.
 */
export const OPERATIONS = {
  slots: { name: 'slots', method: 'GET', path: '/slots', read: true, version: { hosted: '2024-09-04', 'cal.diy': '2024-09-04' } },
  book: { name: 'book', method: 'POST', path: '/bookings', read: false, version: { hosted: '2026-02-25', 'cal.diy': '2024-08-13' } },
  list: { name: 'list', method: 'GET', path: '/bookings', read: true, version: { hosted: '2026-05-01', 'cal.diy': '2024-08-13' } },
  get: { name: 'get', method: 'GET', path: '/bookings/{uid}', read: true, version: { hosted: '2026-02-25', 'cal.diy': '2024-08-13' } },
  cancel: { name: 'cancel', method: 'POST', path: '/bookings/{uid}/cancel', read: false, version: { hosted: '2026-02-25', 'cal.diy': '2024-08-13' } },
  reschedule: { name: 'reschedule', method: 'POST', path: '/bookings/{uid}/reschedule', read: false, version: { hosted: '2026-02-25', 'cal.diy': '2024-08-13' } },
  event_types: { name: 'event_types', method: 'GET', path: '/event-types', read: true, version: { hosted: '2024-06-14', 'cal.diy': '2024-06-14' } },
  me: { name: 'me', method: 'GET', path: '/me', read: true, version: { hosted: null, 'cal.diy': null } },
  webhooks: { name: 'webhooks', method: 'GET', path: '/webhooks', read: true, version: { hosted: null, 'cal.diy': null } },
  make_webhook: { name: 'make_webhook', method: 'POST', path: '/webhooks', read: false, version: { hosted: null, 'cal.diy': null } },
  change_webhook: { name: 'change_webhook', method: 'PATCH', path: '/webhooks/{uid}', read: false, version: { hosted: null, 'cal.diy': null } },
} as const satisfies Record<OperationName, Operation>;
