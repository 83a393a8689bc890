import type { Actor } from '../companies/actor.ts';
import { actorText } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

/** Whoever is at work keeps the caller: his claim lasts as long again from now. Of others, and of one that ran out, nothing changes. */
export async function prolongClaim(tx: Tx, by: { readonly company: Pick<Company, 'id' | 'callbacks'>; readonly actor: Actor; readonly now: EpochMs }, callerKey: string): Promise<void> {
  const { company, actor, now } = by;
  await tx.run(
    `update caller_claims set claim_until = greatest(claim_until, $5) where company_id = $1 and caller_key = $2 and claimed_by = $3 and claim_until > $4`,
    [company.id, callerKey, actorText(actor), iso(now), iso(now + company.callbacks.claimMinutes * MINUTE_MS)],
  );
}
