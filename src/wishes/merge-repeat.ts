// What becomes of a wish that was wished before, in an earlier call, and is still open there.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export interface Repeat {
  readonly from: string;
  readonly into: string;
  /** The callback that stands for both. */
  readonly callbackId: string;
  readonly at: EpochMs;
}

/** It stays countable as merged. Where an appointment of its own stands that is its fate, and only the call is made for both. Safe to repeat. */
export async function mergeRepeat(tx: Tx, companyId: string, { from, into, callbackId, at }: Repeat): Promise<void> {
  await tx.run(
    `update wishes w set fate = 'merged', merged_into = $3, callback_id = $4, reason = 'wished_again', settled_by = 'machine', settled_at = coalesce(w.settled_at, $5), updated_at = $5
     where company_id = $1 and id = $2 and fate <> 'erased' and (fate <> 'merged' or reason = 'wished_again')
       and not (fate = 'appointment' and exists (select from appointments a where a.company_id = $1 and (a.wish_id = w.id or a.id = w.appointment_id) and a.status = 'booked'))`,
    [companyId, from, into, callbackId, iso(at)],
  );
}

/** It is met after all, in its own call or because a person takes it out: then it has a fate of its own again. */
export async function standAlone(tx: Tx, companyId: string, { wishId, at }: { readonly wishId: string; readonly at: EpochMs }): Promise<void> {
  await tx.run(
    `update wishes w set fate = 'in_progress', merged_into = null, callback_id = null, reason = null, settled_by = null, settled_at = null, updated_at = $3
     where company_id = $1 and id = $2 and fate = 'merged' and reason = 'wished_again'`,
    [companyId, wishId, iso(at)],
  );
}
