// The webhook by which Cal.com tells us what somebody changes in the calendar. It is looked for first: one address has one
// webhook (a second is refused with 409), and whether an unanswered request made it only the list can say.
import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { objectOf, textOf } from './read-json.ts';
import type { Exchange } from './exchange.ts';
import type { JsonObject } from './read-json.ts';
import type { Outcome } from '../port.ts';

export interface WantedWebhook {
  readonly address: string;
  readonly secret: string;
}

/** `there`: as it has to be, nothing was sent. `mended`: it was there, and something of it was not right. */
export type RegisteredHow = 'there' | 'made' | 'mended';

interface Webhook {
  readonly id: string;
  readonly active: boolean;
  readonly triggers: readonly string[];
  /** null: Cal.com does not say. */
  readonly secret: string | null;
}

interface Registering {
  readonly wanted: WantedWebhook;
  readonly deadlineMs: number;
}

/** What src/calendar-events can do something with. */
const TRIGGERS = ['BOOKING_CREATED', 'BOOKING_REQUESTED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED', 'BOOKING_REJECTED'];
/** The most that Cal.com gives at once (reference/calcom.md section 4). */
const PAGE = 250;
const PAGES_MAX = 20;

export async function registerWebhook(exchange: Exchange, registering: Registering): Promise<Outcome<RegisteredHow>> {
  const { wanted, deadlineMs } = registering;
  const found = await find(exchange, registering);
  if (found.kind !== 'done') return found;
  if (found.value !== null) return await mend(exchange, { ...registering, found: found.value });
  const made = await exchange({ operation: OPERATIONS.make_webhook, body: { active: true, subscriberUrl: wanted.address, triggers: TRIGGERS, secret: wanted.secret }, deadlineMs });
  if (made.kind === 'done') return { kind: 'done', value: 'made' };
  if (made.kind === 'refused' || made.cause === 'not_tried') return made;
  const now = await find(exchange, registering);
  if (now.kind !== 'done' || now.value === null) return made;
  return await mend(exchange, { ...registering, found: now.value });
}

async function mend(exchange: Exchange, { wanted, deadlineMs, found }: Registering & { readonly found: Webhook }): Promise<Outcome<RegisteredHow>> {
  if (isRight(found, wanted)) return { kind: 'done', value: 'there' };
  // what somebody has it tell beside is for whoever wanted that
  const triggers = [...new Set([...found.triggers, ...TRIGGERS])];
  const changed = await exchange({ operation: OPERATIONS.change_webhook, uid: found.id, body: { active: true, triggers, secret: wanted.secret }, deadlineMs });
  return changed.kind === 'done' ? { kind: 'done', value: 'mended' } : changed;
}

function isRight({ active, triggers, secret }: Webhook, wanted: WantedWebhook): boolean {
  return active && secret === wanted.secret && TRIGGERS.every((trigger) => triggers.includes(trigger));
}

/** null: none of this account has that address. */
async function find(exchange: Exchange, { wanted, deadlineMs }: Registering): Promise<Outcome<Webhook | null>> {
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await exchange({ operation: OPERATIONS.webhooks, query: { take: String(PAGE), skip: String(page * PAGE) }, deadlineMs });
    if (answer.kind !== 'done') return answer;
    const listed = answer.value['data'];
    if (!Array.isArray(listed)) return unknown('absurd', 'a list of webhooks that is none');
    const there = (listed as unknown[]).map(objectOf).find((entry) => entry?.['subscriberUrl'] === wanted.address) ?? null;
    if (there !== null) return webhookOf(there);
    if (listed.length < PAGE) return { kind: 'done', value: null };
  }
  return unknown('absurd', `more than ${PAGES_MAX * PAGE} webhooks`);
}

/** The id is a number for a webhook of a user, and a text for others. */
function webhookOf(entry: JsonObject): Outcome<Webhook> {
  const id = typeof entry['id'] === 'number' ? String(entry['id']) : textOf(entry['id']);
  if (id === null) return unknown('absurd', 'a webhook without an id');
  const triggers = Array.isArray(entry['triggers']) ? (entry['triggers'] as unknown[]).filter((trigger) => typeof trigger === 'string') : [];
  return { kind: 'done', value: { id, triggers, active: entry['active'] === true, secret: textOf(entry['secret']) } };
}
