// A callback as the outside sees it: exactly the contract's keys (section 5).
import type { Priority } from '../companies/company.ts';
import type { Json } from '../journal/journal.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { CreatedFrom, ErrorType } from './callback.ts';
import type { CallbackStatus } from './desk-state.ts';

export interface Named {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** Instants are ISO 8601 in UTC. */
export interface CallbackView {
  readonly id: string;
  readonly status: CallbackStatus;
  readonly priority: Priority;
  readonly error_type: ErrorType | null;
  readonly error_message: string | null;
  readonly category: string | null;
  readonly created_from: CreatedFrom;
  readonly customer_name: string | null;
  readonly phone_number: string | null;
  readonly phone_raw: string | null;
  readonly customer_email: string | null;
  readonly branch: Named | null;
  readonly service: Named | null;
  /** Id of a member of staff. */
  readonly assigned_to: string | null;
  readonly assignee: Named | null;
  /** A member of staff's id where one is behind it, else 'key:<id>' and the like. */
  readonly claimed_by: string | null;
  readonly claimed_by_name: string | null;
  readonly claim_until: string | null;
  readonly due_at: string;
  readonly overdue: boolean;
  readonly created_at: string;
  readonly assigned_at: string | null;
  readonly contacted_at: string | null;
  readonly completed_at: string | null;
  readonly resolution: string | null;
  readonly appointment_id: string | null;
  readonly call_id: string | null;
  readonly wish_id: string;
  readonly preferred_time_window: Json;
  readonly notes: string | null;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly attempts_count: number;
  readonly receipt: string;
  /** Callbacks that share it are of one caller. */
  readonly caller_key: string;
  readonly snoozed_until: string | null;
  readonly snooze_words: string | null;
  readonly next_attempt_at: string | null;
  readonly last_attempt_at: string | null;
  /** Since when a person has to decide how it goes on. */
  readonly decision_since: string | null;
  readonly escalation_level: number;
  readonly version: number;
  /** null where neither number nor address is known. */
  readonly customer_id: string | null;
}

const INSTANTS = [
  'due_at', 'created_at', 'assigned_at', 'contacted_at', 'completed_at', 'claim_until', 'snoozed_until', 'next_attempt_at', 'last_attempt_at', 'decision_since',
] as const;
type Instants = (typeof INSTANTS)[number];

export type CallbackRow = Omit<CallbackView, Instants> & {
  readonly due_at: EpochMs;
  readonly created_at: EpochMs;
  readonly assigned_at: EpochMs | null;
  readonly contacted_at: EpochMs | null;
  readonly completed_at: EpochMs | null;
  readonly claim_until: EpochMs | null;
  readonly snoozed_until: EpochMs | null;
  readonly next_attempt_at: EpochMs | null;
  readonly last_attempt_at: EpochMs | null;
  readonly decision_since: EpochMs | null;
};

/** Goes with callbackSource, and expects the present instant as $2. A claim that has run out is nobody's. */
export const CALLBACK_COLUMNS = `
  c.id, c.status, c.priority, c.error_type, c.error_message, c.category, c.created_from,
  c.customer_name, c.phone_number, c.phone_raw, c.customer_email,
  case when b.id is not null then json_build_object('id', b.id, 'slug', b.slug, 'name', b.name) end as branch,
  case when s.id is not null then json_build_object('id', s.id, 'slug', s.slug, 'name', s.name) end as service,
  c.assigned_to, case when a.id is not null then json_build_object('id', a.id, 'slug', a.slug, 'name', a.name) end as assignee,
  coalesce(cc.staff_id::text, cc.claimed_by) as claimed_by, cc.claimed_name as claimed_by_name, cc.claim_until,
  c.due_at, c.status in ('pending', 'assigned', 'contacted') and c.due_at < $2::timestamptz as overdue,
  c.created_at, c.assigned_at, c.contacted_at, c.completed_at, c.resolution, c.appointment_id, c.call_id, c.wish_id,
  c.preferred_time_window, c.notes, c.metadata, c.attempts_count, c.receipt,
  c.caller_key, c.snoozed_until, c.snooze_words, c.next_attempt_at, c.last_attempt_at, c.decision_since, c.escalation_level, c.version, c.customer_id`;

/** `rows`: of the table callbacks, or some of its rows under a name. */
export const callbackSource = (rows: string): string => `
  ${rows} c
  left join branches b on b.company_id = c.company_id and b.id = c.branch_id
  left join services s on s.company_id = c.company_id and s.id = c.service_id
  left join staff a on a.company_id = c.company_id and a.id = c.assigned_to
  left join caller_claims cc on cc.company_id = c.company_id and cc.caller_key = c.caller_key and cc.claim_until > $2::timestamptz`;

export function viewOf(row: CallbackRow): CallbackView {
  return { ...row, ...(Object.fromEntries(INSTANTS.map((name) => [name, isoOrNull(row[name])])) as Pick<CallbackView, Instants>) };
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
