// A callback that nobody has: since when, who had it before, and whether somebody is with the caller all the same.
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Desk } from './change-callback.ts';
import type { DeskRow } from './desk-row.ts';
import { claimHolder } from './release-claim.ts';

export interface InLimbo {
  readonly row: DeskRow;
  readonly limbo: {
    readonly since: EpochMs;
    /** From whom a person took it, or who gave it back; null: nobody had it. */
    readonly handedBackBy: string | null;
  };
  readonly holder: { readonly until: EpochMs } | null;
}

export async function loadLimbo(tx: Tx, { company, now }: Pick<Desk, 'company' | 'now'>, row: DeskRow): Promise<InLimbo> {
  const last = await tx.maybe<{ at: EpochMs; actor: string; staff_id: string | null }>(
    `select at, actor, detail -> 'before' ->> 'assignedTo' as staff_id from callback_events
     where company_id = $1 and callback_id = $2 and kind in ('unassign', 'undo', 'reopen') order by at desc, id desc limit 1`,
    [company.id, row.id],
  );
  const limbo = last === null ? { since: row.createdAt, handedBackBy: null } : { since: last.at, handedBackBy: last.actor === 'machine' ? null : last.staff_id };
  return { row, limbo, holder: await claimHolder(tx, { companyId: company.id, callerKey: row.callerKey, now }) };
}
