// Takes what is due, sends it, writes down what became of it. Taking is a row's due instant moved into the future: a node
// that dies in between leaves it to the next one, which sends the same message with the same id again.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { messageOf } from '../platform/errors.ts';
import type { EpochMs } from '../platform/world.ts';
import { FOR_PEOPLE, nextTry } from './backoff.ts';
import type { Channel } from './channels.ts';
import type { Delivery, SendOutcome } from './delivery.ts';
import { climb, shout } from './expand.ts';
import type { Notifying } from './means.ts';
import type { StoredNotice } from './plan.ts';
import { parcelsOf } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { sendParcel } from './send.ts';
import { unlessEnding } from './unless-ending.ts';

const BATCH = 40;
/** Longer than any way of sending takes. */
const LEASE_MS = 3 * 60_000;

/** Returns how many were tried. Each channel by itself: an SMS does not wait behind a mail server that is away. */
export async function deliverDue(notify: Notifying, channel: Channel): Promise<number> {
  const now = notify.world.clock.now();
  const parcels = await notify.database.asMachine(async (tx) => await parcelsOf(tx, await take(tx, channel, now)));
  await Promise.all(parcels.map(async (parcel) => await deliver(notify, parcel)));
  return parcels.length;
}

async function take(tx: Tx, channel: Channel, now: EpochMs): Promise<Delivery[]> {
  // One node at a time, for the moment of taking: two would each take a part of a bundle, and send it under one id.
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`notify.take.${channel}`]);
  return await tx.rows<Delivery>(
    `with first as (select company_id, id, bundle_id from deliveries where state = 'due' and channel = $3 and due_at <= $1 order by due_at limit ${BATCH}),
       due as (select company_id, id from first union select d.company_id, d.id from deliveries d where d.state = 'due' and d.bundle_id in (select bundle_id from first where bundle_id is not null))
     update deliveries d set due_at = $2, tries = tries + 1 from due where d.company_id = due.company_id and d.id = due.id and d.state = 'due'
     returning d.company_id as "companyId", d.id, notice_id as "noticeId", kind, person, channel, address, locale, sealed, bundle_id as "bundleId", tries, created_at as "createdAt"`,
    [iso(now), iso(now + LEASE_MS), channel],
  );
}

async function deliver(notify: Notifying, parcel: Parcel): Promise<void> {
  const failed = (error: unknown): SendOutcome[] => parcel.deliveries.map(() => ({ kind: 'failed', message: messageOf(error), forGood: false }));
  const outcomes = await unlessEnding(notify.ending, sendParcel(notify, parcel).catch(failed));
  if (outcomes === null) return;
  // All of a bundle are tried again together.
  const jitter = notify.world.random.next();
  for (const [i, delivery] of parcel.deliveries.entries()) await settle(notify, { delivery, outcome: outcomes[i]!, jitter });
}

async function settle(notify: Notifying, { delivery, outcome, jitter }: { delivery: Delivery; outcome: SendOutcome; jitter: number }): Promise<void> {
  const now = notify.world.clock.now();
  const { companyId, id, channel } = delivery;
  if (outcome.kind !== 'failed') {
    await notify.database.asMachine(async (tx) => await end(tx, delivery, { state: outcome.kind, error: null, at: now }));
    notify.metrics.notification(channel, outcome.kind);
    return;
  }
  const fields = { event: 'notification.failed', company_id: companyId, delivery_id: id, kind: delivery.kind, channel, tries: delivery.tries, error: outcome.message };
  const again = outcome.forGood ? null : nextTry({ now, tries: delivery.tries, patience: FOR_PEOPLE, random: { next: () => jitter } });
  if (again !== null) {
    notify.metrics.notification(channel, 'retried');
    notify.world.log.warn(fields, 'a message could not be sent and will be tried again');
    await notify.database.asMachine(async (tx) => await tx.run(`update deliveries set due_at = $3, last_error = $4 where company_id = $1 and id = $2 and state = 'due'`, [companyId, id, iso(again), outcome.message.slice(0, 500)]));
    return;
  }
  notify.metrics.notification(channel, 'failed');
  notify.world.log.error(fields, 'a message could not be sent and was given up; whoever is above is told');
  const left = await notify.database.asMachine(async (tx) => {
    await end(tx, delivery, { state: 'failed', error: outcome.message, at: now });
    return await climbUnlessReached(tx, delivery, now);
  });
  if (left !== null) shout(notify, left);
}

async function end(tx: Tx, { companyId, id }: Delivery, ended: { state: 'sent' | 'moot' | 'failed'; error: string | null; at: EpochMs }): Promise<void> {
  // The sealed link has done its work, or never will: an old one is only a key that lies about.
  await tx.run(
    `update deliveries set state = $3, due_at = null, ended_at = $4, last_error = $5, sealed = null where company_id = $1 and id = $2 and state = 'due'`,
    [companyId, id, ended.state, iso(ended.at), ended.error?.slice(0, 500) ?? null],
  );
}

/** A push that fails is no loss where the mail arrived, and somebody's own day is nobody else's. Returns the notice where nobody is above. */
async function climbUnlessReached(tx: Tx, { companyId, noticeId, person, id, kind }: Delivery, now: EpochMs): Promise<StoredNotice | null> {
  if (noticeId === null || kind === 'digest') return null;
  const notice = await tx.maybe<StoredNotice>(
    `select company_id as "companyId", id, kind, recipient, callback_id as "callbackId", at, facts from notices where company_id = $1 and id = $2 for update`,
    [companyId, noticeId],
  );
  const others = await tx.rows<{ id: string }>(
    `select id from deliveries where company_id = $1 and notice_id = $2 and person = $3 and id <> $4 and state in ('due', 'sent')`,
    [companyId, noticeId, person, id],
  );
  if (notice === null || others.length > 0) return null;
  return (await climb(tx, notice, now)) ? null : notice;
}
