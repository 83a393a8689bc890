// Which kind of notice goes which way, unless a person wants it otherwise, and what each kind is worth.
import type { NoticeKind } from '../outbox/notice.ts';

/** What a person may choose. SMS is the company's and the operator's to set: it is the end of the escalation chain. */
export type ChosenChannel = 'in_app' | 'mail' | 'push';
/** What leaves the program, and may therefore fail. */
export type Channel = 'mail' | 'push' | 'sms';

interface KindRule {
  readonly channels: readonly ChosenChannel[];
  /** Somebody outside the program has to hear of it: where nobody can be reached, it climbs. */
  readonly mustReach: boolean;
  /** It is not told any more once its callback is closed. */
  readonly whileOpen: boolean;
}

const rule = (channels: readonly ChosenChannel[], more: Partial<Omit<KindRule, 'channels'>> = {}): KindRule => ({ channels, mustReach: false, whileOpen: false, ...more });

export const KINDS: Readonly<Record<NoticeKind, KindRule>> = {
  assigned: rule(['in_app', 'mail', 'push'], { whileOpen: true }),
  unassigned: rule(['in_app']),
  warning: rule(['in_app', 'mail', 'push'], { whileOpen: true }),
  overdue: rule(['in_app', 'mail', 'push'], { mustReach: true, whileOpen: true }),
  escalated: rule(['in_app', 'mail', 'push'], { mustReach: true, whileOpen: true }),
  claim_returned: rule(['in_app', 'push'], { whileOpen: true }),
  mention: rule(['in_app', 'mail', 'push']),
  settled: rule(['in_app', 'mail']),
  decision_needed: rule(['in_app', 'mail'], { mustReach: true, whileOpen: true }),
  unassigned_too_long: rule(['in_app', 'mail', 'push'], { mustReach: true, whileOpen: true }),
  snooze_over: rule(['in_app', 'push'], { whileOpen: true }),
  reopened: rule(['in_app', 'mail'], { whileOpen: true }),
  load_short: rule(['in_app', 'mail'], { mustReach: true }),
  attempt_due: rule(['in_app', 'push'], { whileOpen: true }),
  called_again: rule(['in_app', 'push'], { whileOpen: true }),
  digest: rule(['mail']),
};

/** Of these an urgent one breaks the quiet hours. */
export const BREAKS_QUIET: readonly NoticeKind[] = ['overdue', 'escalated', 'unassigned_too_long'];
