// How many callbacks there are of each kind, under the same filters as the list, in one statement.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { FILTERS_SQL, filterValues } from './callback-filters.ts';
import type { CallbackFilters } from './callback-filters.ts';
import { CALLBACK_SOURCE } from './callback-view.ts';

const CALLBACK_TABS = [
  'due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all',
] as const;
export type CallbackTab = (typeof CALLBACK_TABS)[number];

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
  readonly tabs: Readonly<Record<CallbackTab, number>>;
}

export interface FacetQuery {
  readonly companyId: string;
  readonly filters: CallbackFilters;
  readonly now: EpochMs;
  /** The company's today, [startAt, endAt). */
  readonly today: { readonly startAt: EpochMs; readonly endAt: EpochMs };
  /** Member of staff who asks; null for an API key. */
  readonly staffId: string | null;
}

// Whatever is due within half an hour is due now: whoever looks once in a while would find it overdue otherwise.
const FACETS_SQL = `
with shown as (
  select c.status, c.priority, coalesce(c.error_type, 'none') as error_type, c.created_from, coalesce(b.slug, 'none') as branch,
    c.assigned_to, c.due_at, c.completed_at, c.phone_number, c.customer_email,
    cc.caller_key is not null as claimed, c.snoozed_until, c.next_attempt_at, c.decision_since,
    c.status in ('pending', 'assigned', 'contacted') as open
  from ${CALLBACK_SOURCE}
  where ${FILTERS_SQL}
),
counted as (
  select grouping(status, priority, error_type, created_from, branch) as kind,
    coalesce(status, priority, error_type, created_from, branch) as name, count(*) as n
  from shown
  group by grouping sets ((status), (priority), (error_type), (created_from), (branch))
)
select
  (select count(*) from shown) as total,
  coalesce((select json_object_agg(name, n) from counted where kind = 15), '{}') as status,
  coalesce((select json_object_agg(name, n) from counted where kind = 23), '{}') as priority,
  coalesce((select json_object_agg(name, n) from counted where kind = 27), '{}') as error_type,
  coalesce((select json_object_agg(name, n) from counted where kind = 29), '{}') as created_from,
  coalesce((select json_object_agg(name, n) from counted where kind = 30), '{}') as branch,
  (select json_build_object(
    'due_now', count(*) filter (where open and coalesce(snoozed_until <= $2::timestamptz, true) and due_at < $2::timestamptz + interval '30 minutes'),
    'mine', count(*) filter (where open and assigned_to = $17::uuid),
    'unassigned', count(*) filter (where open and assigned_to is null and not claimed),
    'waiting', count(*) filter (where open and (status = 'contacted' or snoozed_until > $2::timestamptz or next_attempt_at > $2::timestamptz)),
    'decision_needed', count(*) filter (where open and (decision_since is not null or (phone_number is null and customer_email is null))),
    'today', count(*) filter (where open and due_at >= $15::timestamptz and due_at < $16::timestamptz),
    'critical', count(*) filter (where open and (priority = 'urgent' or error_type = 'partial_booking')),
    'overdue', count(*) filter (where open and due_at < $2::timestamptz),
    'done_today', count(*) filter (where not open and completed_at >= $15::timestamptz and completed_at < $16::timestamptz),
    'all', count(*)) from shown) as tabs`;

export async function callbackFacets(tx: Tx, query: FacetQuery): Promise<CallbackFacets> {
  const [facets] = await tx.rows<CallbackFacets>(FACETS_SQL, [
    ...filterValues(query.companyId, query.filters, query.now),
    iso(query.today.startAt),
    iso(query.today.endAt),
    query.staffId,
  ]);
  return facets!;
}
