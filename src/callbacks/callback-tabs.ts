// The tabs of the desk: ways to look at the pile. One condition each, so that what a tab counts is what it shows.
import { iso } from '../platform/iso.ts';
import { CLAIMED_SQL, OPEN_SQL } from './callback-query.ts';
import type { Looking, Parameters } from './callback-query.ts';

export const CALLBACK_TABS = ['due_now', 'mine', 'unassigned', 'waiting', 'decision_needed', 'today', 'critical', 'overdue', 'done_today', 'all'] as const;
export type CallbackTab = (typeof CALLBACK_TABS)[number];

type Condition = (looking: Looking, p: Parameters) => string;

/** Over callbacks as c that are open. */
export const OPEN_TABS = {
  // Whatever is due within half an hour is due now: whoever looks once in a while would find it overdue otherwise.
  due_now: () => `(coalesce(c.snoozed_until <= $2::timestamptz, true) and c.due_at < $2::timestamptz + interval '30 minutes')`,
  mine: ({ staffId }, p) => (staffId === null ? 'false' : `c.assigned_to = ${p.add(staffId)}::uuid`),
  unassigned: () => `(c.assigned_to is null and not ${CLAIMED_SQL})`,
  waiting: () => `(c.status = 'contacted' or c.snoozed_until > $2::timestamptz or c.next_attempt_at > $2::timestamptz)`,
  decision_needed: () => '(c.decision_since is not null or (c.phone_number is null and c.customer_email is null))',
  today: ({ today }, p) => `(c.due_at >= ${p.add(iso(today.startAt))}::timestamptz and c.due_at < ${p.add(iso(today.endAt))}::timestamptz)`,
  critical: () => `(c.priority = 'urgent' or c.error_type = 'partial_booking')`,
  overdue: () => 'c.due_at < $2::timestamptz',
} as const satisfies Readonly<Partial<Record<CallbackTab, Condition>>>;

export const doneToday: Condition = ({ today }, p) =>
  `(c.completed_at >= ${p.add(iso(today.startAt))}::timestamptz and c.completed_at < ${p.add(iso(today.endAt))}::timestamptz and c.status not in ${OPEN_SQL})`;

/** Over callbacks as c. */
export function tabSql(tab: CallbackTab, looking: Looking, p: Parameters): string {
  if (tab === 'all') return 'true';
  if (tab === 'done_today') return doneToday(looking, p);
  return `(c.status in ${OPEN_SQL} and ${OPEN_TABS[tab](looking, p)})`;
}
