// When the machine has to look at a callback next, and what is due then. The instant is a column and swept
// (docs/adr/0003), so that a node which dies, or a queue that is emptied, delays it and loses nothing. Pure.
import type { CallbackPolicy } from '../companies/company.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import { LAST_LEVEL } from './chain.ts';
import type { DeskState } from './desk-state.ts';
import { isOpen } from './desk-state.ts';

type Policy = Pick<CallbackPolicy, 'warnMinutesBefore' | 'escalationCooldownMinutes'>;

/**
 * When it has to be looked at after a change; null once it is closed. Rather too early than too late: whoever looks knows
 * more (shifts, claims, what was told already) and says when to look next. One that nobody has is looked at immediately.
 */
export function watchAt(state: DeskState, policy: Policy, now: EpochMs): EpochMs | null {
  if (!isOpen(state.status)) return null;
  return earliest([state.assignedTo === null ? now : null, ...instantsOf(state, policy)]);
}

/** What the state has in store after now. */
export function nextInstant(state: DeskState, policy: Policy, now: EpochMs): EpochMs | null {
  return earliest(instantsOf(state, policy).filter((at) => at === null || at > now));
}

export interface Due {
  readonly wake: boolean;
  readonly remind: boolean;
  readonly warn: boolean;
  readonly escalate: 'deadline_missed' | 'attempts_failed' | null;
}

export function dueNow(state: DeskState, policy: Policy, now: EpochMs): Due {
  const reached = (at: EpochMs | null): boolean => at !== null && at <= now;
  return {
    wake: reached(state.snoozedUntil),
    remind: reached(state.nextAttemptAt),
    // after the deadline there is nothing left to warn of
    warn: reached(warnAtOf(state, policy)) && now < state.dueAt,
    escalate: !reached(escalateAtOf(state, policy)) ? null : state.dueAt <= now ? 'deadline_missed' : 'attempts_failed',
  };
}

function instantsOf(state: DeskState, policy: Policy): (EpochMs | null)[] {
  return [state.snoozedUntil, state.nextAttemptAt, warnAtOf(state, policy), escalateAtOf(state, policy)];
}

/** Whoever set it aside is left in peace until then; the deadline itself is never set aside. */
function warnAtOf(state: DeskState, policy: Policy): EpochMs | null {
  if (state.warnedAt !== null) return null;
  const at = Math.max(warningAt(state, policy), state.snoozedUntil ?? 0);
  return at < state.dueAt ? at : null;
}

export function warningAt({ dueAt }: Pick<DeskState, 'dueAt'>, { warnMinutesBefore }: Pick<Policy, 'warnMinutesBefore'>): EpochMs {
  return dueAt - warnMinutesBefore * MINUTE_MS;
}

/** At the deadline, or once a decision has been awaited in vain; then again each cooldown until the chain has come to its end. */
function escalateAtOf(state: DeskState, policy: Policy): EpochMs | null {
  if (state.escalationLevel >= LAST_LEVEL) return null;
  const cooldown = policy.escalationCooldownMinutes * MINUTE_MS;
  const first = Math.min(state.dueAt, state.decisionSince === null ? Infinity : state.decisionSince + cooldown);
  return state.escalatedAt === null || state.escalationLevel === 0 ? first : Math.max(first, state.escalatedAt + cooldown);
}

function earliest(instants: readonly (EpochMs | null)[]): EpochMs | null {
  const some = instants.filter((at) => at !== null);
  return some.length === 0 ? null : Math.min(...some);
}
