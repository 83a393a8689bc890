// Somebody has called, or tried to. What comes next is proposed where he does not say it himself.
import { openSpans } from '../companies/opening-hours.ts';
import { callingSchedule } from '../companies/working-time.ts';
import { HOUR_MS } from '../companies/wall-clock.ts';
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import { branchOf } from './branch-of.ts';
import { changeCallback } from './change-callback.ts';
import type { Change, Desk } from './change-callback.ts';
import type { AttemptOutcome } from './desk-state.ts';
import { ATTEMPT_HORIZON_DAYS, proposeAttempt } from './next-attempt.ts';
import type { Proposal } from './next-attempt.ts';
import { preferredWindow } from './preferred-window.ts';

export interface MadeAttempt {
  readonly outcome: AttemptOutcome;
  readonly note: string | null;
  /** undefined: propose one; null: none. */
  readonly nextAttemptAt?: EpochMs | null | undefined;
}

export async function recordAttempt(tx: Tx, desk: Desk, attempt: MadeAttempt & { readonly callbackId: string }): Promise<Change> {
  const { callbackId, outcome, note } = attempt;
  const { proposal, voicemail } = await nextAttempt(tx, desk, { callbackId, outcome });
  const nextAttemptAt = attempt.nextAttemptAt === undefined ? (proposal?.at ?? null) : attempt.nextAttemptAt;
  // It has happened, so it is written down; that it should not have is written beside it.
  const detail = outcome === 'voicemail' && voicemail === 'none' ? { against_permission: true } : {};
  return await changeCallback(tx, desk, { id: callbackId, event: { kind: 'attempt', outcome, note, nextAttemptAt, maxAttempts: desk.company.callbacks.maxAttempts }, detail });
}

interface Tried {
  readonly branch_id: string | null;
  readonly window: unknown;
  readonly created_at: EpochMs;
  readonly due_at: EpochMs;
  readonly earlier: readonly string[];
  readonly do_not_call: boolean;
  readonly voicemail: NextAttempt['voicemail'];
}

export interface NextAttempt {
  /** null: there is no use in trying again, no time for it, or he does not want it. */
  readonly proposal: Proposal | null;
  readonly doNotCall: boolean;
  /** What may be said to a machine that answers; null: nobody has asked. */
  readonly voicemail: 'none' | 'no_name' | 'may_identify' | null;
}

/** What would be proposed if an attempt ended like that now. */
export async function nextAttempt(tx: Tx, { company, now }: Pick<Desk, 'company' | 'now'>, of: { readonly callbackId: string; readonly outcome: AttemptOutcome }): Promise<NextAttempt> {
  const found = await tx.maybe<Tried>(
    `select c.branch_id, c.preferred_time_window as window, c.created_at, c.due_at, coalesce(k.do_not_call, false) as do_not_call, k.voicemail_permission as voicemail,
       array(select (extract(epoch from t.at) * 1000)::bigint::text from callback_attempts t
             where t.company_id = c.company_id and t.callback_id = c.id and t.withdrawn_at is null order by t.at) as earlier
     from callbacks c left join customers k on k.company_id = c.company_id and k.id = c.customer_id
     where c.company_id = $1 and c.id = $2`,
    [company.id, of.callbackId],
  );
  if (found === null) return { proposal: null, doNotCall: false, voicemail: null };
  const { timeZone } = company;
  const range = { fromAt: now, untilAt: now + ATTEMPT_HORIZON_DAYS * 24 * HOUR_MS };
  const proposal = proposeAttempt({
    now, timeZone, outcome: of.outcome,
    earlier: found.earlier.map(Number),
    attemptsPerDay: company.callbacks.attemptsPerDay,
    window: preferredWindow(found.window, { saidAt: found.created_at, timeZone }),
    calling: openSpans(callingSchedule(company, branchOf(company, found.branch_id)), range),
    dueAt: found.due_at,
  });
  return { proposal: found.do_not_call ? null : proposal, doNotCall: found.do_not_call, voicemail: found.voicemail };
}
