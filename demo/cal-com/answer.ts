// What the stand-in does with one request when nothing is switched to go wrong.
import { askSlots } from './ask-slots.ts';
import { cancelBooking, getBooking, rescheduleBooking } from './change-booking.ts';
import { listBookings } from './list-bookings.ts';
import { makeBooking } from './make-booking.ts';
import { bare, noRoute, refusal, success } from './replies.ts';
import { changeWebhook, listWebhooks, makeWebhook } from './subscriptions.ts';
import type { EventType } from './event-type.ts';
import type { Reply } from './replies.ts';
import type { Route } from './routes.ts';
import type { Store } from './store.ts';
import type { Subscription } from './subscriptions.ts';

export interface Asking {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: unknown;
  readonly lagMs: number;
}

export interface Serving {
  readonly store: Store;
  readonly apiKey: string;
  readonly profile: 'hosted' | 'cal.diy';
  /** Webhooks that were made by its API. */
  readonly subscriptions: Subscription[];
}

export async function answer(serving: Serving, asking: Asking): Promise<Reply> {
  const { route } = asking;
  // The throttler looks the key up before the router looks at the version.
  if (asking.authorization !== undefined && asking.authorization !== `Bearer ${serving.apiKey}`) {
    return refusal(401, 'CustomThrottlerGuard - Invalid API Key');
  }
  if (route.versions.length > 0 && !route.versions.includes(route.version)) return wrongVersion(asking);
  if (route.authenticated && asking.authorization === undefined) return refusal(401, 'ApiAuthStrategy - No authentication method provided');
  switch (route.operation) {
    case 'slots':
      return askSlots(serving.store, asking.query);
    case 'book':
      return makeBooking(serving.store, asking.body, serving.profile);
    case 'list':
      return listBookings(serving.store, { query: asking.query, paging: route.version === '2026-05-01' ? 'cursor' : 'skip', lagMs: asking.lagMs });
    case 'get':
      return getBooking(serving.store, route.uid ?? '');
    case 'cancel':
      return cancelBooking(serving.store, route.uid ?? '', asking.body);
    case 'reschedule':
      return rescheduleBooking(serving.store, route.uid ?? '', asking.body);
    case 'me':
      return success(200, ME);
    case 'event_types':
      return eventTypes(serving.store, route.uid);
    case 'webhooks':
      return listWebhooks(serving.subscriptions, asking.query);
    case 'make_webhook':
      return makeWebhook(serving.subscriptions, asking.body);
    case 'change_webhook':
      return changeWebhook(serving.subscriptions, route.uid ?? '', asking.body);
    default:
      return bare(500, 'Internal server error');
  }
}

// The old format has another body and another answer; a body of the new one fails its validation.
function wrongVersion(asking: Asking): Reply {
  const old = asking.route.version === '2024-04-15';
  if (old && asking.route.operation === 'book') return refusal(400, 'attendee property is wrong,property attendee should not exist ');
  if (old && asking.route.operation === 'list') return refusal(400, 'filters property is wrong,filters should not be null or undefined ');
  return noRoute(asking.method, asking.path);
}

const ME = { id: 5, username: 'anna', email: 'anna@salon-nord.example', name: 'Anna Berger', avatarUrl: null, bio: null, timeFormat: 24, defaultScheduleId: 1, weekStart: 'Monday', timeZone: 'Europe/Berlin', organizationId: null };

function eventTypes(store: Store, id: string | null): Reply {
  if (id === null) return success(200, [...store.eventTypes.values()].map(eventTypeOutput));
  const type = store.eventTypes.get(Number(id));
  return type === undefined ? refusal(404, `Event type with id ${id} not found.`) : success(200, eventTypeOutput(type));
}

function eventTypeOutput(type: EventType): Record<string, unknown> {
  const field = (slug: string, kind: string, required: boolean) => ({ isDefault: kind !== 'text', type: kind, slug, required, hidden: false });
  return {
    id: type.id,
    ownerId: type.hosts[0]?.id ?? null,
    title: type.title,
    slug: type.slug,
    lengthInMinutes: type.minutes,
    minimumBookingNotice: type.minimumNoticeMinutes,
    confirmationPolicy: type.requiresConfirmation ? { type: 'always', blockUnconfirmedBookingsInBooker: false } : { disabled: true },
    bookingWindow: { type: 'calendarDays', value: type.windowDays, rolling: false },
    bookingFields: [
      field('name', 'name', true),
      field('email', 'email', type.emailRequired),
      field('attendeePhoneNumber', 'phone', type.phoneRequired),
      ...type.requiredFields.map((slug) => field(slug, 'text', true)),
    ],
    seats: { disabled: true },
  };
}
