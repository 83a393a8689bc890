import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { EscalationReason } from './escalation-reason.ts';

export interface Resolving {
  readonly callbackId: string;
  /** Only those; null: all of them, because the callback is closed. */
  readonly reasons: readonly EscalationReason[] | null;
  /** As in timelines. */
  readonly by: string;
  readonly at: EpochMs;
}

/** What a callback was brought before somebody for is dealt with. Safe to repeat. */
export async function resolveEscalations(tx: Tx, companyId: string, { callbackId, reasons, by, at }: Resolving): Promise<void> {
  await tx.run(
    `update callback_escalations set resolved_at = $3, resolved_by = $4
     where company_id = $1 and callback_id = $2 and resolved_at is null and ($5::text[] is null or reason = any ($5))`,
    [companyId, callbackId, iso(at), by, reasons],
  );
}

/** The closing that had dealt with them was taken back. */
export async function reopenEscalations(tx: Tx, companyId: string, closed: { readonly callbackId: string; readonly resolvedAt: EpochMs }): Promise<void> {
  await tx.run(
    'update callback_escalations set resolved_at = null, resolved_by = null, resolution_note = null where company_id = $1 and callback_id = $2 and resolved_at = $3',
    [companyId, closed.callbackId, iso(closed.resolvedAt)],
  );
}
