import type { Tx } from '../platform/database.ts';
import { lockViews } from './keep-view.ts';
import { lookerValues, VIEW_COLUMNS, viewOf, VISIBLE_SQL } from './view.ts';
import type { Looker, View, ViewRow } from './view.ts';

/** His own before what is shared, each by name. */
export async function listViews(tx: Tx, looker: Looker): Promise<readonly View[]> {
  const rows = await tx.rows<ViewRow>(`select ${VIEW_COLUMNS} from saved_views v where ${VISIBLE_SQL} order by v.shared, lower(v.name), v.id`, lookerValues(looker));
  return rows.map(viewOf);
}

/** null: there is none, or it is somebody else's own. Nobody changes it until the transaction ends. */
export async function lockView(tx: Tx, looker: Looker, id: string): Promise<View | null> {
  // before the row, as whoever keeps one does: two that lock in different order wait for each other
  for (const shared of [false, true]) await lockViews(tx, looker, shared);
  const row = await tx.maybe<ViewRow>(`select ${VIEW_COLUMNS} from saved_views v where ${VISIBLE_SQL} and v.id = $4 for update`, [...lookerValues(looker), id]);
  return row === null ? null : viewOf(row);
}
