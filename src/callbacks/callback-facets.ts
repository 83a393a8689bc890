// How many callbacks there are of each kind, under the same filters as the list, in one statement.
import type { Tx } from '../platform/database.ts';
import { filterSql } from './callback-filters.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { OPEN_SQL, parameters } from './callback-query.ts';
import type { Looking, Parameters } from './callback-query.ts';
import { lookedUp } from './search-callbacks.ts';
import type { SearchPart } from './search-callbacks.ts';
import { doneToday, OPEN_TABS } from './callback-tabs.ts';
import type { CallbackTab } from './callback-tabs.ts';

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

export interface FacetQuery extends Looking {
  readonly filters: CallbackFilters;
}

const KINDS = 'c.status, c.priority, c.error_type, c.created_from, c.branch_id, count(*) as n';

/** What is counted beforehand of closed callbacks (callback_tallies, migration 0010); whatever else narrows has to be counted row by row. */
const TALLIED: ReadonlySet<string> = new Set<keyof CallbackFilters>(['status', 'priority', 'errorType', 'createdFrom', 'branch']);

/**
 * The open ones are few and are looked at one by one, for the tabs; the closed ones pile up over the years, and mostly it
 * is known how many there are. A chosen tab narrows everything except the counts
 * of the tabs: they say what lies on the other piles.
 */
export async function callbackFacets(tx: Tx, query: FacetQuery): Promise<CallbackFacets> {
  const p = parameters(query);
  const { tab = 'all', ...filters } = await lookedUp(tx, query, query.filters);
  const where = filterSql(filters, query, p);
  const [facets] = await tx.rows<CallbackFacets>(
    `with open_rows as materialized (
       select c.company_id, c.caller_key, c.status, c.priority, c.error_type, c.created_from, c.branch_id, c.assigned_to, c.due_at, c.phone_number,
         c.customer_email, c.snoozed_until, c.next_attempt_at, c.decision_since
       from callbacks c
       where c.status in ${OPEN_SQL}
         and ${where}
     ),
     closed as materialized (
       ${closedSql(query, filters, p)}
     ),
     grouped as materialized (
       ${tab === 'done_today' ? '' : `select ${KINDS} from open_rows c where ${tab === 'all' ? 'true' : OPEN_TABS[tab](query, p)} group by 1, 2, 3, 4, 5`}
       ${tab === 'all' ? 'union all select * from closed' : ''}
       ${tab === 'done_today' ? `select ${KINDS} from callbacks c where ${doneToday(query, p)} and ${where} group by 1, 2, 3, 4, 5` : ''}
     ),
     counted as (
       select grouping(g.status, g.priority, g.error_type, g.created_from, g.branch) as kind,
         coalesce(g.status, g.priority, g.error_type, g.created_from, g.branch) as name, sum(g.n)::bigint as n
       from (select c.status, c.priority, coalesce(c.error_type, 'none') as error_type, c.created_from, coalesce(b.slug, 'none') as branch, c.n
             from grouped c left join branches b on b.company_id = $1 and b.id = c.branch_id) as g
       group by grouping sets ((g.status), (g.priority), (g.error_type), (g.created_from), (g.branch))
     )
     select
       (select coalesce(sum(n), 0)::bigint from grouped) as total,
       ${facet('status', 15)}, ${facet('priority', 23)}, ${facet('error_type', 27)}, ${facet('created_from', 29)}, ${facet('branch', 30)},
       (select json_build_object(
          ${Object.entries(OPEN_TABS).map(([name, condition]) => `'${name}', count(*) filter (where ${condition(query, p)})`).join(',\n          ')},
          'done_today', (select count(*) from callbacks c where ${doneToday(query, p)} and ${where}),
          'all', count(*) + (select coalesce(sum(n), 0)::bigint from closed)) from open_rows c) as tabs`,
    p.values,
  );
  return facets!;
}

/** From the tallies where they tell it; else from the rows, or of a search from the index that holds all that is needed. */
function closedSql(looking: Looking, filters: CallbackFilters, p: Parameters): string {
  if (isTallied(filters)) return `select c.status, c.priority, c.error_type, c.created_from, c.branch_id, c.n from callback_tallies c where ${filterSql(filters, looking, p)}`;
  const parts: readonly SearchPart[] = filters.q === undefined ? ['whole'] : ['text', 'cut'];
  return parts.map((part) => `select ${KINDS} from callbacks c where c.status in ('completed', 'expired', 'cancelled') and ${filterSql(filters, looking, p, part)} group by 1, 2, 3, 4, 5`).join(' union all ');
}

function isTallied(filters: CallbackFilters): boolean {
  return Object.entries(filters).every(([name, value]) => value === undefined || TALLIED.has(name));
}

/** `kind`: of its five columns the one that is grouped by, as grouping() says it. */
function facet(name: string, kind: number): string {
  return `coalesce((select json_object_agg(name, n) from counted where kind = ${kind}), '{}') as ${name}`;
}
