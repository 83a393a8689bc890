// Whether a company's Cal.com account does what is expected of it, step by step, so that whoever set it up sees which step fails
// and what to do. Asks a client of its own: a circuit that is open because of yesterday's outage must not fail today's test.
import type { CalComAccount, Service } from '../companies/company.ts';
import type { World } from '../platform/world.ts';
import { calComCalendar } from './cal-com/calendar.ts';
import type { CalComEventType } from './cal-com/event-types.ts';
import type { Outcome } from './port.ts';

export type { CalComEventType } from './cal-com/event-types.ts';

export interface CheckStep {
  readonly name: 'key' | 'account' | 'event_types' | 'service' | 'slots';
  readonly state: 'ok' | 'warning' | 'failed';
  /** What it is about and what was found, for the sentence that a person reads. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** Which sentence: `ok`, or what is wrong. */
  readonly code: 'ok' | 'no_key' | 'refused' | 'no_answer' | 'none' | 'missing' | 'other_length' | 'email_required' | 'needs_confirmation' | 'nothing_free';
}

const STEP_MS = 6_000;
const WEEK_MS = 7 * 86_400_000;

type Account = Pick<CalComAccount, 'baseUrl' | 'reach' | 'profile' | 'apiKey'>;

export async function checkCalCom(world: World, of: { readonly account: Account; readonly services: readonly Service[]; readonly timeZone: string }): Promise<readonly CheckStep[]> {
  const { account, services } = of;
  if (account.apiKey === null) return [{ name: 'key', state: 'failed', code: 'no_key', facts: {} }];
  const calendar = calComCalendar({ world, account: { ...account, apiKey: account.apiKey } });
  const me = await calendar.me({ budgetMs: STEP_MS });
  if (me.kind !== 'done') return [failed('account', me)];
  const steps: CheckStep[] = [{ name: 'account', state: 'ok', code: 'ok', facts: { user: me.value.email ?? me.value.username ?? String(me.value.id) } }];
  const types = await calendar.eventTypes({ username: me.value.username, budgetMs: STEP_MS });
  if (types.kind !== 'done') return [...steps, failed('event_types', types)];
  steps.push({ name: 'event_types', state: types.value.length === 0 ? 'warning' : 'ok', code: types.value.length === 0 ? 'none' : 'ok', facts: { count: types.value.length } });
  const booked = services.flatMap((service) => (service.calendar.provider === 'cal.com' ? [{ service, eventTypeId: service.calendar.eventTypeId }] : []));
  steps.push(...booked.map(({ service, eventTypeId }) => serviceStep(service, types.value.find(({ id }) => id === eventTypeId), eventTypeId)));
  const first = booked.find(({ eventTypeId }) => types.value.some(({ id }) => id === eventTypeId));
  if (first !== undefined) {
    const now = world.clock.now();
    const free = await calendar.slots({
      service: { provider: 'cal.com', serviceId: first.service.id, eventTypeId: first.eventTypeId, minutes: first.service.minutes },
      fromAt: now, untilAt: now + WEEK_MS, timeZone: of.timeZone, staffId: null, budgetMs: STEP_MS,
    });
    const facts = { service: first.service.name };
    if (free.kind !== 'done') steps.push(failed('slots', free, facts));
    else steps.push({ name: 'slots', state: free.value.length === 0 ? 'warning' : 'ok', code: free.value.length === 0 ? 'nothing_free' : 'ok', facts: { ...facts, count: free.value.length } });
  }
  return steps;
}

/** What a service can be booked as, for whoever picks it from a list. */
export async function eventTypesOf(world: World, account: Account): Promise<Outcome<readonly CalComEventType[]>> {
  if (account.apiKey === null) return { kind: 'refused', reason: 'not_allowed', detail: 'no API key is stored' };
  const calendar = calComCalendar({ world, account: { ...account, apiKey: account.apiKey } });
  const me = await calendar.me({ budgetMs: STEP_MS });
  return me.kind === 'done' ? await calendar.eventTypes({ username: me.value.username, budgetMs: STEP_MS }) : me;
}

function serviceStep(service: Service, type: CalComEventType | undefined, eventTypeId: number): CheckStep {
  const facts = { service: service.name, event_type: eventTypeId };
  if (type === undefined) return { name: 'service', state: 'failed', code: 'missing', facts };
  const named = { ...facts, title: type.title };
  if (type.minutes !== service.minutes) return { name: 'service', state: 'warning', code: 'other_length', facts: { ...named, here: service.minutes, there: type.minutes } };
  if (type.requiresConfirmation) return { name: 'service', state: 'warning', code: 'needs_confirmation', facts: named };
  if (type.emailRequired) return { name: 'service', state: 'warning', code: 'email_required', facts: named };
  return { name: 'service', state: 'ok', code: 'ok', facts: named };
}

function failed(name: CheckStep['name'], outcome: Exclude<Outcome<never>, { kind: 'done' }>, facts: CheckStep['facts'] = {}): CheckStep {
  return { name, state: 'failed', code: outcome.kind === 'refused' ? 'refused' : 'no_answer', facts: { ...facts, detail: outcome.detail.slice(0, 200) } };
}
