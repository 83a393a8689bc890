// Finds an assignee for a callback that nobody has, or whose assignee cannot call in time.
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import type { AssignStrategy } from '../companies/company.ts';
import { strategyOf } from '../companies/callback-policy.ts';
import { HOUR_MS, MINUTE_MS } from '../companies/wall-clock.ts';
import { workSpans } from '../companies/working-time.ts';
import { changeCallback } from './change-callback.ts';
import type { Change, Desk } from './change-callback.ts';
import { chooseAssignee } from './choose-assignee.ts';
import type { Choice } from './choose-assignee.ts';
import type { DeskRow } from './desk-row.ts';
import { eligibleStaff, loadCandidates, loadTies } from './load-candidates.ts';
import type { InLimbo } from './load-limbo.ts';
import { warningAt } from './watch.ts';
import { whyAssigned, whyCovering } from './why-assigned.ts';

/** A shift that begins later than this is looked for again by then. */
const AHEAD_MS = 8 * 24 * HOUR_MS;
/** Absences and shifts may have been entered meanwhile, and nothing tells the callback. */
const LOOK_AGAIN_MS = 4 * HOUR_MS;

export type Assigned =
  | { readonly kind: 'assigned'; readonly change: Change }
  | { readonly kind: 'waits'; readonly untilAt: EpochMs };

/** For the row under lock. `waits`: nobody can have it now; look again then. */
export async function assignByMachine(tx: Tx, desk: Desk, { row, limbo, holder }: InLimbo): Promise<Assigned> {
  const { company, now } = desk;
  const strategy = strategyFor(desk, row);
  if (strategy === null) return { kind: 'waits', untilAt: now + LOOK_AGAIN_MS };
  // Whoever puts it back wants somebody to take it of his own accord; the machine steps in when nobody did.
  const leftUntil = limbo.handedBackBy === null ? now : Math.min(...[limbo.since + company.callbacks.unassignedAlarmMinutes * MINUTE_MS, warningAt(row, company.callbacks), row.dueAt].filter((at) => at > limbo.since));
  if (now < leftUntil) return { kind: 'waits', untilAt: leftUntil };
  const choice = await choose(tx, desk, { row, strategy, notAgain: limbo.handedBackBy });
  if (choice.kind === 'wait') return { kind: 'waits', untilAt: Math.min(choice.untilAt ?? Infinity, now + LOOK_AGAIN_MS) };
  // Somebody who is nobody's assignee is on the phone with him right now: a second one would call too.
  if (holder !== null && choice.why.kind !== 'claim') return { kind: 'waits', untilAt: Math.min(holder.until, now + LOOK_AGAIN_MS) };
  return { kind: 'assigned', change: await give(tx, desk, { row, choice, covering: false }) };
}

/** Somebody else who calls before the deadline; null: there is nobody, and it stays where it is. */
export async function assignInstead(tx: Tx, desk: Desk, row: DeskRow): Promise<Change | null> {
  const choice = await choose(tx, desk, { row, strategy: strategyFor(desk, row) ?? 'relationship', notAgain: row.assignedTo });
  if (choice.kind === 'wait' || choice.staffId === row.assignedTo) return null;
  return await give(tx, desk, { row, choice, covering: true });
}

/** She works at no time from now to the deadline. */
export function isAway(desk: Pick<Desk, 'company' | 'now'>, row: DeskRow): boolean {
  const { company, now } = desk;
  const member = eligibleStaff(company, row.branchId).find(({ id }) => id === row.assignedTo);
  if (member === undefined) return true;
  const branch = company.branches.find(({ id }) => id === row.branchId) ?? null;
  return workSpans(company, member, { fromAt: now, untilAt: Math.max(row.dueAt, now + 1) }, branch).length === 0;
}

function strategyFor({ company }: Pick<Desk, 'company'>, row: DeskRow): Exclude<AssignStrategy, 'none'> | null {
  const strategy = strategyOf(company.callbacks, company.branches.find(({ id }) => id === row.branchId) ?? null);
  if (strategy !== 'none') return strategy;
  // "Nobody assigns" is about everyday work; what presses is not left lying until somebody happens to look.
  return row.priority === 'normal' ? null : 'relationship';
}

async function choose(tx: Tx, { company, now }: Desk, of: { row: DeskRow; strategy: Exclude<AssignStrategy, 'none'>; notAgain: string | null }): Promise<Choice> {
  const { row, strategy, notAgain } = of;
  return chooseAssignee({
    now, dueAt: row.dueAt, warnAt: warningAt(row, company.callbacks), strategy, notAgain,
    candidates: await loadCandidates(tx, company, { row, range: { fromAt: now, untilAt: Math.max(row.dueAt, now) + AHEAD_MS } }),
    ties: await loadTies(tx, company.id, { row, now }),
  });
}

async function give(tx: Tx, desk: Desk, of: { row: DeskRow; choice: Extract<Choice, { kind: 'chosen' }>; covering: boolean }): Promise<Change> {
  const { company, now } = desk;
  const { row, choice, covering } = of;
  const because = whyAssigned(choice.why, company, now);
  return await changeCallback(tx, desk, {
    id: row.id,
    event: { kind: 'assign', staffId: choice.staffId, why: choice.why.kind },
    detail: { strategy: choice.why.kind, why: covering ? whyCovering(company.locale, because) : because },
  });
}
