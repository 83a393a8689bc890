import type { Company, Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { branchOf } from './branch-of.ts';
import { callbackDeadline } from './callback-deadline.ts';
import type { DeskEvent } from './decide.ts';
import type { DeskRow } from './desk-row.ts';

/**
 * Another priority, and the deadline that comes with it: counted from now, because nobody can have called before it was
 * decided; but never later than what the caller was promised. Pure.
 */
export function priorityEvent(row: Pick<DeskRow, 'branchId' | 'dueAt' | 'dueBecause'>, to: { readonly company: Company; readonly priority: Priority; readonly now: EpochMs }): DeskEvent {
  const { company, priority, now } = to;
  const due = callbackDeadline({ company, branch: branchOf(company, row.branchId), priority, fromAt: now });
  if (due.dueAt < row.dueAt) return { kind: 'priority', priority, dueAt: due.dueAt, dueBecause: `${due.because} (Priorität geändert)` };
  const kept = row.dueBecause.startsWith(KEPT) ? row.dueBecause : `${KEPT}${row.dueBecause}`;
  return { kind: 'priority', priority, dueAt: row.dueAt, dueBecause: kept };
}

/** What was announced stays, also where the new priority would allow more. */
const KEPT = 'wie zugesagt: ';
