// Who is asked next when nobody calls: assignee, branch manager, owner, operator. Pure.
import { covers } from '../companies/branch-calendar.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import { wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { DeskRow } from './desk-row.ts';

export type Level = 1 | 2 | 3 | 4;
/** Behind the operator there is nobody. */
export const LAST_LEVEL: Level = 4;

export interface Rung {
  readonly level: Level;
  /** Who is known to stand there; null: whoever reads the company's or the operator's mail. */
  readonly staffId: string | null;
  /** Levels on the way to it that have nobody. */
  readonly skipped: readonly Level[];
}

type Asked = Pick<DeskRow, 'assignedTo' | 'branchId' | 'escalationLevel'>;

/**
 * The next level above `below` that has somebody. Whoever is away all day has gone from it for now, but not whoever has
 * only gone home. The last one always has somebody: beyond the company it is the operator.
 */
export function nextRung(company: Pick<Company, 'staff' | 'notifyEmails' | 'timeZone'>, row: Asked, { below, now }: { readonly below: number; readonly now: EpochMs }): Rung {
  const { date } = wallClock(now, company.timeZone);
  const skipped: Level[] = [];
  for (const level of [1, 2, 3] as const) {
    if (level <= below) continue;
    const first = peopleAt(company, row, level).find(({ absences }) => !absences.some((absence) => absence.hours === null && covers(absence, date)));
    if (first !== undefined) return { level, staffId: first.id, skipped };
    if (level === 3 && company.notifyEmails.length > 0) return { level, staffId: null, skipped };
    skipped.push(level);
  }
  return { level: LAST_LEVEL, staffId: null, skipped };
}

/** Whoever has it is not asked again under another name: above him only others help. */
function peopleAt({ staff }: Pick<Company, 'staff'>, row: Asked, level: 1 | 2 | 3): readonly StaffMember[] {
  switch (level) {
    case 1:
      return staff.filter(({ id, role }) => id === row.assignedTo && role !== 'viewer');
    case 2:
      return staff.filter((member) => member.role === 'manager' && member.id !== row.assignedTo && servesBranch(member, row.branchId));
    case 3:
      return staff.filter(({ id, role }) => role === 'owner' && id !== row.assignedTo);
  }
}

/** Whoever belongs to no branch in particular belongs to all of them, and a callback of none is everybody's. */
function servesBranch({ branchIds }: StaffMember, branchId: string | null): boolean {
  return branchId === null || branchIds.length === 0 || branchIds.includes(branchId);
}

export function levelOf({ role }: Pick<StaffMember, 'role'>): Level {
  return role === 'owner' ? 3 : role === 'manager' ? 2 : 1;
}
