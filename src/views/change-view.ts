import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { lookerValues, VIEW_COLUMNS, viewOf, VISIBLE_SQL } from './view.ts';
import type { Kept, Looker, View, ViewRow } from './view.ts';

/** What is not named stays. Whoever takes back what was shared keeps it as his own. null: there is no such view. */
export async function changeView(tx: Tx, looker: Looker, { id, now, change }: { readonly id: string; readonly now: EpochMs; readonly change: { readonly [K in keyof Kept]?: Kept[K] | undefined } }): Promise<View | null> {
  const { name = null, filter, sort, shared = null } = change;
  const row = await tx.maybe<ViewRow>(
    `update saved_views v set name = coalesce($5, v.name), filter = coalesce($6::jsonb, v.filter), sort = case when $7 then $8 else v.sort end, shared = coalesce($9, v.shared),
       user_id = case when not coalesce($9, v.shared) then $2::uuid end, key_id = case when not coalesce($9, v.shared) then $3::uuid end, updated_at = $10
     where ${VISIBLE_SQL} and v.id = $4 returning ${VIEW_COLUMNS}`,
    [...lookerValues(looker), id, name, filter === undefined ? null : JSON.stringify(filter), sort !== undefined, sort ?? null, shared, iso(now)],
  );
  return row === null ? null : viewOf(row);
}
