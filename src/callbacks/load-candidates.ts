// What a choice of assignee is made from: who works in the branch and when, what each has to do, and who knows the caller.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import type { Span } from '../companies/opening-hours.ts';
import { workSpans } from '../companies/working-time.ts';
import type { Candidate, Tie } from './choose-assignee.ts';
import type { DeskRow } from './desk-row.ts';

interface LoadRow {
  readonly staffId: string;
  readonly load: number;
  readonly lastAssignedAt: EpochMs | null;
}

/** Everybody who may have a callback of this branch, by the company file; a callback of none is open to all branches. */
export function eligibleStaff(company: Company, branchId: string | null): readonly StaffMember[] {
  return company.staff.filter(({ role, branchIds }) => role !== 'viewer' && (branchId === null || branchIds.length === 0 || branchIds.includes(branchId)));
}

/** Holds the company's assignments until the transaction ends: two nodes would both give to whoever has least to do. */
export async function loadCandidates(tx: Tx, company: Company, of: { readonly row: DeskRow; readonly range: Span }): Promise<Candidate[]> {
  const { row, range } = of;
  const branch = company.branches.find(({ id }) => id === row.branchId) ?? null;
  const staff = eligibleStaff(company, row.branchId);
  if (staff.length === 0) return [];
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('assign:' || $1, 0))`, [company.id]);
  const loads = await tx.rows<LoadRow>(
    `select s.id as "staffId",
       (select coalesce(sum(case c.priority when 'urgent' then 3 when 'high' then 2 else 1 end), 0)::int from callbacks c
        where c.company_id = $1 and c.assigned_to = s.id and c.status in ('pending', 'assigned', 'contacted')) as load,
       (select max(c.assigned_at) from callbacks c where c.company_id = $1 and c.assigned_to = s.id and c.branch_id is not distinct from $3) as "lastAssignedAt"
     from unnest($2::uuid[]) as s (id)
     where not exists (select from members m where m.company_id = $1 and m.staff_id = s.id and m.role = 'viewer')`,
    [company.id, staff.map(({ id }) => id), row.branchId],
  );
  return staff.flatMap((member) => {
    const load = loads.find(({ staffId }) => staffId === member.id);
    if (load === undefined) return [];
    return [{ ...load, shifts: workSpans(company, member, range, branch), offersService: row.serviceId === null || member.serviceIds.includes(row.serviceId) }];
  });
}

/** Who works the caller now, whom he named, who has another callback of his, and who had to do with him last; the closest first. A withheld number ties to nobody. */
export async function loadTies(tx: Tx, companyId: string, of: { readonly row: DeskRow; readonly now: EpochMs }): Promise<Tie[]> {
  const { row, now } = of;
  return await tx.rows<Tie>(
    `select "staffId", kind, at from (
       (select staff_id as "staffId", 'claim' as kind, claimed_at as at, 0 as rank from caller_claims
        where company_id = $1 and caller_key = $2 and claim_until > $5 and staff_id is not null)
       union all
       (select s.id, 'named', null, 1 from callbacks c join staff s on s.company_id = $1 and s.id::text = c.metadata ->> 'staff_id'
        where c.company_id = $1 and c.id = $4)
       union all
       (select assigned_to, 'same_caller', assigned_at, 2 from callbacks
        where company_id = $1 and phone_number = $3 and status in ('pending', 'assigned', 'contacted') and assigned_to is not null and id <> $4
        order by due_at limit 1)
       union all
       (select assigned_to, 'callback', completed_at, 3 from callbacks
        where company_id = $1 and phone_number = $3 and status = 'completed' and assigned_to is not null and id <> $4
        order by completed_at desc limit 1)
       union all
       (select staff_id, 'appointment', starts_at, 3 from appointments
        where company_id = $1 and phone_number = $3 and status = 'booked' and staff_id is not null
        order by starts_at desc limit 1)) as ties
     order by rank, at desc`,
    [companyId, row.callerKey, row.phoneNumber, row.id, iso(now)],
  );
}
