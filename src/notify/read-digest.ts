// A person's day in figures: what is his, what is nobody's, and whether anything was lost.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { addDays, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { DigestCounts } from './words.ts';

const DAY_MS = 24 * 3_600_000;
const SHOWN = 12;

export interface Digest {
  readonly counts: DigestCounts;
  readonly rows: readonly { readonly id: string; readonly customerName: string | null; readonly dueAt: EpochMs }[];
  /** null: for people who answer for their own work only. */
  readonly ledger: { readonly wishes: number; readonly difference: number } | null;
}

interface Asked {
  readonly companyId: string;
  readonly person: string;
  readonly now: EpochMs;
  readonly timeZone: string;
}

/** null: there is nothing that this person would have to read. */
export async function readDigest(tx: Tx, { companyId, person, now, timeZone }: Asked): Promise<Digest | null> {
  const reader = await readReader(tx, companyId, person);
  if (reader === null) return null;
  const { staffId, leads, branchIds } = reader;
  const tomorrow = iso(startOfDay(addDays(wallClock(now, timeZone).date, 1), timeZone));
  const scope = `company_id = $1 and status in ('pending', 'assigned', 'contacted') and (branch_id is null or cardinality($3::uuid[]) = 0 or branch_id = any($3::uuid[])) and ($4 or assigned_to = $2)`;
  const values = [companyId, staffId, branchIds, leads];
  const counts = await tx.maybe<DigestCounts>(
    `select count(*) as open, count(*) filter (where due_at < $5) as overdue, count(*) filter (where due_at >= $5 and due_at < $6) as "dueToday", count(*) filter (where assigned_to is null) as unassigned
     from callbacks where ${scope}`,
    [...values, iso(now), tomorrow],
  );
  const rows = await tx.rows<Digest['rows'][number]>(`select id, customer_name as "customerName", due_at as "dueAt" from callbacks where ${scope} and due_at < $5 order by due_at, id limit ${SHOWN}`, [...values, tomorrow]);
  if (counts === null || (!leads && counts.open === 0)) return null;
  const ledger = leads ? await readLedger(tx, { companyId, from: now - 7 * DAY_MS, to: null, now, journalPending: [] }) : null;
  return { counts, rows, ledger };
}

interface Reader {
  readonly staffId: string | null;
  /** Answers for the work of others, too. */
  readonly leads: boolean;
  /** Empty: all of them. */
  readonly branchIds: readonly string[];
}

/** null: has left meanwhile, or is nobody who works here. What his account may is what counts, where he has one. */
async function readReader(tx: Tx, companyId: string, person: string): Promise<Reader | null> {
  const [kind, id] = [person.slice(0, person.indexOf(':')), person.slice(person.indexOf(':') + 1)];
  if (kind !== 'staff' && kind !== 'user') return null;
  const row = await tx.maybe<{ staff_id: string | null; role: string; branch_ids: readonly string[] }>(
    kind === 'staff'
      ? `select s.id as staff_id, coalesce(m.role, s.role) as role, case when m.role is null or m.role in ('owner', 'agency') then s.branch_ids else m.branch_ids end as branch_ids
         from staff s left join members m on m.company_id = s.company_id and m.staff_id = s.id where s.company_id = $1 and s.id = $2 and s.active`
      : 'select staff_id, role, branch_ids from members where company_id = $1 and user_id = $2',
    [companyId, id],
  );
  if (row === null) return null;
  const leads = row.role === 'owner' || row.role === 'manager';
  return { staffId: row.staff_id, leads, branchIds: row.role === 'owner' ? [] : row.branch_ids };
}
