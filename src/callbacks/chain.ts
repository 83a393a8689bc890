// Who is asked next when nobody calls: assignee, branch manager, owner, operator. Pure.
import type { StaffMember } from '../companies/company.ts';
import type { DeskRow } from './desk-row.ts';

export type Level = 1 | 2 | 3 | 4;
/** Behind the operator there is nobody. */
export const LAST_LEVEL: Level = 4;

/** Of the staff, or an account of the company that is no member of it (an owner who cuts no hair). */
export interface ChainPerson {
  readonly staffId: string | null;
  readonly role: string;
  /** Empty: all of them. */
  readonly branchIds: readonly string[];
  /** Whoever is away all day has gone from the chain for now; whoever has only gone home has not. */
  readonly away: boolean;
}

export interface Chain {
  readonly people: readonly ChainPerson[];
  /** The company has an address of its own, which stands in for an owner who is not known. */
  readonly hasAddress: boolean;
}

export interface Rung {
  readonly level: Level;
  /** The member of staff who stands there; null: an account, or whoever reads the company's or the operator's mail. */
  readonly staffId: string | null;
  /** Levels on the way to it that have nobody. */
  readonly skipped: readonly Level[];
}

/** The next level above `below` that has somebody. The last one always has: beyond the company it is the operator. */
export function nextRung({ people, hasAddress }: Chain, row: Pick<DeskRow, 'assignedTo' | 'branchId'>, below: number): Rung {
  const skipped: Level[] = [];
  for (const level of [1, 2, 3] as const) {
    if (level <= below) continue;
    const there = people.filter((person) => !person.away && standsAt(person, level, row));
    const first = there.find(({ staffId }) => staffId !== null) ?? there[0];
    if (first !== undefined) return { level, staffId: first.staffId, skipped };
    if (level === 3 && hasAddress) return { level, staffId: null, skipped };
    skipped.push(level);
  }
  return { level: LAST_LEVEL, staffId: null, skipped };
}

/** Whoever has it is not asked again under another name: above him only others help. A callback of no branch is everybody's. */
function standsAt({ staffId, role, branchIds }: ChainPerson, level: 1 | 2 | 3, { assignedTo, branchId }: Pick<DeskRow, 'assignedTo' | 'branchId'>): boolean {
  const has = staffId !== null && staffId === assignedTo;
  if (level === 1) return has && role !== 'viewer';
  if (level === 3) return role === 'owner' && !has;
  return role === 'manager' && !has && (branchId === null || branchIds.length === 0 || branchIds.includes(branchId));
}

export function levelOf({ role }: Pick<StaffMember, 'role'>): Level {
  return role === 'owner' ? 3 : role === 'manager' ? 2 : 1;
}
