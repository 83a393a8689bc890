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

/** What grouping() says of the one of these columns by which rows are grouped. */
const FACETS = { status: 127, priority: 191, error_type: 223, created_from: 239, branch_id: 247, service_id: 251, assigned_to: 253, category: 254 } as const;
const COLUMNS = Object.keys(FACETS).map((column) => `c.${column}`);
const ROW = `${COLUMNS.join(', ')}, 1 as n`;
const TALLIED_COLUMNS = COLUMNS.slice(0, 5);
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
       select ${COLUMNS.join(', ')}, c.company_id, c.caller_key, c.due_at, c.phone_number, c.customer_email, c.snoozed_until, c.next_attempt_at, c.decision_since
       from callbacks c
       where c.status in ${OPEN_SQL}
         and ${where}
     ),
     closed as materialized (${closed.rows}),
     shown as (
       ${tab === 'done_today' ? `select ${ROW} ${today}` : `select ${ROW} from open_rows c where ${tab === 'all' ? 'true' : OPEN_TABS[tab](query, p)}`}
       ${tab === 'all' && !closed.tallied ? 'union all select * from closed' : ''}
     ),
     counted as (
       select facet, value, sum(n)::bigint as n from (
         select grouping(${COLUMNS.join(', ')}) as facet, coalesce(${asText(COLUMNS)}, 'none') as value, sum(c.n) as n from shown c group by grouping sets (${sets(COLUMNS)})
         ${tab === 'all' ? closed.beside() : ''}
       ) as each_way group by 1, 2
     )
     select coalesce(sum(f.n) filter (where f.facet = ${FACETS.status}), 0)::bigint as total,
       ${facet('status', FACETS.status)}, ${facet('priority', FACETS.priority)}, ${facet('error_type', FACETS.error_type)}, ${facet('created_from', FACETS.created_from)},
       ${facet('branch', FACETS.branch_id, `coalesce(b.slug, 'none')`)}, ${facet('service', FACETS.service_id, `coalesce(s.slug, 'none')`)}, ${facet('assigned_to', FACETS.assigned_to)}, ${facet('category', FACETS.category)},
       (select json_build_object(
          ${Object.entries(OPEN_TABS).map(([name, condition]) => `'${name}', count(*) filter (where ${condition(query, p)})`).join(',\n          ')},
          'done_today', (select count(*) ${today}),
          'all', count(*) + (select coalesce(sum(n), 0)::bigint from closed)) from open_rows c) as tabs
     from counted f
     left join branches b on b.company_id = $1 and f.facet = ${FACETS.branch_id} and b.id::text = f.value
     left join services s on s.company_id = $1 and f.facet = ${FACETS.service_id} and s.id::text = f.value`,
    p.values,
  );
  return { ...facets!, category: withNone(facets!) };
}

/** Where closed callbacks have no category is counted nowhere: it is what the others leave. */
function withNone({ category, total }: CallbackFacets): Counts {
  const { none: _none, ...named } = category;
  const left = total - Object.values(named).reduce((sum, n) => sum + n, 0);
  return left === 0 ? named : { ...named, none: left };
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
      beside: () => `union all select grouping(${TALLIED_COLUMNS.join(', ')}) * 8 + 7, coalesce(${asText(TALLIED_COLUMNS)}, 'none'), sum(c.n) from closed c group by grouping sets (${sets(TALLIED_COLUMNS)})
         union all select case c.part when 'service' then ${FACETS.service_id} when 'assignee' then ${FACETS.assigned_to} else ${FACETS.category} end, c.value, sum(c.n)
         from callback_part_tallies c where ${where()} group by 1, 2`,
    };
  }
  const rows = (columns: readonly string[], part?: SearchPart): string => `select ${columns.join(', ')}, count(*) as n from callbacks c where ${CLOSED} and ${where(part)} group by ${columns.map((_, i) => i + 1).join(', ')}`;
  if (filters.q === undefined) return { tallied: false, rows: rows(COLUMNS), beside: () => '' };
  // the index that holds all texts has no room for a category beside them; another one holds those that have one
  const inIndex = [...COLUMNS.slice(0, -1), 'null::text'];
  return {
    tallied: false,
    rows: [rows(inIndex, 'text'), rows(inIndex, 'cut')].join(' union all '),
    beside: () => (['text', 'cut'] as const).map((part) => `union all select ${FACETS.category}, c.category, count(*) from callbacks c where ${CLOSED} and c.category is not null and ${where(part)} group by 2`).join(' '),
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

/** `key`: under what a value of f is shown. */
function facet(name: string, kind: number, key = 'f.value'): string {
  return `coalesce(json_object_agg(${key}, f.n) filter (where f.facet = ${kind}), '{}') as ${name}`;
}
