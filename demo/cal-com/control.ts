// The same steering over HTTP, for another process:
//   GET/PUT/POST/DELETE /_control/faults   {"faults": [rule…]} replaces, POST {rule} adds
//   GET/POST            /_control/bookings POST adds somebody else's booking
//   PUT                 /_control/bookings/{uid}  {"status": …}
//   GET/PUT             /_control/event-types     {"event_types": […]}, missing properties take their defaults
//   GET                 /_control/requests        with "posts", the number of POST /v2/bookings
//   GET/PUT             /_control/webhooks  {"url", "secret"?, "losesEvery"?, "repeatsEvery"?, "delaysEvery"?, "release"?}; url null: nobody
//   POST                /_control/reset
import { isObject } from './check.ts';
import { eventType } from './event-type.ts';
import { steering } from './steering.ts';
import type { EventType } from './event-type.ts';
import type { FaultRule } from './faults.ts';
import type { Reply } from './replies.ts';
import type { Running } from './running.ts';
import type { AddedBooking } from './steering.ts';
import type { Status } from './store.ts';

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export function control(running: Running, request: ControlRequest): Reply {
  try {
    return act(running, request) ?? { status: 404, body: { error: `no ${request.method} ${request.path}` } };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function act(running: Running, { method, path, body }: ControlRequest): Reply | null {
  const steer = steering(running);
  const given = isObject(body) ? body : {};
  const ok = (value: object): Reply => ({ status: 200, body: value });
  switch (`${method} ${path.replace(/^\/_control/, '')}`) {
    case 'PUT /faults':
      steer.setFaults(given['faults'] as readonly FaultRule[]);
      return ok({ faults: steer.faults() });
    case 'POST /faults':
      steer.addFault(given as unknown as FaultRule);
      return ok({ faults: steer.faults() });
    case 'DELETE /faults':
      steer.clearFaults();
      return ok({ faults: [] });
    case 'GET /faults':
      return ok({ faults: steer.faults() });
    case 'GET /bookings':
      return ok({ bookings: steer.bookings() });
    case 'POST /bookings':
      return ok({ booking: steer.addBooking(given as unknown as AddedBooking) });
    case 'GET /event-types':
      return ok({ event_types: [...running.store.eventTypes.values()] });
    case 'PUT /event-types':
      steer.setEventTypes((given['event_types'] as readonly (Partial<EventType> & { id: number })[]).map(eventType));
      return ok({ event_types: [...running.store.eventTypes.values()] });
    case 'GET /requests':
      return ok({ requests: steer.requests(), posts: steer.posts() });
    case 'GET /webhooks':
      return ok({ sent: running.webhooks.sent() });
    case 'PUT /webhooks':
      steerWebhooks(running, given);
      return ok({ sent: running.webhooks.sent() });
    case 'POST /reset':
      steer.reset();
      return ok({});
    default:
      return statusChange(running, { method, path, body });
  }
}

function steerWebhooks({ webhooks }: Running, given: Readonly<Record<string, unknown>>): void {
  const { url, secret } = given;
  if (typeof url === 'string') webhooks.subscribe({ url, secret: typeof secret === 'string' ? secret : null });
  if (url === null) webhooks.subscribe(null);
  for (const what of ['losesEvery', 'repeatsEvery', 'delaysEvery'] as const) {
    const every = given[what];
    if (typeof every === 'number') webhooks.deliver({ [what]: every });
  }
  if (given['release'] === true) webhooks.release();
}

function statusChange(running: Running, { method, path, body }: ControlRequest): Reply | null {
  const uid = /^\/_control\/bookings\/([^/]+)$/.exec(path)?.[1];
  if (method !== 'PUT' || uid === undefined || !isObject(body)) return null;
  steering(running).setStatus(uid, body['status'] as Status);
  return { status: 200, body: {} };
}
