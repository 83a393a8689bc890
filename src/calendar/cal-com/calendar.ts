// Cal.com v2 behind the calendar port. One instance per account: the circuit is shared by its operations.
import { assert } from '../../platform/assert.ts';
import { book } from './book.ts';
import { cancel } from './cancel.ts';
import { createExchange } from './exchange.ts';
import { eventTypes } from './event-types.ts';
import { list } from './list.ts';
import { lookUp } from './look-up.ts';
import { me } from './me.ts';
import { read } from './read.ts';
import { reschedule } from './reschedule.ts';
import { slots } from './slots.ts';
import { registerWebhook } from './webhooks.ts';
import type { CalComAccount } from './account.ts';
import type { CircuitLimits } from './breaker.ts';
import type { CalComEventType } from './event-types.ts';
import type { CalComUser } from './me.ts';
import type { RegisteredHow, WantedWebhook } from './webhooks.ts';
import type { ListingCalendar } from '../booking-list.ts';
import type { CalendarService, Outcome, Refusal, UnknownCause } from '../port.ts';
import type { World } from '../../platform/world.ts';

export type CalComOperation = 'slots' | 'book' | 'look_up' | 'cancel' | 'reschedule' | 'read' | 'list' | 'me' | 'event_types' | 'register_webhook';

/** Called once per operation of the port, waits and pages included. `ms` is monotonic. */
export type ObserveCalendar = (operation: CalComOperation, outcome: 'done' | Refusal | UnknownCause, ms: number) => void;

export interface CalComParts {
  readonly world: World;
  readonly account: CalComAccount;
  readonly observe?: ObserveCalendar;
  readonly circuitLimits?: CircuitLimits;
}

export interface CalComCalendar extends ListingCalendar {
  readonly provider: 'cal.com';
  /** Whether address and key are right; for `fangnetz doctor`. */
  me(options: { readonly budgetMs: number }): Promise<Outcome<CalComUser>>;
  /** What services can be booked as. */
  eventTypes(options: { readonly username: string | null; readonly budgetMs: number }): Promise<Outcome<readonly CalComEventType[]>>;
  /** Has what changes in the calendar told at an address. May be repeated: it looks first. */
  registerWebhook(wanted: WantedWebhook, options: { readonly budgetMs: number }): Promise<Outcome<RegisteredHow>>;
}

export function calComCalendar(parts: CalComParts): CalComCalendar {
  const { world, account } = parts;
  const exchange = createExchange({ world, account, ...(parts.circuitLimits === undefined ? {} : { limits: parts.circuitLimits }) });

  async function observed<T>(operation: CalComOperation, run: (startMs: number) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const startMs = world.clock.monotonic();
    const outcome = await run(startMs);
    const label = outcome.kind === 'done' ? 'done' : outcome.kind === 'refused' ? outcome.reason : outcome.cause;
    parts.observe?.(operation, label, world.clock.monotonic() - startMs);
    return outcome;
  }

  return {
    provider: 'cal.com',
    slots: (query) =>
      observed('slots', (startMs) => slots(exchange, { query, eventTypeId: eventTypeOf(query.service), deadlineMs: startMs + query.budgetMs })),
    book: (request) =>
      observed('book', (startMs) => book(exchange, { request, eventTypeId: eventTypeOf(request.service), deadlineMs: startMs + request.budgetMs })),
    lookUp: (query) =>
      observed('look_up', (startMs) =>
        lookUp(exchange, { query, eventTypeId: eventTypeOf(query.service), profile: account.profile, deadlineMs: startMs + query.budgetMs }),
      ),
    cancel: (request) => observed('cancel', (startMs) => cancel(exchange, { request, deadlineMs: startMs + request.budgetMs })),
    reschedule: (request) =>
      observed('reschedule', (startMs) => reschedule(exchange, { request, eventTypeId: eventTypeOf(request.service), deadlineMs: startMs + request.budgetMs })),
    read: (query) => observed('read', (startMs) => read(exchange, { uid: query.uid, deadlineMs: startMs + query.budgetMs })),
    list: (query) => observed('list', (startMs) => list(exchange, { query, profile: account.profile, deadlineMs: startMs + query.budgetMs })),
    eventTypes: ({ username, budgetMs }) => observed('event_types', (startMs) => eventTypes(exchange, { username, deadlineMs: startMs + budgetMs })),
    registerWebhook: (wanted, { budgetMs }) => observed('register_webhook', (startMs) => registerWebhook(exchange, { wanted, deadlineMs: startMs + budgetMs })),
    me: ({ budgetMs }) => observed('me', (startMs) => me(exchange, startMs + budgetMs)),
  };
}

function eventTypeOf(service: CalendarService): number {
  assert(service.provider === 'cal.com', `service ${service.serviceId} belongs to another calendar`);
  return service.eventTypeId;
}
