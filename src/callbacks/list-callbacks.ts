import type { Tx } from '../platform/database.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { filterSql } from './callback-filters.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { parameters } from './callback-query.ts';
import type { Looking } from './callback-query.ts';
import { lookedUp } from './search-callbacks.ts';
import { CALLBACK_COLUMNS, callbackSource, viewOf } from './callback-view.ts';
import type { CallbackRow, CallbackView } from './callback-view.ts';

interface Order {
  readonly by: string;
  /** One bigint per key of the cursor. */
  readonly keys: readonly string[];
  /** True for rows after the place: the keys of the last row, and its id. */
  readonly after: (keys: readonly string[], id: string) => string;
}

const DUE_US = '(extract(epoch from c.due_at) * 1000000)::bigint';
const CREATED_US = '(extract(epoch from c.created_at) * 1000000)::bigint';
const RANK = "case c.priority when 'urgent' then 0 when 'high' then 1 else 2 end";
const instant = (key: string | undefined): string => `timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond'`;

export const CALLBACK_SORTS = {
  due_at: { by: 'c.due_at, c.id', keys: [DUE_US], after: ([due], id) => `(c.due_at, c.id) > (${instant(due)}, ${id}::uuid)` },
  '-due_at': { by: 'c.due_at desc, c.id desc', keys: [DUE_US], after: ([due], id) => `(c.due_at, c.id) < (${instant(due)}, ${id}::uuid)` },
  created_at: { by: 'c.created_at, c.id', keys: [CREATED_US], after: ([created], id) => `(c.created_at, c.id) > (${instant(created)}, ${id}::uuid)` },
  '-created_at': { by: 'c.created_at desc, c.id desc', keys: [CREATED_US], after: ([created], id) => `(c.created_at, c.id) < (${instant(created)}, ${id}::uuid)` },
  // the most urgent first, and among equals the earliest deadline
  priority: { by: `${RANK}, c.due_at, c.id`, keys: [RANK, DUE_US], after: ([rank, due], id) => `(${RANK}, c.due_at, c.id) > (${rank}::int, ${instant(due)}, ${id}::uuid)` },
} as const satisfies Readonly<Record<string, Order>>;

export type CallbackSort = keyof typeof CALLBACK_SORTS;

export interface CallbackListQuery extends Looking {
  readonly filters: CallbackFilters;
  readonly sort: CallbackSort;
  readonly limit: number;
  readonly after: Place | null;
}

/** The rows that are shown are found first, and only then what is around them: a join for each row of a long list costs more than the list. */
export async function listCallbacks(tx: Tx, query: CallbackListQuery): Promise<Page<CallbackView>> {
  const order: Order = CALLBACK_SORTS[query.sort];
  const p = parameters(query);
  const where = filterSql(await lookedUp(tx, query, query.filters), query, p);
  const { after } = query;
  const place = after === null ? 'true' : order.after(after.keys.map((key) => p.add(key)), p.add(after.id));
  const rows = await tx.rows<CallbackRow & { readonly cursor_keys: readonly number[] }>(
    `with shown as (
       select c.* from callbacks c
       where ${where}
         and ${place}
       order by ${order.by}
       limit ${p.add(query.limit + 1)})
     select ${CALLBACK_COLUMNS}, array[${order.keys.map((key) => `(${key})::bigint`).join(', ')}] as cursor_keys
     from ${callbackSource('shown')}
     order by ${order.by}`,
    p.values,
  );
  return page(rows, query.limit, {
    item: ({ cursor_keys: _keys, ...row }) => viewOf(row),
    place: (row) => ({ keys: row.cursor_keys, id: row.id }),
  });
}
