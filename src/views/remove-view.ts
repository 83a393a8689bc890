import type { Tx } from '../platform/database.ts';
import { lookerValues, VISIBLE_SQL } from './view.ts';
import type { Looker } from './view.ts';

export async function removeView(tx: Tx, looker: Looker, id: string): Promise<void> {
  await tx.run(`delete from saved_views v where ${VISIBLE_SQL} and v.id = $4`, [...lookerValues(looker), id]);
}
