import type { Tx } from '../platform/database.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { FILTERS_SQL, filterValues, TAB_SQL } from './callback-filters.ts';
import type { CallbackFilters, FilterContext } from './callback-filters.ts';
import { CALLBACK_COLUMNS, CALLBACK_SOURCE, viewOf } from './callback-view.ts';
import type { CallbackRow, CallbackView } from './callback-view.ts';

interface Order {
  readonly by: string;
  /** One bigint per key of the cursor. */
  readonly keys: readonly string[];
  /** True for rows after the place in $20 (keys) and $21 (id). */
  readonly after: string;
}

const DUE_US = '(extract(epoch from c.due_at) * 1000000)::bigint';
const CREATED_US = '(extract(epoch from c.created_at) * 1000000)::bigint';
const RANK = "case c.priority when 'urgent' then 0 when 'high' then 1 else 2 end";
const instant = (key: number): string => `timestamptz 'epoch' + ($20::bigint[])[${key}] * interval '1 microsecond'`;

export const CALLBACK_SORTS = {
  due_at: { by: 'c.due_at, c.id', keys: [DUE_US], after: `(c.due_at, c.id) > (${instant(1)}, $21::uuid)` },
  '-due_at': { by: 'c.due_at desc, c.id desc', keys: [DUE_US], after: `(c.due_at, c.id) < (${instant(1)}, $21::uuid)` },
  created_at: { by: 'c.created_at, c.id', keys: [CREATED_US], after: `(c.created_at, c.id) > (${instant(1)}, $21::uuid)` },
  '-created_at': { by: 'c.created_at desc, c.id desc', keys: [CREATED_US], after: `(c.created_at, c.id) < (${instant(1)}, $21::uuid)` },
  // the most urgent first, and among equals the earliest deadline
  priority: { by: `${RANK}, c.due_at, c.id`, keys: [RANK, DUE_US], after: `(${RANK}, c.due_at, c.id) > (($20::bigint[])[1], ${instant(2)}, $21::uuid)` },
} as const satisfies Readonly<Record<string, Order>>;

export type CallbackSort = keyof typeof CALLBACK_SORTS;

export interface CallbackListQuery extends FilterContext {
  readonly filters: CallbackFilters;
  readonly sort: CallbackSort;
  readonly limit: number;
  readonly after: Place | null;
}

export async function listCallbacks(tx: Tx, query: CallbackListQuery): Promise<Page<CallbackView>> {
  const order: Order = CALLBACK_SORTS[query.sort];
  const rows = await tx.rows<CallbackRow & { readonly cursor_keys: readonly number[] }>(
    `select ${CALLBACK_COLUMNS}, array[${order.keys.map((key) => `(${key})::bigint`).join(', ')}] as cursor_keys
     from ${CALLBACK_SOURCE}
     where ${FILTERS_SQL}
       and ${TAB_SQL}
       and ($21::uuid is null or ${order.after})
     order by ${order.by}
     limit $19`,
    [...filterValues(query, query.filters), query.limit + 1, query.after?.keys ?? null, query.after?.id ?? null],
  );
  return page(rows, query.limit, {
    item: ({ cursor_keys: _keys, ...row }) => viewOf(row),
    place: (row) => ({ keys: row.cursor_keys, id: row.id }),
  });
}
