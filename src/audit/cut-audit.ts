import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { signatureOf } from './sign-anchor.ts';

export interface Cut {
  readonly companyId: string;
  /** Entries from before this instant may go. */
  readonly before: EpochMs;
  readonly now: EpochMs;
  readonly limit: number;
  readonly secrets: Pick<Secrets, 'mac'>;
}

interface Row {
  readonly seq: number;
  readonly at: EpochMs;
  readonly hash: string;
}

/** Cuts off the oldest entries and leaves a signed anchor at which the rest goes on. Only as the machine; returns how many went. */
export async function cutAudit(tx: Tx, cut: Cut): Promise<number> {
  const { companyId, before, now } = cut;
  // Two nodes that cut at once would leave an anchor that the other's does not know.
  await tx.run('select 1 from audit_heads where company_id = $1 for update', [companyId]);
  const oldest = await tx.rows<Row>('select seq, at, hash from audit_log where company_id = $1 order by seq limit $2', [companyId, cut.limit]);
  const kept = oldest.findIndex(({ at }) => at >= before);
  const last = oldest[(kept === -1 ? oldest.length : kept) - 1];
  if (last === undefined) return 0;
  const anchor = { seq: last.seq, hash: last.hash, cutAt: now };
  await tx.run('insert into audit_anchors (company_id, seq, hash, cut_at, signature) values ($1, $2, $3, $4, $5)', [
    companyId, anchor.seq, anchor.hash, iso(now), signatureOf(cut.secrets, companyId, anchor),
  ]);
  await tx.run('delete from audit_anchors where company_id = $1 and seq < $2', [companyId, anchor.seq]);
  return await tx.run('delete from audit_log where company_id = $1 and seq <= $2', [companyId, anchor.seq]);
}
