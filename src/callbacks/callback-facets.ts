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
  /** By slug, or 'none'. */
  readonly service: Counts;
  /** By id of the member of staff, or 'none'. */
  readonly assigned_to: Counts;
  readonly category: Counts;
  /** Of all piles, whichever one the filters name. */
  readonly tabs: Readonly<Record<CallbackTab, number>>;
}

export interface FacetQuery extends Looking {
  readonly filters: CallbackFilters;
}

/** What grouping() says of the one of these columns by which rows are grouped. The category is counted beside them. */
const FACETS = { status: 63, priority: 95, error_type: 111, created_from: 119, branch_id: 123, service_id: 125, assigned_to: 126 } as const;
const CATEGORY = 0;
const COLUMNS = Object.keys(FACETS).map((column) => `c.${column}`);
const TALLIED_COLUMNS = COLUMNS.slice(0, 5);
const ROW = `${COLUMNS.join(', ')}, c.category, 1 as n`;
const BY_KIND = `group by ${COLUMNS.map((_, i) => i + 1).join(', ')}, ${COLUMNS.length + 1}`;
const CLOSED = `c.status in ('completed', 'expired', 'cancelled')`;

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
  const closed = closedSql(query, filters, p);
  const today = `from callbacks c where ${doneToday(query, p)} and ${where}`;
  const [facets] = await tx.rows<CallbackFacets>(
    `with open_rows as materialized (
       select ${COLUMNS.join(', ')}, c.category, c.company_id, c.caller_key, c.due_at, c.phone_number, c.customer_email, c.snoozed_until, c.next_attempt_at, c.decision_since
       from callbacks c
       where c.status in ${OPEN_SQL}
         and ${where}
     ),
     closed as materialized (${closed.rows}),
     shown as materialized (
       ${tab === 'done_today' ? `select ${ROW} ${today}` : `select ${ROW} from open_rows c where ${tab === 'all' ? 'true' : OPEN_TABS[tab](query, p)}`}
       ${tab === 'all' && !closed.tallied ? 'union all select * from closed' : ''}
     ),
     counted as materialized (
       select facet, value, sum(n)::bigint as n from (
         select grouping(${COLUMNS.join(', ')}) as facet, coalesce(${asText(COLUMNS)}, 'none') as value, sum(c.n) as n from shown c group by grouping sets (${sets(COLUMNS)})
         union all select ${CATEGORY}, c.category, sum(c.n) from shown c where c.category is not null group by 2
         ${tab === 'all' ? closed.beside() : ''}
       ) as each_way group by 1, 2
     )
     select
       (select coalesce(sum(n), 0)::bigint from counted where facet = ${FACETS.status}) as total,
       ${facet('status', FACETS.status)}, ${facet('priority', FACETS.priority)}, ${facet('error_type', FACETS.error_type)}, ${facet('created_from', FACETS.created_from)},
       ${facet('branch', FACETS.branch_id, slugIn('branches'))}, ${facet('service', FACETS.service_id, slugIn('services'))}, ${facet('assigned_to', FACETS.assigned_to)},
       (select coalesce(json_object_agg(value, n) filter (where n > 0), '{}') from (
          select value, n from counted where facet = ${CATEGORY}
          union all select 'none', coalesce(sum(case facet when ${FACETS.status} then n when ${CATEGORY} then -n end), 0)::bigint from counted) as f) as category,
       (select json_build_object(
          ${Object.entries(OPEN_TABS).map(([name, condition]) => `'${name}', count(*) filter (where ${condition(query, p)})`).join(',\n          ')},
          'done_today', (select count(*) ${today}),
          'all', count(*) + (select coalesce(sum(n), 0)::bigint from closed)) from open_rows c) as tabs`,
    p.values,
  );
  return facets!;
}

interface Closed {
  readonly tallied: boolean;
  readonly rows: string;
  /** What `rows` do not tell apart, as (facet, value, n). Made only where it is asked: a value that no statement mentions has no type. */
  readonly beside: () => string;
}

/** From the tallies where they tell it; else from the rows, or of a search from the index that holds all that is needed. */
function closedSql(looking: Looking, filters: CallbackFilters, p: Parameters): Closed {
  const where = (part?: SearchPart): string => filterSql(filters, looking, p, part);
  if (isTallied(filters)) {
    return {
      tallied: true,
      rows: `select ${TALLIED_COLUMNS.join(', ')}, c.n from callback_tallies c where ${where()}`,
      beside: () => `union all select grouping(${TALLIED_COLUMNS.join(', ')}) * 4 + 3, coalesce(${asText(TALLIED_COLUMNS)}, 'none'), sum(c.n) from closed c group by grouping sets (${sets(TALLIED_COLUMNS)})
         union all select case c.part when 'service' then ${FACETS.service_id} when 'assignee' then ${FACETS.assigned_to} else ${CATEGORY} end, c.value, sum(c.n)
         from callback_part_tallies c where ${where()} group by 1, 2`,
    };
  }
  const rows = (category: string, part?: SearchPart): string => `select ${COLUMNS.join(', ')}, ${category} as category, count(*) as n from callbacks c where ${CLOSED} and ${where(part)} ${BY_KIND}`;
  if (filters.q === undefined) return { tallied: false, rows: rows('c.category'), beside: () => '' };
  return {
    tallied: false,
    rows: [rows('null::text', 'text'), rows('null::text', 'cut')].join(' union all '),
    // the index that holds the texts has no room for it
    beside: () => `union all select ${CATEGORY}, c.category, count(*) from callbacks c where ${CLOSED} and c.category is not null and ${where()} group by 2`,
  };
}

function isTallied(filters: CallbackFilters): boolean {
  return Object.entries(filters).every(([name, value]) => value === undefined || TALLIED.has(name));
}

function sets(columns: readonly string[]): string {
  return columns.map((column) => `(${column})`).join(', ');
}

function asText(columns: readonly string[]): string {
  return columns.map((column) => (/_(id|to)$/.test(column) ? `${column}::text` : column)).join(', ');
}

function slugIn(table: 'branches' | 'services'): string {
  return `coalesce((select named.slug from ${table} named where named.company_id = $1 and named.id::text = f.value), 'none')`;
}

/** `key`: under what a value of f is shown. */
function facet(name: string, kind: number, key = 'f.value'): string {
  return `coalesce((select json_object_agg(${key}, f.n) from counted f where f.facet = ${kind}), '{}') as ${name}`;
}
