// A claim ends: given back, taken away by a manager, run out, or because nothing of the caller is open any more.
import type { Actor, Person } from '../companies/actor.ts';
import { actorText } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';

export type Released =
  | { readonly kind: 'released'; readonly callbackIds: readonly string[] }
  | { readonly kind: 'unclaimed' }
  /** Somebody else's, and the asker may not take it away. */
  | { readonly kind: 'not_yours'; readonly by: string; readonly until: EpochMs }
  | { readonly kind: 'not_found' };

/** `force`: a manager may end a colleague's claim. */
export async function releaseClaim(tx: Tx, desk: Desk, of: { readonly callbackId: string; readonly force: boolean }): Promise<Released> {
  const { company, actor, now } = desk;
  const found = await tx.maybe<{ caller_key: string }>('select caller_key from callbacks where company_id = $1 and id = $2', [company.id, of.callbackId]);
  if (found === null) return { kind: 'not_found' };
  const claim = await tx.maybe<{ claimed_by: string; claimed_name: string; claim_until: EpochMs }>(
    'select claimed_by, claimed_name, claim_until from caller_claims where company_id = $1 and caller_key = $2 for update',
    [company.id, found.caller_key],
  );
  if (claim === null || claim.claim_until <= now) return { kind: 'unclaimed' };
  if (claim.claimed_by !== actorText(actor) && !of.force) return { kind: 'not_yours', by: claim.claimed_name, until: claim.claim_until };
  const ended = await endClaim(tx, desk, { callerKey: found.caller_key, kind: 'released', detail: { claimed_by: claim.claimed_by } });
  return { kind: 'released', callbackIds: ended.map(({ callbackId }) => callbackId) };
}

/** Removes the claim and tells it to every open callback of the caller. */
export async function endClaim(
  tx: Tx,
  desk: Omit<Desk, 'actor'> & { readonly actor: Actor },
  ended: { readonly callerKey: string; readonly kind: 'released' | 'claim_returned'; readonly detail: Readonly<Record<string, unknown>> },
): Promise<readonly { readonly callbackId: string; readonly eventId: string }[]> {
  const { company, actor, now, ids } = desk;
  await tx.run('delete from caller_claims where company_id = $1 and caller_key = $2', [company.id, ended.callerKey]);
  const open = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and caller_key = $2 and status in ('pending', 'assigned', 'contacted') order by due_at, id`,
    [company.id, ended.callerKey],
  );
  const told = open.map(({ id }) => ({ callbackId: id, eventId: ids.next() }));
  for (const { callbackId, eventId } of told) await addCallbackEvent(tx, company.id, { id: eventId, callbackId, at: now, actor: actorText(actor), kind: ended.kind, detail: ended.detail });
  return told;
}

/** Whose claim it was and until when, without a name: it is kept in the timeline. */
export interface EndedClaim {
  readonly claimedBy: string;
  readonly staffId: string | null;
  readonly claimedAt: EpochMs;
  readonly until: EpochMs;
}

/** Once the last callback of a caller is closed there is nothing left to hold. null: it goes on, or there was none. */
export async function dropIdleClaim(tx: Tx, companyId: string, callerKey: string): Promise<EndedClaim | null> {
  return await tx.maybe<EndedClaim>(
    `delete from caller_claims cc where company_id = $1 and caller_key = $2 and not exists (
       select 1 from callbacks c where c.company_id = $1 and c.caller_key = $2 and c.status in ('pending', 'assigned', 'contacted'))
     returning claimed_by as "claimedBy", staff_id as "staffId", claimed_at as "claimedAt", claim_until as until`,
    [companyId, callerKey],
  );
}

/** What ended it was taken back; whoever has reached for the caller since keeps him. */
export async function restoreClaim(tx: Tx, { company, actor }: Pick<Desk, 'company'> & { readonly actor: Person }, ended: { readonly callerKey: string; readonly claim: EndedClaim; readonly now: EpochMs }): Promise<void> {
  const { callerKey, claim, now } = ended;
  if (claim.until <= now) return;
  const name = claim.claimedBy === actorText(actor) ? actor.name : (company.staff.find(({ id }) => id === claim.staffId)?.name ?? claim.claimedBy);
  await tx.run(
    `insert into caller_claims (company_id, caller_key, claimed_by, claimed_name, staff_id, claimed_at, claim_until) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [company.id, callerKey, claim.claimedBy, name, claim.staffId, iso(claim.claimedAt), iso(claim.until)],
  );
}

/** Who holds the caller now; null: nobody. */
export async function claimHolder(tx: Tx, of: { readonly companyId: string; readonly callerKey: string; readonly now: EpochMs }): Promise<{ claimedBy: string; name: string; until: EpochMs } | null> {
  return await tx.maybe<{ claimedBy: string; name: string; until: EpochMs }>(
    `select claimed_by as "claimedBy", claimed_name as name, claim_until as until from caller_claims where company_id = $1 and caller_key = $2 and claim_until > $3`,
    [of.companyId, of.callerKey, iso(of.now)],
  );
}
