// Whom an error hits: the same words make the same group in every company, so that one look tells an operator whether it is one client or all.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export interface GroupInCompany {
  readonly company_id: string;
  readonly fingerprint: string;
  readonly occurrences: number;
  readonly open: number;
  readonly last_seen: EpochMs;
}

interface Asked {
  /** All of them have to be the asker's: the machine, which asks for many at once, sees every row (docs/adr/0022-many-companies-in-one-statement.md). */
  readonly companyIds: readonly string[];
  /** undefined: all of them. */
  readonly fingerprints: readonly string[] | undefined;
  /** [from, to) */
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The companies with most of them first. */
export async function errorGroupsIn(tx: Tx, { companyIds, fingerprints, from, to }: Asked): Promise<GroupInCompany[]> {
  return await tx.rows<GroupInCompany>(
    `select company_id, error_group as fingerprint, count(*) as occurrences, count(*) filter (where status in ('pending', 'assigned', 'contacted')) as open, max(created_at) as last_seen
     from callbacks
     where company_id = any ($1::uuid[]) and error_group is not null and ($2::text[] is null or error_group = any ($2)) and created_at >= $3 and created_at < $4
     group by company_id, error_group order by count(*) desc, company_id, error_group limit 1000`,
    [companyIds, fingerprints ?? null, iso(from), iso(to)],
  );
}
