// Whose day begins: a digest for each member of staff at the hour at which he begins to work, on days on which he does
// (neither on holidays, nor on single days on which the branch is closed, nor when he is away), and for owners and
// managers who are no member of staff when the first branch opens. Or for all of them at the time that the company chose.
import type { Database, Tx } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { branchCalendar } from '../companies/branch-calendar.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { DIGEST_AS_WORK_BEGINS, readDigestTimes } from '../companies/notification-policy.ts';
import type { DigestTime } from '../companies/notification-policy.ts';
import { openSpans } from '../companies/opening-hours.ts';
import { addDays, HOUR_MS, instantOf, minuteOfDay, startOfDay, wallClock } from '../companies/wall-clock.ts';
import { isAbsentAt, workSpans } from '../companies/working-time.ts';
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
  readonly time: DigestTime;
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
    // from the database and not from memory: whoever moves it at eight has it moved at nine, on every node
    const times = await database.asMachine(async (tx) => await readDigestTimes(tx));
    let asked = 0;
    for (const company of directory.companies()) {
      const { date } = wallClock(now, company.timeZone);
      const { startsAt } = remember(known, company, { date, time: times.get(company.id) ?? DIGEST_AS_WORK_BEGINS });
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

function remember(known: WeakMap<Company, Beginnings>, company: Company, day: Pick<Beginnings, 'date' | 'time'>): Beginnings {
  const { date, time } = day;
  const before = known.get(company);
  if (before?.date === date && before.time.at === time.at && before.time.closedDays === time.closedDays) return before;
  const beginnings = { ...day, startsAt: time.at === null ? asWorkBegins(company, date) : atFixedTime(company, date, { at: time.at, closedDays: time.closedDays }) };
  known.set(company, beginnings);
  return beginnings;
}

function asWorkBegins(company: Company, date: string): Map<string, EpochMs> {
  const range = wholeDay(company, date);
  const startsAt = new Map(company.staff.flatMap((member) => workSpans(company, member, range).slice(0, 1).map(({ fromAt }): [string, EpochMs] => [member.id, fromAt])));
  const opensAt = company.branches.flatMap((branch) => openSpans(branchCalendar(company, branch), range).slice(0, 1).map(({ fromAt }) => fromAt));
  if (opensAt.length > 0) startsAt.set(company.id, Math.min(...opensAt));
  return startsAt;
}

/** On the same days; on closed ones too where that is wanted, but not to somebody who is away. */
function atFixedTime(company: Company, date: string, { at, closedDays }: DigestTime & { readonly at: string }): Map<string, EpochMs> {
  const moment = instantOf(date, minuteOfDay(at), company.timeZone);
  const whoWorks = asWorkBegins(company, date);
  const open = new Set(company.branches.filter((branch) => openSpans(branchCalendar(company, branch), wholeDay(company, date)).length > 0).map(({ id }) => id));
  const isClosedFor = ({ branchIds }: StaffMember): boolean => (branchIds.length === 0 ? open.size === 0 : branchIds.every((id) => !open.has(id)));
  const told = company.staff.filter((member) => whoWorks.has(member.id) || (closedDays && isClosedFor(member) && !isAbsentAt(company, member, moment))).map(({ id }) => id);
  return new Map([...told, ...(closedDays || whoWorks.has(company.id) ? [company.id] : [])].map((id) => [id, moment]));
}

function wholeDay({ timeZone }: Company, date: string) {
  return { fromAt: startOfDay(date, timeZone), untilAt: startOfDay(addDays(date, 1), timeZone) };
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
