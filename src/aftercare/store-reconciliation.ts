// The runs of the reconciliation as rows: what is due, who has taken it, what was found. A row without its end is a
// claim, so that of many nodes one compares a connection, and holds no transaction open while it waits for Retell.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export type Cause = 'recent' | 'nightly' | 'command';

export interface Tally {
  listed: number;
  missing: number;
  incomplete: number;
  left_alone: number;
  fetched: number;
  settled: number;
  failed: number;
}

export interface ConnectionState {
  readonly connection: string;
  readonly recent_at: EpochMs | null;
  readonly recent_failed: boolean | null;
  readonly nightly_at: EpochMs | null;
}

/** A member of a connection, and since when its calls are ours. */
export interface Member {
  readonly company_id: string;
  readonly since: EpochMs;
}

export interface ClaimedRun {
  readonly connection: string;
  readonly cause: Cause;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly members: readonly Member[];
  /** By company. */
  readonly rows: ReadonlyMap<string, string>;
}

const KEPT_DAYS = 60;

export async function connectionStates(tx: Tx, connection: string | null = null): Promise<ConnectionState[]> {
  return await tx.rows<ConnectionState>(
    `select v.connection, recent.started_at as recent_at, recent.problem is not null as recent_failed, nightly.started_at as nightly_at
     from (select distinct connection from voice_connections where platform = 'retell' and ($1::text is null or connection = $1)) v
     left join lateral (select started_at, problem from reconciliations r where r.connection = v.connection and r.cause = 'recent' order by started_at desc limit 1) recent on true
     left join lateral (select started_at from reconciliations r where r.connection = v.connection and r.cause = 'nightly' order by started_at desc limit 1) nightly on true
     order by v.connection`,
    [connection],
  );
}

/** Null where another node was faster. `isDue` is asked under the lock. */
export async function claimRun(
  tx: Tx,
  asked: { connection: string; cause: Cause; now: EpochMs; spanMs: number; ids: { next(): string }; isDue: (state: ConnectionState) => boolean },
): Promise<ClaimedRun | null> {
  const { connection, cause, now } = asked;
  await tx.run('select pg_advisory_xact_lock($1, hashtext($2))', [RECONCILIATION_LOCK, connection]);
  const [state] = await connectionStates(tx, connection);
  if (state === undefined || !asked.isDue(state)) return null;
  const members = await tx.rows<Member>(
    'select v.company_id, coalesce(v.known_since, c.created_at) as since from voice_connections v join companies c on c.id = v.company_id where v.connection = $1',
    [connection],
  );
  // What was before a company came here was not ours to catch, and its callers have long been served or lost.
  const from = Math.max(now - asked.spanMs, Math.min(...members.map(({ since }) => since)));
  const rows = new Map<string, string>();
  for (const { company_id: companyId } of members) {
    const id = asked.ids.next();
    rows.set(companyId, id);
    await tx.run(
      'insert into reconciliations (company_id, id, connection, cause, period_from, period_to, started_at) values ($1, $2, $3, $4, $5, $6, $6)',
      [companyId, id, connection, cause, iso(Math.min(from, now)), iso(now)],
    );
  }
  await tx.run('delete from reconciliations where connection = $1 and cause = $2 and started_at < $3', [connection, cause, iso(now - KEPT_DAYS * 86_400_000)]);
  return { connection, cause, from, to: now, members, rows };
}

/** Any number that no other advisory lock of ours takes: 'reco' as bytes. */
const RECONCILIATION_LOCK = 0x7265636f;

export async function finishRun(tx: Tx, run: ClaimedRun, end: { tallies: ReadonlyMap<string, Tally>; problem: string | null; now: EpochMs }): Promise<void> {
  for (const [companyId, id] of run.rows) {
    const tally = end.tallies.get(companyId);
    if (tally === undefined) continue;
    await tx.run(
      `update reconciliations set listed = $3, missing = $4, incomplete = $5, left_alone = $6, fetched = $7, settled = $8, failed = $9, problem = $10, finished_at = $11
       where company_id = $1 and id = $2`,
      [companyId, id, tally.listed, tally.missing, tally.incomplete, tally.left_alone, tally.fetched, tally.settled, tally.failed, end.problem, iso(end.now)],
    );
  }
}
