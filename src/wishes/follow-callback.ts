// What becomes of a wish when a person (or the customer's own later booking) ends the callback that stood for it.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { settleFate } from './store-wish.ts';

export interface EndedCallback {
  readonly wishId: string;
  /** Why it ended: a resolution, or the reason of a cancellation. */
  readonly reason: string;
  /** As in timelines: 'user:<id>', 'key:<id>', 'machine'. */
  readonly by: string;
  readonly at: EpochMs;
}

/** First of all that a change of a callback locks, as everybody does: two that lock in different order wait for each other. */
export async function lockWish(tx: Tx, companyId: string, wishId: string): Promise<void> {
  await tx.run('select 1 from wishes where company_id = $1 and id = $2 for no key update', [companyId, wishId]);
}

/**
 * Where an appointment stands that was wished for, that is its fate; where another callback is still open, that one
 * is; otherwise it is closed, with the reason and who. Call it once the callback's row says so. Safe to repeat.
 */
export async function followEndedCallback(tx: Tx, companyId: string, ended: EndedCallback): Promise<void> {
  const { wishId, reason, by, at } = ended;
  await tx.run(
    `update wishes w set fate = 'closed', reason = $3, settled_by = $4, settled_at = $5, updated_at = $5
     where company_id = $1 and id = $2 and fate in ('open_callback', 'in_progress')
       and not exists (select 1 from callbacks c where c.company_id = $1 and c.wish_id = $2 and c.status in ('pending', 'assigned', 'contacted'))
       and not (w.intent in ('book', 'reschedule') and exists (
         select 1 from appointments a where a.company_id = $1 and (a.wish_id = w.id or a.id = w.appointment_id) and a.status = 'booked'))`,
    [companyId, wishId, reason.slice(0, 500), by, iso(at)],
  );
  await settleFate(tx, companyId, wishId, at);
}

/** The callback is open (again): then so is its wish. */
export async function followOpenCallback(tx: Tx, companyId: string, opened: { readonly wishId: string; readonly at: EpochMs }): Promise<void> {
  await settleFate(tx, companyId, opened.wishId, opened.at);
}
