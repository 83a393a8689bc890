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
  const staffId = person.startsWith('staff:') ? person.slice('staff:'.length) : null;
  const staff = staffId === null ? null : await tx.maybe<{ role: string; branch_ids: readonly string[] }>('select role, branch_ids from staff where company_id = $1 and id = $2 and active', [companyId, staffId]);
  if (staffId === null || staff === null) return null;
  const leads = staff.role === 'owner' || staff.role === 'manager';
  const tomorrow = iso(startOfDay(addDays(wallClock(now, timeZone).date, 1), timeZone));
  const scope = `company_id = $1 and status in ('pending', 'assigned', 'contacted') and (branch_id is null or cardinality($3::uuid[]) = 0 or branch_id = any($3::uuid[])) and ($4 or assigned_to = $2)`;
  const values = [companyId, staffId, staff.branch_ids, leads];
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
