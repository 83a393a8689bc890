// How much work lies in each view: open callbacks only, which are few, so that all views are counted in one statement.
import { filterSql } from '../callbacks/callback-filters.ts';
import type { CallbackFilters } from '../callbacks/callback-filters.ts';
import { OPEN_SQL, parameters } from '../callbacks/callback-query.ts';
import type { Looking } from '../callbacks/callback-query.ts';
import type { Tx } from '../platform/database.ts';

/** In the order of `filters`. */
export async function countOpenIn(tx: Tx, looking: Looking, filters: readonly CallbackFilters[]): Promise<readonly number[]> {
  if (filters.length === 0) return [];
  const p = parameters(looking);
  const counts = filters.map((filter) => `count(*) filter (where ${filterSql(filter, looking, p)})`);
  const [row] = await tx.rows<{ counts: readonly number[] }>(
    `select array[${counts.join(', ')}] as counts, $2::timestamptz as at from callbacks c where c.company_id = $1 and c.status in ${OPEN_SQL}`,
    p.values,
  );
  return row!.counts.map(Number);
}
