import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import type { NamedMember } from './member.ts';

export const MEMBER_COLUMNS = 'user_id as "userId", role, staff_id as "staffId", branch_ids as "branchIds"';

export interface ListedMember extends NamedMember {
  readonly since: EpochMs;
}

export async function listMembers(tx: Tx, companyId: string): Promise<readonly ListedMember[]> {
  return await tx.rows<ListedMember>(`select ${MEMBER_COLUMNS}, name, email, created_at as since from members where company_id = $1 order by created_at, user_id`, [companyId]);
}
