// Whose day begins: a digest for each member of staff at the hour at which he begins to work, on days on which he does
// (neither on holidays, nor on single days on which the branch is closed, nor when he is away), and for owners and
// managers who are no member of staff when the first branch opens.
import type { Database, Tx } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { branchCalendar } from '../companies/branch-calendar.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { addDays, HOUR_MS, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { workSpans } from '../companies/working-time.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notice, Recipient } from '../outbox/notice.ts';

/** A server that was down at the opening still sends it; in the afternoon nobody needs the morning's list. */
const LATE_MS = 3 * HOUR_MS;

interface Digesting {
  readonly world: Pick<World, 'clock'>;
  readonly database: Database;
  readonly directory: Pick<Directory, 'companies'>;
}

interface Beginnings {
  readonly date: string;
  /** Member of staff → when he begins on that date; the company itself → when its first branch opens. */
  readonly startsAt: ReadonlyMap<string, EpochMs>;
}

/** Returns the sweep; it returns how many digests were asked for. */
export function digestSweep({ world, database, directory }: Digesting): () => Promise<number> {
  // A company is replaced as a whole when it changes: what was worked out for the old one goes with it.
  const known = new WeakMap<Company, Beginnings>();
  /** Member of staff, or company → day that is done; spares the database a question a minute. */
  const done = new Map<string, string>();
  return async () => {
    const now = world.clock.now();
    let asked = 0;
    for (const company of directory.companies()) {
      const { date } = wallClock(now, company.timeZone);
      const { startsAt } = known.get(company)?.date === date ? known.get(company)! : remember(known, company, date);
      const begun = [company.id, ...company.staff.map(({ id }) => id)].filter((id) => done.get(id) !== date && isMorning(startsAt.get(id), now));
      if (begun.length === 0) continue;
      asked += await database.inCompany(company.id, async (tx) => {
        const staff = begun.filter((id) => id !== company.id).map((id): Recipient => ({ kind: 'staff', id }));
        const others = begun.includes(company.id) ? await leadersWithoutStaff(tx, company.id) : [];
        await enqueueNotices(tx, company.id, [...staff, ...others].map((to) => digestFor(to, date, now)));
        return staff.length + others.length;
      });
      for (const id of begun) done.set(id, date);
    }
    return asked;
  };
}

function remember(known: WeakMap<Company, Beginnings>, company: Company, date: string): Beginnings {
  const range = { fromAt: startOfDay(date, company.timeZone), untilAt: startOfDay(addDays(date, 1), company.timeZone) };
  const startsAt = new Map(company.staff.flatMap((member) => workSpans(company, member, range).slice(0, 1).map(({ fromAt }): [string, EpochMs] => [member.id, fromAt])));
  const opensAt = company.branches.flatMap((branch) => openSpans(branchCalendar(company, branch), range).slice(0, 1).map(({ fromAt }) => fromAt));
  if (opensAt.length > 0) startsAt.set(company.id, Math.min(...opensAt));
  const beginnings = { date, startsAt };
  known.set(company, beginnings);
  return beginnings;
}

function isMorning(startsAt: EpochMs | undefined, now: EpochMs): boolean {
  return startsAt !== undefined && now >= startsAt && now < startsAt + LATE_MS;
}

async function leadersWithoutStaff(tx: Tx, companyId: string): Promise<Recipient[]> {
  const rows = await tx.rows<{ id: string }>(`select user_id as id from members where company_id = $1 and staff_id is null and role in ('owner', 'manager') order by 1`, [companyId]);
  return rows.map(({ id }) => ({ kind: 'actor', id: `user:${id}` }));
}

function digestFor(to: Recipient, date: string, at: EpochMs): Notice {
  return { kind: 'digest', to, callbackId: null, dedupeKey: `digest:${'id' in to ? to.id : to.kind}:${date}`, at };
}
