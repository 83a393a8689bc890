// When the bookings of a company are compared with its calendar: every hour, by one node.
import { isFault, messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { periodOf, reconcileBookings, type BookingReconciling, type BookingTally } from './reconcile-bookings.ts';

export interface BookingsJob extends BookingReconciling {
  readonly directory: Directory;
  /** When this process began. */
  readonly startedAt: EpochMs;
}

/** No connection of a voice platform can be called so (migration 0001). */
const BOOKINGS_CONNECTION = 'cal.com/bookings';
const EVERY_MS = 3_600_000;
const AFTER_PROBLEM_MS = 600_000;
/** What an outage left in the journals is drained first. */
const AFTER_START_MS = 300_000;
const AT_ONCE = 10;

/** Returns how many companies it compared. */
export async function reconcileDueBookings(parts: BookingsJob): Promise<number> {
  const now = parts.world.clock.now();
  if (now < parts.startedAt + AFTER_START_MS) return 0;
  const due = (await dueCompanies(parts, now)).slice(0, AT_ONCE);
  let compared = 0;
  for (const company of due) if (await compareOne(parts, company)) compared += 1;
  return compared;
}

async function dueCompanies({ database, directory, calendars }: BookingsJob, now: EpochMs): Promise<Company[]> {
  const recent = await database.asMachine(async (tx) => await tx.rows<{ company_id: string }>(
    `select distinct company_id from reconciliations where connection = $1 and started_at > $2 and (problem is null or started_at > $3)`,
    [BOOKINGS_CONNECTION, iso(now - EVERY_MS), iso(now - AFTER_PROBLEM_MS)],
  ));
  const done = new Set(recent.map(({ company_id }) => company_id));
  const onCalCom = (company: Company): boolean => company.services.some(({ calendar }) => calendar.provider === 'cal.com');
  return directory.companies().filter((company) => !done.has(company.id) && onCalCom(company) && calendars.listing(company) !== null);
}

async function compareOne(parts: BookingsJob, company: Company): Promise<boolean> {
  const { world, database } = parts;
  const id = await claim(parts, company);
  if (id === null) return false;
  try {
    const tally = await reconcileBookings(parts, company);
    if (tally === null) return false;
    await database.inCompany(company.id, async (tx) => {
      await tx.run(
        `update reconciliations set listed = $3, missing = $4, incomplete = $5, left_alone = $6, fetched = $7, settled = $8, failed = $9, problem = $10, finished_at = $11
         where company_id = $1 and id = $2`,
        [company.id, id, tally.listed, tally.missing, tally.phantoms, tally.left_alone, tally.fetched, tally.settled, tally.failed, tally.problem, iso(world.clock.now())],
      );
    });
    report(parts, company, tally);
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    world.log.error({ event: 'calendar.reconcile_failed', company: company.slug, error: messageOf(error) }, 'the bookings of a company could not be compared with its calendar');
    return false;
  }
}

/** Holds no transaction open while it waits for the calendar: the row is the claim. Null where another node was faster. */
async function claim({ world, database }: BookingsJob, company: Company): Promise<string | null> {
  const now = world.clock.now();
  const id = uuidFrom('reconciliation', company.id, BOOKINGS_CONNECTION, world.ids.next());
  const { from, until } = periodOf(now);
  return await database.inCompany(company.id, async (tx) => {
    await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${BOOKINGS_CONNECTION} ${company.id}`]);
    const claimed = await tx.run(
      `insert into reconciliations (company_id, id, connection, cause, period_from, period_to, started_at)
       select $1, $2, $3, 'recent', $4, $5, $6
       where not exists (select 1 from reconciliations where company_id = $1 and connection = $3 and started_at > $7 and (problem is null or started_at > $8))`,
      [company.id, id, BOOKINGS_CONNECTION, iso(from), iso(until), iso(now), iso(now - EVERY_MS), iso(now - AFTER_PROBLEM_MS)],
    );
    return claimed === 1 ? id : null;
  });
}

function report({ world }: BookingsJob, company: Company, tally: BookingTally): void {
  const level = tally.problem !== null || tally.failed > 0 || tally.phantoms > 0 || tally.missing > 0 ? 'warn' : 'info';
  world.log[level]({ event: 'calendar.reconciled', company: company.slug, ...tally }, 'bookings compared with the calendar');
}
