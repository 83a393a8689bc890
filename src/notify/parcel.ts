// What is sent in one go: mostly one delivery; of mails to one person that are due at once, all of them. A morning with
// twelve mails is a morning on which none is read.
import type { Tx } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { Delivery } from './delivery.ts';

export interface Parcel {
  /** Of the delivery, or of the bundle: what a Message-ID is made from. */
  readonly id: string;
  /** Never empty. */
  readonly deliveries: readonly [Delivery, ...Delivery[]];
}

const ENOUGH_FOR_A_BUNDLE = 3;

/**
 * Bundles are written down in the transaction that takes them: after a crash the same mails make the same bundle again,
 * under the same Message-ID.
 */
export async function parcelsOf(tx: Tx, taken: readonly Delivery[]): Promise<Parcel[]> {
  const alone = taken.filter(({ bundleId }) => bundleId === null);
  const groups = [...Map.groupBy(alone, keyOf).values()];
  const fresh = groups.filter((group) => isBundled(group[0]!) && group.length >= ENOUGH_FOR_A_BUNDLE).map((group) => parcel(uuidFrom('bundle', ...group.map(({ id }) => id).toSorted()), group));
  for (const { id, deliveries } of fresh) {
    await tx.run('update deliveries set bundle_id = $2 where company_id = $1 and id = any($3::uuid[])', [deliveries[0].companyId, id, deliveries.map((one) => one.id)]);
  }
  const inFresh = new Set(fresh.flatMap(({ deliveries }) => deliveries.map(({ id }) => id)));
  const known = [...Map.groupBy(taken.filter(({ bundleId }) => bundleId !== null), ({ bundleId }) => bundleId!)].map(([id, group]) => parcel(id, group));
  return [...known, ...fresh, ...alone.filter(({ id }) => !inFresh.has(id)).map((one) => parcel(one.id, [one]))];
}

/** A digest is one already, and what goes to an account is a matter of its own. */
function isBundled({ channel, noticeId, kind }: Delivery): boolean {
  return channel === 'mail' && noticeId !== null && kind !== 'digest';
}

function keyOf(delivery: Delivery): string {
  return JSON.stringify([isBundled(delivery), delivery.companyId, delivery.address, delivery.locale]);
}

function parcel(id: string, deliveries: readonly Delivery[]): Parcel {
  return { id, deliveries: deliveries.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)) as [Delivery, ...Delivery[]] };
}
