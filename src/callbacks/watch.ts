// When the machine has to look at a callback next. The instant is a column and swept (docs/adr/0003), so that a node
// which dies, or a queue that is emptied, delays it and loses nothing. Pure.
import type { CallbackPolicy } from '../companies/company.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { DeskState } from './desk-state.ts';
import { isOpen } from './desk-state.ts';

/** The operator: behind him there is nobody. */
const LAST_LEVEL = 4;

/** null once it is closed. Never before now's sweep has to be avoided by the caller: what is past is due at once. */
export function watchAt(state: DeskState & { readonly createdAt: EpochMs }, policy: CallbackPolicy): EpochMs | null {
  if (!isOpen(state.status)) return null;
  const instants = [
    state.snoozedUntil,
    state.warnedAt === null ? state.dueAt - policy.warnMinutesBefore * MINUTE_MS : null,
    afterEscalation(state, policy),
    state.assignedTo === null ? Math.max(state.createdAt, state.escalatedAt ?? 0) + policy.unassignedAlarmMinutes * MINUTE_MS : null,
  ].filter((at) => at !== null);
  return Math.min(...instants);
}

/** Overdue: at the deadline, and then again each cooldown until the chain has reached its end. */
function afterEscalation(state: DeskState, policy: CallbackPolicy): EpochMs | null {
  if (state.escalationLevel === 0 || state.escalatedAt === null) return state.dueAt;
  if (state.escalationLevel >= LAST_LEVEL) return null;
  return Math.max(state.dueAt, state.escalatedAt + policy.escalationCooldownMinutes * MINUTE_MS);
}
