// Says once a day to a branch's managers that more is due than its people can do, as soon as that is foreseen: while
// somebody can still be sent for, not when the first promise is broken.
import { loadForecast } from '../callbacks/load-forecast.ts';
import type { Period } from '../callbacks/load-forecast.ts';
import { readLoad } from '../callbacks/read-load.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { HOUR_MS, wallClock } from '../companies/wall-clock.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notice } from '../outbox/notice.ts';
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';

interface Forecasting {
  readonly world: Pick<World, 'clock'>;
  readonly database: Database;
  readonly directory: Pick<Directory, 'company'>;
}

/** Fewer than this fit between two customers; no company with less is looked at. */
const WORTH_A_LOOK = 3;
const DAY_MS = 24 * HOUR_MS;

/** Returns the sweep; it returns how many branches were told of. */
export function loadSweep({ world, database, directory }: Forecasting): () => Promise<number> {
  /** Branch → day that was told. */
  const done = new Map<string, string>();
  return async () => {
    const now = world.clock.now();
    const busy = await database.asMachine(async (tx) => await tx.rows<{ id: string }>(
      `select company_id as id from callbacks where status in ('pending', 'assigned', 'contacted') and due_at < $1 group by company_id having count(*) >= ${WORTH_A_LOOK}`, [iso(now + DAY_MS)]));
    let told = 0;
    for (const company of busy.map(({ id }) => directory.company(id)).filter((company) => company !== null)) {
      const { date } = wallClock(now, company.timeZone);
      const short = (await shortBranches(database, company, now)).filter(({ branchId }) => done.get(branchId) !== date);
      if (short.length === 0) continue;
      await database.inCompany(company.id, async (tx) => await enqueueNotices(tx, company.id, short.map((one) => noticeOf(one, date, now))));
      for (const { branchId } of short) done.set(branchId, date);
      told += short.length;
    }
    return told;
  };
}

interface Short {
  readonly branchId: string;
  readonly branch: string;
  readonly due: number;
  readonly hands: number;
}

async function shortBranches(database: Database, company: Company, now: EpochMs): Promise<Short[]> {
  const { due, occupied, minutesPerCallback } = await database.inCompany(company.id, async (tx) => await readLoad(tx, { companyId: company.id, now, untilAt: now + 2 * DAY_MS }));
  return loadForecast({ company, now, due, occupied, minutesPerCallback }).branches.flatMap(({ branch, load: { today } }) =>
    isShort(today, minutesPerCallback) ? [{ branchId: branch.id, branch: branch.name, due: today.due, hands: Math.floor(today.handsMinutes / minutesPerCallback) }] : []);
}

/** Overdue ones have told of themselves; and less than one callback too many is within what nobody can foretell. */
function isShort({ closesAt, shortByMinutes, firstMissedAt }: Period, minutesPerCallback: number): boolean {
  return closesAt !== null && firstMissedAt !== null && shortByMinutes >= minutesPerCallback;
}

function noticeOf({ branchId, branch, due, hands }: Short, date: string, at: EpochMs): Notice {
  return { kind: 'load_short', to: { kind: 'managers', branchId }, callbackId: null, dedupeKey: `load:${branchId}:${date}`, at, facts: { branch_id: branchId, branch, load_due: due, load_hands: hands } };
}
