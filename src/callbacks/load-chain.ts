import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import { covers } from '../companies/branch-calendar.ts';
import type { Company } from '../companies/company.ts';
import { wallClock } from '../companies/wall-clock.ts';
import type { Chain } from './chain.ts';

interface MemberRow {
  readonly staff_id: string | null;
  readonly role: string;
  readonly branch_ids: readonly string[];
}

/** The role of an account counts before the one that the company file gives the same person. */
export async function loadChain(tx: Tx, company: Pick<Company, 'id' | 'staff' | 'notifyEmails' | 'timeZone'>, now: EpochMs): Promise<Chain> {
  const members = await tx.rows<MemberRow>('select staff_id, role, branch_ids from members where company_id = $1 order by user_id', [company.id]);
  const { date } = wallClock(now, company.timeZone);
  const staff = company.staff.map(({ id, role, branchIds, absences }) => ({
    staffId: id, role: members.find(({ staff_id: staffId }) => staffId === id)?.role ?? role, branchIds,
    away: absences.some((absence) => absence.hours === null && covers(absence, date)),
  }));
  const accounts = members.filter(({ staff_id: staffId }) => staffId === null).map(({ role, branch_ids: branchIds }) => ({ staffId: null, role, branchIds, away: false }));
  return { people: [...staff, ...accounts], hasAddress: company.notifyEmails.length > 0 };
}
