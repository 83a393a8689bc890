// Something that somebody has to be told. It names parts and ids, no addresses: who that is, and on which way he is
// reached, is worked out when it is delivered, because until then a colleague may have left or gone to sleep.
import type { Json } from '../journal/journal.ts';
import type { EpochMs } from '../platform/world.ts';

export type NoticeKind =
  | 'assigned' | 'unassigned' | 'warning' | 'overdue' | 'escalated' | 'claim_returned' | 'mention' | 'settled' | 'decision_needed'
  | 'unassigned_too_long' | 'snooze_over' | 'attempt_due' | 'reopened' | 'load_short' | 'digest' | 'called_again';

export type Recipient =
  | { readonly kind: 'staff'; readonly id: string }
  /** `id` as in timelines: 'user:<id>', 'key:<id>', 'link:<id>'. */
  | { readonly kind: 'actor'; readonly id: string }
  /** `branchId` null: those of the whole company. */
  | { readonly kind: 'managers'; readonly branchId: string | null }
  | { readonly kind: 'owners' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'team'; readonly branchId: string | null };

export interface Notice {
  readonly kind: NoticeKind;
  readonly to: Recipient;
  readonly callbackId: string | null;
  /** Unique within the company: enqueued again under the same key, a notice adds nothing. */
  readonly dedupeKey: string;
  readonly at: EpochMs;
  /** Ids, instants and levels; never personal data. */
  readonly facts?: Readonly<Record<string, Json>>;
}
