import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { viewsBeside } from './keep-view.ts';
import { lookerValues, VIEW_COLUMNS, viewOf, VISIBLE_SQL } from './view.ts';
import type { Kept, Looker, View, ViewRow } from './view.ts';

export type ChangedView = { readonly kind: 'changed'; readonly view: View } | { readonly kind: 'not_found' | 'too_many' | 'name_taken' };

/** What is not named stays. Whoever takes back what was shared keeps it as his own. Lock it before (list-views.ts). */
export async function changeView(tx: Tx, looker: Looker, { id, now, change }: { readonly id: string; readonly now: EpochMs; readonly change: { readonly [K in keyof Kept]?: Kept[K] | undefined } }): Promise<ChangedView> {
  const before = await tx.maybe<ViewRow>(`select ${VIEW_COLUMNS} from saved_views v where ${VISIBLE_SQL} and v.id = $4 for update`, [...lookerValues(looker), id]);
  if (before === null) return { kind: 'not_found' };
  const { name = before.name, filter = before.filter, sort = before.sort, shared = before.shared } = change;
  const beside = await viewsBeside(tx, looker, { shared, id });
  if (beside.isFull) return { kind: 'too_many' };
  if (beside.names.has(name)) return { kind: 'name_taken' };
  const row = await tx.maybe<ViewRow>(
    `update saved_views v set name = $5, filter = $6::jsonb, sort = $7, shared = $8,
       user_id = case when not $8::boolean then $2::uuid end, key_id = case when not $8::boolean then $3::uuid end, updated_at = $9
     where ${VISIBLE_SQL} and v.id = $4 returning ${VIEW_COLUMNS}`,
    [...lookerValues(looker), id, name, JSON.stringify(filter), sort, shared, iso(now)],
  );
  return row === null ? { kind: 'not_found' } : { kind: 'changed', view: viewOf(row) };
}
