// How many callbacks there are of each kind, under the same filters as the list, in one statement.
import type { Tx } from '../platform/database.ts';
import { CALLBACK_TABS, FILTERS_SQL, filterValues, TAB_CONDITIONS, TAB_SQL } from './callback-filters.ts';
import type { CallbackFilters, CallbackTab, FilterContext } from './callback-filters.ts';
import { CALLBACK_SOURCE } from './callback-view.ts';

type Counts = Readonly<Record<string, number>>;

export interface CallbackFacets {
  readonly total: number;
  readonly status: Counts;
  readonly priority: Counts;
  /** With the key 'none' for callbacks without an error. */
  readonly error_type: Counts;
  readonly created_from: Counts;
  /** By slug; 'none' where the branch is not known. */
  readonly branch: Counts;
  /** Of all piles, whichever one the filters name. */
  readonly tabs: Readonly<Record<CallbackTab, number>>;
}

export interface FacetQuery extends FilterContext {
  readonly filters: CallbackFilters;
}

const FACETS_SQL = `
with shown as (
  select c.status, c.priority, coalesce(c.error_type, 'none') as error_type, c.created_from, coalesce(b.slug, 'none') as branch,
    ${TAB_SQL} as in_tab, ${CALLBACK_TABS.map((tab) => `${TAB_CONDITIONS[tab]} as in_${tab}`).join(', ')}
  from ${CALLBACK_SOURCE}
  where ${FILTERS_SQL}
),
counted as (
  select grouping(status, priority, error_type, created_from, branch) as kind,
    coalesce(status, priority, error_type, created_from, branch) as name, count(*) as n
  from shown where in_tab
  group by grouping sets ((status), (priority), (error_type), (created_from), (branch))
)
select
  (select count(*) from shown where in_tab) as total,
  coalesce((select json_object_agg(name, n) from counted where kind = 15), '{}') as status,
  coalesce((select json_object_agg(name, n) from counted where kind = 23), '{}') as priority,
  coalesce((select json_object_agg(name, n) from counted where kind = 27), '{}') as error_type,
  coalesce((select json_object_agg(name, n) from counted where kind = 29), '{}') as created_from,
  coalesce((select json_object_agg(name, n) from counted where kind = 30), '{}') as branch,
  (select json_build_object(${CALLBACK_TABS.map((tab) => `'${tab}', count(*) filter (where in_${tab})`).join(', ')}) from shown) as tabs`;

export async function callbackFacets(tx: Tx, query: FacetQuery): Promise<CallbackFacets> {
  const [facets] = await tx.rows<CallbackFacets>(FACETS_SQL, filterValues(query, query.filters));
  return facets!;
}
