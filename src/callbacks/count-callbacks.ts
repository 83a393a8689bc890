import type { Tx } from '../platform/database.ts';
import { filterSql } from './callback-filters.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { parameters } from './callback-query.ts';
import type { Looking } from './callback-query.ts';
import { lookedUp } from './search-callbacks.ts';

export async function countCallbacks(tx: Tx, query: Looking & { readonly filters: CallbackFilters }): Promise<number> {
  const p = parameters(query);
  const filters = await lookedUp(tx, query, query.filters);
  const [row] = await tx.rows<{ n: number }>(`select count(*) as n, $2::timestamptz as at from callbacks c where ${filterSql(filters, query, p)}`, p.values);
  return row!.n;
}
