// The filters of the callback list, in one place so that the facets count exactly what the list shows.
import type { Priority } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Value } from '../platform/database.ts';
import type { CreatedFrom, ErrorType } from './callback.ts';
import type { CallbackStatus } from './desk-state.ts';

export const CALLBACK_TABS = ['due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all'] as const;
export type CallbackTab = (typeof CALLBACK_TABS)[number];

/** Each is optional; several values of one filter are alternatives, several filters narrow. */
export interface CallbackFilters {
  readonly status?: readonly CallbackStatus[] | undefined;
  readonly priority?: readonly Priority[] | undefined;
  readonly errorType?: readonly (ErrorType | 'none')[] | undefined;
  readonly createdFrom?: readonly CreatedFrom[] | undefined;
  /** Ids or slugs, or 'none'. */
  readonly branch?: readonly string[] | undefined;
  /** Ids of staff, or 'none'. */
  readonly assignedTo?: readonly string[] | undefined;
  readonly overdue?: boolean | undefined;
  /** Inclusive. */
  readonly createdAfter?: EpochMs | undefined;
  /** Exclusive. */
  readonly createdBefore?: EpochMs | undefined;
  /** Words, all of which stand in name, notes or e-mail; digits also in the number, however it is spelled. */
  readonly q?: string | undefined;
  /** Id of a customer. */
  readonly customer?: string | undefined;
  readonly tab?: CallbackTab | undefined;
}

/** What a filter means depends on when and by whom it is asked. */
export interface FilterContext {
  readonly companyId: string;
  readonly now: EpochMs;
  /** The company's today, [startAt, endAt). */
  readonly today: { readonly startAt: EpochMs; readonly endAt: EpochMs };
  /** Member of staff who asks; null for an API key. */
  readonly staffId: string | null;
}

const OPEN = "c.status in ('pending', 'assigned', 'contacted')";

/** What lies on each pile; the list shows it and the facets count it. Whatever is due within half an hour is due now: whoever looks once in a while would find it overdue otherwise. */
export const TAB_CONDITIONS: Readonly<Record<CallbackTab, string>> = {
  due_now: `${OPEN} and coalesce(c.snoozed_until <= $2::timestamptz, true) and c.due_at < $2::timestamptz + interval '30 minutes'`,
  mine: `${OPEN} and c.assigned_to = $17::uuid`,
  unassigned: `${OPEN} and c.assigned_to is null and cc.caller_key is null`,
  waiting: `${OPEN} and (c.status = 'contacted' or c.snoozed_until > $2::timestamptz or c.next_attempt_at > $2::timestamptz)`,
  decision_needed: `${OPEN} and (c.decision_since is not null or (c.phone_number is null and c.customer_email is null))`,
  today: `${OPEN} and c.due_at >= $15::timestamptz and c.due_at < $16::timestamptz`,
  critical: `${OPEN} and (c.priority = 'urgent' or c.error_type = 'partial_booking')`,
  overdue: `${OPEN} and c.due_at < $2::timestamptz`,
  done_today: `not (${OPEN}) and c.completed_at >= $15::timestamptz and c.completed_at < $16::timestamptz`,
  all: 'true',
};

/** Goes with `filterValues` ($1 to $18) and CALLBACK_SOURCE. The pile is a condition of its own: the facets count the others, too. */
export const FILTERS_SQL = `
      c.company_id = $1
  and ($3::text[] is null or c.status = any ($3))
  and ($4::text[] is null or c.priority = any ($4))
  and ($5::text[] is null or coalesce(c.error_type, 'none') = any ($5))
  and ($6::text[] is null or c.created_from = any ($6))
  and ($7::text[] is null or coalesce(c.branch_id::text, 'none') = any ($7) or b.slug = any ($7))
  and ($8::text[] is null or coalesce(c.assigned_to::text, 'none') = any ($8))
  and ($9::boolean is null or $9 = (c.status in ('pending', 'assigned', 'contacted') and c.due_at < $2::timestamptz))
  and ($10::timestamptz is null or c.created_at >= $10)
  and ($11::timestamptz is null or c.created_at < $11)
  and ($12::text[] is null
    or concat_ws(' ', c.customer_name, c.notes, c.customer_email, c.phone_number, c.phone_raw) ilike all ($12)
    or concat_ws(' ', c.phone_number, regexp_replace(c.phone_raw, '[^0-9]', '', 'g')) like $13)
  and ($14::uuid is null or c.customer_id = $14)`;

export const TAB_SQL = `case $18::text ${CALLBACK_TABS.map((tab) => `when '${tab}' then ${TAB_CONDITIONS[tab]}`).join(' ')} else true end`;

export function filterValues({ companyId, now, today, staffId }: FilterContext, filters: CallbackFilters): (Value | null)[] {
  return [
    companyId,
    iso(now),
    filters.status ?? null,
    filters.priority ?? null,
    filters.errorType ?? null,
    filters.createdFrom ?? null,
    filters.branch ?? null,
    filters.assignedTo ?? null,
    filters.overdue ?? null,
    filters.createdAfter === undefined ? null : iso(filters.createdAfter),
    filters.createdBefore === undefined ? null : iso(filters.createdBefore),
    wordPatterns(filters.q),
    numberPattern(filters.q),
    filters.customer ?? null,
    iso(today.startAt),
    iso(today.endAt),
    staffId,
    filters.tab ?? null,
  ];
}
