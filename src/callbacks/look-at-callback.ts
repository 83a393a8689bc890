// One look of the machine at one callback: what is due is done, in an order in which each step helps the next (woken before
// it is warned of, assigned before it is escalated), and then it is written down when to look again. It closes nothing.
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { alarmUnassigned } from './alarm-unassigned.ts';
import { assignByMachine, assignInstead, isAway } from './assign-by-machine.ts';
import { changeCallback } from './change-callback.ts';
import type { Desk } from './change-callback.ts';
import type { DeskEvent } from './decide.ts';
import { lockDeskRow, setWatchAt, wishOfCallback } from './desk-row.ts';
import type { DeskRow } from './desk-row.ts';
import { isOpen } from './desk-state.ts';
import { escalateCallback } from './escalate.ts';
import { loadLimbo } from './load-limbo.ts';
import { remindOfAttempt } from './remind-attempt.ts';
import { dueNow, nextInstant } from './watch.ts';

export async function lookAtCallback(tx: Tx, desk: Desk, id: string): Promise<void> {
  const { company, now } = desk;
  const wishId = await wishOfCallback(tx, company.id, id);
  if (wishId === null) return;
  await lockWish(tx, company.id, wishId);
  let row = await lockDeskRow(tx, company.id, id);
  if (row === null) return;
  if (!isOpen(row.status)) return await setWatchAt(tx, company.id, { id, at: null });
  const policy = company.callbacks;
  const due = dueNow(row, policy, now);
  if (due.wake) row = await step(tx, desk, { row, event: { kind: 'wake' } });
  const assigned = await withAssignee(tx, desk, row);
  row = assigned.row;
  if (due.remind) await remindOfAttempt(tx, desk, row);
  // what a snooze held back until now is due with it
  const rest = dueNow(row, policy, now);
  if (rest.warn) row = await warn(tx, desk, row);
  if (rest.escalate !== null) {
    await escalateCallback(tx, desk, { callbackId: id, reason: rest.escalate, note: null, toStaff: null });
    row = (await lockDeskRow(tx, company.id, id)) ?? row;
  }
  const again = [nextInstant(row, policy, now), ...(row.assignedTo === null ? assigned.lookAgain : [])].filter((at) => at !== null);
  await setWatchAt(tx, company.id, { id, at: again.length === 0 ? null : Math.max(now + 1, Math.min(...again)) });
}

async function withAssignee(tx: Tx, desk: Desk, row: DeskRow): Promise<{ readonly row: DeskRow; readonly lookAgain: readonly (EpochMs | null)[] }> {
  const known = row.assignedTo === null || desk.company.staff.some(({ id, role }) => id === row.assignedTo && role !== 'viewer');
  // whoever has left the company will not call
  const free = known ? row : await step(tx, desk, { row, event: { kind: 'unassign', why: 'left' } });
  if (free.assignedTo !== null) return { row: free, lookAgain: [] };
  const inLimbo = await loadLimbo(tx, desk, free);
  const outcome = await assignByMachine(tx, desk, inLimbo);
  if (outcome.kind === 'assigned') return { row: outcome.change.kind === 'changed' ? outcome.change.after : free, lookAgain: [] };
  return { row: free, lookAgain: [outcome.untilAt, await alarmUnassigned(tx, desk, inLimbo)] };
}

/** A warning to somebody who has gone home is none: whoever is there gets it, and with it the callback. */
async function warn(tx: Tx, desk: Desk, row: DeskRow): Promise<DeskRow> {
  const away = row.assignedTo !== null && isAway(desk, row);
  const change = away ? await assignInstead(tx, desk, row) : null;
  return await step(tx, desk, { row: change?.kind === 'changed' ? change.after : row, event: { kind: 'warn' } });
}

async function step(tx: Tx, desk: Desk, { row, event }: { readonly row: DeskRow; readonly event: DeskEvent }): Promise<DeskRow> {
  const change = await changeCallback(tx, desk, { id: row.id, event });
  return change.kind === 'changed' ? change.after : row;
}
