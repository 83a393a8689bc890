// The filters of the callback list, in one place so that the facets count exactly what the list shows. A statement is made
// of those that were asked for: one that had to hold for every combination would use no index well.
import type { Priority } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { CreatedFrom, ErrorType } from './callback.ts';
import { CLAIMED_SQL, OPEN_SQL } from './callback-query.ts';
import type { Looking, Parameters } from './callback-query.ts';
import { searchedSql } from './search-callbacks.ts';
import type { SearchPart } from './search-callbacks.ts';
import { tabSql } from './callback-tabs.ts';
import type { CallbackTab } from './callback-tabs.ts';
import type { CallbackStatus } from './desk-state.ts';

/** Each is optional; several values of one filter are alternatives, several filters narrow. */
export interface CallbackFilters {
  readonly status?: readonly CallbackStatus[] | undefined;
  readonly priority?: readonly Priority[] | undefined;
  readonly errorType?: readonly (ErrorType | 'none')[] | undefined;
  readonly createdFrom?: readonly CreatedFrom[] | undefined;
  /** Ids or slugs, or 'none'. */
  readonly branch?: readonly string[] | undefined;
  readonly service?: readonly string[] | undefined;
  /** As they stand there, or 'none'. */
  readonly category?: readonly string[] | undefined;
  /** Fingerprints (src/insights/error-groups.ts). */
  readonly errorGroup?: readonly string[] | undefined;
  /** Ids of staff, or 'none'. */
  readonly assignedTo?: readonly string[] | undefined;
  readonly overdue?: boolean | undefined;
  /** Somebody is on it at this moment. */
  readonly claimed?: boolean | undefined;
  /** A person has to decide how it goes on. */
  readonly decision?: boolean | undefined;
  readonly tab?: CallbackTab | undefined;
  /** Id of a customer. */
  readonly customer?: string | undefined;
  /** Inclusive. */
  readonly createdAfter?: EpochMs | undefined;
  /** Exclusive. */
  readonly createdBefore?: EpochMs | undefined;
  /** Words, all of which stand in name, notes or e-mail; digits also in the number, however it is spelled. */
  readonly q?: string | undefined;
  /** Among these. */
  readonly ids?: readonly string[] | undefined;
}

/** A condition over callbacks as c. */
export function filterSql(filters: CallbackFilters, looking: Looking, p: Parameters, part: SearchPart = 'whole'): string {
  const open = `c.status in ${OPEN_SQL}`;
  const overdue = `(${open} and c.due_at < $2::timestamptz)`;
  const decision = `(${open} and c.decision_since is not null)`;
  const either = (is: boolean | undefined, condition: string): string[] => (is === undefined ? [] : [is ? condition : `not ${condition}`]);
  return [
    'c.company_id = $1',
    ...among('c.status', filters.status, p),
    ...among('c.priority', filters.priority, p),
    ...among('c.error_type', filters.errorType, p),
    ...among('c.created_from', filters.createdFrom, p),
    ...among('c.category', filters.category, p),
    ...among('c.error_group', filters.errorGroup, p),
    ...named({ column: 'c.branch_id', table: 'branches' }, filters.branch, p),
    ...named({ column: 'c.service_id', table: 'services' }, filters.service, p),
    // as ids, so that an index serves; whatever is none ('me' of somebody who is no member of staff) is nobody's
    ...among('c.assigned_to', filters.assignedTo?.filter((who) => who === 'none' || isUuid(who)), p, 'uuid'),
    ...either(filters.overdue, overdue),
    ...either(filters.claimed, CLAIMED_SQL),
    ...either(filters.decision, decision),
    ...(filters.tab === undefined ? [] : [tabSql(filters.tab, looking, p)]),
    ...(filters.customer === undefined ? [] : [`c.customer_id = ${p.add(filters.customer)}::uuid`]),
    ...(filters.createdAfter === undefined ? [] : [`c.created_at >= ${p.add(iso(filters.createdAfter))}`]),
    ...(filters.createdBefore === undefined ? [] : [`c.created_at < ${p.add(iso(filters.createdBefore))}`]),
    ...(filters.ids === undefined ? [] : [`c.id = any (${p.add(filters.ids)}::uuid[])`]),
    ...searchedSql(filters.q, p, part),
  ].join('\n  and ');
}

function among(column: string, wanted: readonly string[] | undefined, p: Parameters, type: 'text' | 'uuid' = 'text'): string[] {
  if (wanted === undefined) return [];
  const some = wanted.filter((value) => value !== 'none');
  const conditions = [...(some.length === 0 ? [] : [`${column} = any (${p.add(some)}::${type}[])`]), ...(wanted.includes('none') ? [`${column} is null`] : [])];
  return conditions.length === 0 ? ['false'] : [`(${conditions.join(' or ')})`];
}

function named(of: { readonly column: string; readonly table: 'branches' | 'services' }, wanted: readonly string[] | undefined, p: Parameters): string[] {
  if (wanted === undefined) return [];
  const some = wanted.filter((value) => value !== 'none');
  const names = some.length === 0 ? null : p.add(some);
  const conditions = [
    // an array and not a join: made once, before the callbacks are looked at
    ...(names === null ? [] : [`${of.column} = any (array(select n.id from ${of.table} n where n.company_id = $1 and (n.id::text = any (${names}) or n.slug = any (${names}))))`]),
    ...(wanted.includes('none') ? [`${of.column} is null`] : []),
  ];
  return conditions.length === 0 ? ['false'] : [`(${conditions.join(' or ')})`];
}
