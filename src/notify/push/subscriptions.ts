import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { uuidFrom } from '../../platform/uuid.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { BrowserKeys } from './encrypt.ts';

export interface Subscription extends BrowserKeys {
  readonly endpoint: string;
}

/** A browser belongs to whoever subscribed there last: the computer at the desk is everybody's. */
export async function subscribe(tx: Tx, of: { companyId: string; person: string; at: EpochMs }, { endpoint, p256dh, auth }: Subscription): Promise<void> {
  await tx.run(
    `insert into push_subscriptions (company_id, id, person, endpoint, p256dh, auth, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (company_id, id) do update set person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth`,
    [of.companyId, subscriptionId(endpoint), of.person, endpoint, p256dh, auth, iso(of.at)],
  );
}

export async function unsubscribe(tx: Tx, companyId: string, endpoint: string): Promise<void> {
  await tx.run('delete from push_subscriptions where company_id = $1 and id = $2', [companyId, subscriptionId(endpoint)]);
}

export async function subscriptionsOf(tx: Tx, companyId: string, person: string): Promise<Subscription[]> {
  return await tx.rows<Subscription>('select endpoint, p256dh, auth from push_subscriptions where company_id = $1 and person = $2 order by created_at, id', [companyId, person]);
}

function subscriptionId(endpoint: string): string {
  return uuidFrom('push-subscription', endpoint);
}
