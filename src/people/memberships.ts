import type { Database } from '../platform/database.ts';
import type { Place } from './member.ts';

export interface Membership extends Place {
  readonly companyId: string;
}

/** Across companies, so this is the machine's question: a company may not ask where else somebody works. */
export async function membershipsOf(database: Database, userId: string): Promise<readonly Membership[]> {
  return await database.asMachine((tx) =>
    tx.rows<Membership>('select company_id as "companyId", role, staff_id as "staffId", branch_ids as "branchIds" from members where user_id = $1 order by company_id', [userId]),
  );
}
