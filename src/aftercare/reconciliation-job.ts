// When a connection is compared with Retell: every quarter of an hour the last two days, and every night the last 35,
// at a time of its own so that a thousand salons do not ask at once.
import { createHash } from 'node:crypto';
import { isFault, messageOf } from '../platform/errors.ts';
import type { EpochMs } from '../platform/world.ts';
import { reconcileRetell, type Reconciled, type Reconciling } from './reconcile-retell.ts';
import { connectionStates, type ConnectionState } from './store-reconciliation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const PLANS = {
  recent: { everyMs: 15 * MINUTE_MS, afterFailureMs: 5 * MINUTE_MS, spanMs: 2 * DAY_MS, budgetMs: 4 * MINUTE_MS },
  nightly: { spanMs: 35 * DAY_MS, budgetMs: 30 * MINUTE_MS },
} as const;

/** Begins at midnight UTC, which is one or two in the morning in Germany. */
const NIGHT_MS = 4 * HOUR_MS;
const AT_ONCE = 4;

export function isRecentDue(state: ConnectionState, now: EpochMs): boolean {
  const { everyMs, afterFailureMs } = PLANS.recent;
  return state.recent_at === null || state.recent_at <= now - (state.recent_failed === true ? afterFailureMs : everyMs);
}

export function isNightlyDue(state: ConnectionState, now: EpochMs): boolean {
  return state.nightly_at === null || state.nightly_at < nightlyAt(state.connection, now);
}

/** The last instant, not after `now`, at which this connection's night run was to begin. */
export function nightlyAt(connection: string, now: EpochMs): EpochMs {
  const place = createHash('sha256').update(connection).digest().readUInt32BE(0) / 2 ** 32;
  const tonight = Math.floor(now / DAY_MS) * DAY_MS + Math.floor(place * NIGHT_MS);
  return tonight <= now ? tonight : tonight - DAY_MS;
}

/**
 * Compares what is due. Returns how many calls it took that had been missing. Two jobs, because a month of one
 * connection must not keep the last hours of the others waiting.
 */
export async function reconcileDue(parts: Reconciling, cause: keyof typeof PLANS): Promise<number> {
  const { world, database } = parts;
  const now = world.clock.now();
  const isDue = (state: ConnectionState): boolean => (cause === 'recent' ? isRecentDue(state, now) : isNightlyDue(state, now));
  const states = await database.asMachine(async (tx) => await connectionStates(tx), { budgetMs: 10_000 });
  const { spanMs, budgetMs } = PLANS[cause];
  const due = states.filter(isDue).map(({ connection }) => connection);
  const queue = due.values();
  let settled = 0;
  const worker = async (): Promise<void> => {
    for (const name of queue) {
      const connection = parts.directory.connection(name);
      if (connection === null || parts.signal.aborted) continue;
      try {
        const done = await reconcileRetell(parts, { connection, cause, spanMs, budgetMs, isDue });
        if (done !== null) tell(parts, done);
        settled += done?.found.filter(({ outcome }) => outcome === 'settled').length ?? 0;
      } catch (error) {
        // One connection's trouble is not the others'; the database's is everybody's.
        if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
        world.log.error({ event: 'calls.reconcile_failed', connection: name, error: messageOf(error) }, 'the calls of a connection could not be compared with Retell');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return settled;
}

function tell({ world, directory }: Reconciling, { run, tallies, problem }: Reconciled): void {
  for (const [companyId, tally] of tallies) {
    const fields = { event: 'calls.reconciled', company: directory.company(companyId)?.slug, connection: run.connection, cause: run.cause, ...tally, problem };
    if (problem !== null) world.log.warn(fields, 'the calls could not be compared with Retell to the end');
    else if (tally.missing + tally.incomplete > 0) world.log.warn(fields, 'calls were missing, of which Retell knew');
    else world.log.debug(fields, 'the calls are those that Retell knows');
  }
}
