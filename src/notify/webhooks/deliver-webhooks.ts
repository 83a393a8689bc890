// Messages to other programs: taken, sent and settled like those to people (deliver.ts), with more patience. What is given
// up after some three days is a dead letter: listed, and sent again when somebody asks for it.
import type { Tx } from '../../platform/database.ts';
import { isFault, messageOf } from '../../platform/errors.ts';
import { iso } from '../../platform/iso.ts';
import type { EpochMs } from '../../platform/world.ts';
import { FOR_PROGRAMS, nextTry } from '../backoff.ts';
import type { Notifying } from '../means.ts';
import { unlessEnding } from '../unless-ending.ts';
import { TEST_EVENT } from './enqueue-test-message.ts';
import { signedHeaders } from './sign.ts';
import { refusedUrl, secretContext } from './store-webhook.ts';

interface Taken {
  readonly companyId: string;
  readonly id: string;
  readonly event: string;
  readonly callbackId: string | null;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tries: number;
  readonly webhookId: string;
  readonly url: string;
  readonly secretSealed: string;
  readonly includePerson: boolean;
}

type Outcome = { readonly kind: 'sent'; readonly status: number } | { readonly kind: 'failed'; readonly status: number | null; readonly message: string; readonly forGood: boolean };

const BATCH = 20;
const TIMEOUT_MS = 15_000;
const LEASE_MS = 2 * 60_000;

/** Returns how many were tried. */
export async function deliverWebhooks(notify: Notifying): Promise<number> {
  const now = notify.world.clock.now();
  const taken = await notify.database.asMachine(async (tx) => await tx.rows<Taken>(
    `update webhook_deliveries d set due_at = $2, tries = tries + 1
     from (select d.company_id, d.id, w.url, w.secret_sealed, w.include_person from webhook_deliveries d join webhooks w on w.company_id = d.company_id and w.id = d.webhook_id 
           where d.state = 'due' and d.due_at <= $1 order by d.due_at limit ${BATCH} for update of d skip locked) due
     where d.company_id = due.company_id and d.id = due.id
     returning d.company_id as "companyId", d.id, event, callback_id as "callbackId", at, data, tries, webhook_id as "webhookId", due.url, due.secret_sealed as "secretSealed", due.include_person as "includePerson"`,
    [iso(now), iso(now + LEASE_MS)],
  ));
  await Promise.all(taken.map(async (one) => {
    const outcome = await unlessEnding(notify.ending, attempt(notify, one));
    if (outcome !== null) await settle(notify, one, outcome);
  }));
  return taken.length;
}

async function attempt(notify: Notifying, taken: Taken): Promise<Outcome> {
  const { world, allowPrivate } = notify;
  const wrong = refusedUrl(taken.url, allowPrivate);
  if (wrong !== null) return { kind: 'failed', status: null, message: `the address ${wrong}`, forGood: true };
  try {
    const body = await bodyOf(notify, taken);
    const secret = notify.secrets.open(taken.secretSealed, secretContext(taken.companyId, taken.webhookId));
    const headers = { 'content-type': 'application/json', 'user-agent': 'Fangnetz-Webhooks/1', ...signedHeaders(secret, { id: taken.id, seconds: Math.floor(world.clock.now() / 1000), body }) };
    const outcome = await world.http({ method: 'POST', url: taken.url, headers, body, timeoutMs: TIMEOUT_MS, ...(allowPrivate ? {} : { reach: 'public' as const }) });
    if (!outcome.ok) return { kind: 'failed', status: null, message: outcome.failure.message, forGood: false };
    const { status } = outcome.reply;
    if (status >= 200 && status < 300) return { kind: 'sent', status };
    // Followed, a redirect would lead past the check of the address.
    const message = status >= 300 && status < 400 ? `answered ${status}: redirects are not followed` : `answered ${status}`;
    // Standard Webhooks: 410 means that nobody wants it any more.
    return { kind: 'failed', status, message, forGood: status === 410 };
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    return { kind: 'failed', status: null, message: messageOf(error), forGood: false };
  }
}

async function bodyOf(notify: Notifying, taken: Taken): Promise<string> {
  const person = taken.includePerson && taken.callbackId !== null ? await notify.database.inCompany(taken.companyId, async (tx) => await readPerson(tx, taken)) : null;
  return JSON.stringify({ type: taken.event, timestamp: iso(taken.at), data: { ...taken.data, ...(person === null ? {} : { person }) } });
}

/** As it is now: whoever was erased meanwhile goes to nobody. */
async function readPerson(tx: Tx, { companyId, callbackId }: Taken): Promise<object | null> {
  return await tx.maybe('select customer_name, phone_number, customer_email from callbacks where company_id = $1 and id = $2', [companyId, callbackId]);
}

function isAway(status: number | null): boolean {
  return status === null || status >= 500 || status === 429;
}

/** What else waits for a receiver that is away would only be tried in vain, and keep other companies' messages waiting. */
async function holdBack(notify: Notifying, { companyId, webhookId }: Taken, until: EpochMs): Promise<void> {
  await notify.database.asMachine(async (tx) => await tx.run(
    `update webhook_deliveries set due_at = $3 where company_id = $1 and webhook_id = $2 and state = 'due' and due_at < $3 and tries = 0`,
    [companyId, webhookId, iso(until)],
  ));
}

async function settle(notify: Notifying, taken: Taken, outcome: Outcome): Promise<void> {
  const { world, metrics, database } = notify;
  const now = world.clock.now();
  // whoever tries out a receiver waits for the answer: tried again for three days it would tell nobody anything
  const isTest = taken.event === TEST_EVENT;
  const again = outcome.kind === 'sent' || outcome.forGood || isTest ? null : nextTry({ now, tries: taken.tries, patience: FOR_PROGRAMS, random: world.random });
  const state = outcome.kind === 'sent' ? 'sent' : again === null ? 'dead' : 'due';
  const error = outcome.kind === 'sent' ? null : outcome.message.slice(0, 500);
  await database.asMachine(async (tx) => await tx.run(
    `update webhook_deliveries set state = $3, due_at = $4, ended_at = $5, last_status = $6, last_error = $7 where company_id = $1 and id = $2 and state = 'due'`,
    [taken.companyId, taken.id, state, again === null ? null : iso(again), state === 'due' ? null : iso(now), outcome.status, error],
  ));
  if (again !== null && outcome.kind === 'failed' && isAway(outcome.status)) await holdBack(notify, taken, again);
  metrics.webhookDelivery(state === 'due' ? 'retried' : state);
  const fields = { event: 'webhook.failed', company_id: taken.companyId, webhook_id: taken.webhookId, delivery_id: taken.id, tries: taken.tries, error };
  if (state === 'due') world.log.warn(fields, 'a webhook was not taken and will be sent again');
  if (state === 'dead' && !isTest) world.log.error(fields, 'a webhook was not taken and was given up; it can be replayed');
}
