// Compares a connection's calls at Retell with ours and takes what is missing by the same way as its events. Webhooks get
// lost: an outage of ours longer than Retell's three tries, a URL that was changed, a proxy in between. A call that
// nobody heard of is a wish that nobody heard of.
import type { Database } from '../platform/database.ts';
import type { World } from '../platform/world.ts';
import type { Connection } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { retellClient, type RetellClient } from '../retell/client.ts';
import type { ListedCall } from '../retell/shapes.ts';
import { companyOf, compareCall, isAnalysed, type KnownCall, type Verdict } from './compare-call.ts';
import { claimRun, finishRun, type Cause, type ClaimedRun, type ConnectionState, type Tally } from './store-reconciliation.ts';

/** An event as Retell would have sent it. */
export interface FetchedEvent {
  readonly event: 'call_ended' | 'call_analyzed';
  readonly call: ListedCall;
}

export interface Reconciling {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  /** What takes an event of the platform's; `refused`: it could be stored nowhere. */
  readonly takeCall: (connection: Connection, event: FetchedEvent) => Promise<'stored' | 'refused'>;
  readonly signal: AbortSignal;
}

export interface FoundCall {
  readonly companyId: string;
  readonly retellCallId: string;
  readonly startedAt: number | null;
  readonly verdict: 'missing' | 'incomplete';
  readonly outcome: 'settled' | 'failed';
  readonly why: string | null;
}

export interface Reconciled {
  readonly run: ClaimedRun;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly found: readonly FoundCall[];
  /** Why the list came to no end; what was found until then is taken all the same. */
  readonly problem: string | null;
}

export interface Scope {
  readonly connection: Connection;
  readonly cause: Cause;
  readonly spanMs: number;
  /** For all requests to Retell and all waiting for it together. */
  readonly budgetMs: number;
  readonly isDue: (state: ConnectionState) => boolean;
}

/** Null where it is not due any more. Throws Fault DATABASE_UNAVAILABLE; then it is due again later. */
export async function reconcileRetell(parts: Reconciling, scope: Scope): Promise<Reconciled | null> {
  const { world, database } = parts;
  const { connection, cause, spanMs, isDue } = scope;
  const now = world.clock.now();
  const run = await database.asMachine(async (tx) => await claimRun(tx, { connection: connection.name, cause, now, spanMs, ids: world.ids, isDue }), BUDGET);
  if (run === null) return null;
  const client = retellClient(connection, { world, budgetMs: scope.budgetMs, signal: parts.signal });
  const comparison = new Comparison(parts, { run, connection, client });
  const listed = await client.listCalls({ from: run.from, to: run.to }, async (page) => await comparison.take(page));
  const problem = listed.kind === 'done' ? null : listed.detail;
  const { tallies, found } = comparison;
  await database.asMachine(async (tx) => await finishRun(tx, run, { tallies, problem, now: world.clock.now() }), BUDGET);
  return { run, tallies, found, problem };
}

const BUDGET = { budgetMs: 10_000 };

class Comparison {
  readonly tallies: Map<string, Tally>;
  readonly found: FoundCall[] = [];
  readonly #parts: Reconciling;
  readonly #of: { run: ClaimedRun; connection: Connection; client: RetellClient };
  readonly #since: ReadonlyMap<string, number>;

  constructor(parts: Reconciling, of: { run: ClaimedRun; connection: Connection; client: RetellClient }) {
    this.#parts = parts;
    this.#of = of;
    this.#since = new Map(of.run.members.map(({ company_id: id, since }) => [id, since]));
    this.tallies = new Map(of.run.members.map(({ company_id: id }) => [id, { listed: 0, missing: 0, incomplete: 0, left_alone: 0, fetched: 0, settled: 0, failed: 0 }]));
  }

  async take(page: readonly ListedCall[]): Promise<void> {
    const { connection } = this.#of;
    const ids = page.map(({ call_id: id }) => id);
    const known = Map.groupBy(await this.#parts.database.asMachine(async (tx) => await tx.rows<KnownCall>(
      `select company_id, retell_call_id, ended_at is not null or words_cleared_at is not null as ended, analysis is not null or words_cleared_at is not null as analysed
       from calls where connection = $1 and retell_call_id = any($2::text[])`,
      [connection.name, ids],
    ), BUDGET), (row) => row.retell_call_id);
    const now = this.#parts.world.clock.now();
    for (const call of page) {
      const companyId = companyOf(this.#parts.directory, connection, call);
      const tally = companyId === null ? undefined : this.tallies.get(companyId);
      if (companyId === null || tally === undefined || (call.start_timestamp ?? now) < (this.#since.get(companyId) ?? 0)) continue;
      tally.listed += 1;
      await this.#settle(call, { companyId, tally, verdict: compareCall(call, { companyId, known: known.get(call.call_id) ?? [], now }) });
    }
  }

  async #settle(call: ListedCall, of: { companyId: string; tally: Tally; verdict: Verdict }): Promise<void> {
    const { companyId, tally, verdict } = of;
    if (verdict === 'left_alone') tally.left_alone += 1;
    if (verdict !== 'missing' && verdict !== 'incomplete') return;
    tally[verdict] += 1;
    const why = await this.#bring(call, tally);
    tally[why === null ? 'settled' : 'failed'] += 1;
    this.found.push({ companyId, retellCallId: call.call_id, startedAt: call.start_timestamp ?? null, verdict, outcome: why === null ? 'settled' : 'failed', why });
  }

  /** Why it could not be taken, or null. */
  async #bring(listed: ListedCall, tally: Tally): Promise<string | null> {
    const { client, connection } = this.#of;
    const fetched = await client.call(listed.call_id);
    if (fetched.kind !== 'done') return fetched.detail;
    tally.fetched += 1;
    const call = fetched.value;
    const taken = await this.#parts.takeCall(connection, { event: isAnalysed(call) ? 'call_analyzed' : 'call_ended', call });
    return taken === 'stored' ? null : 'it could be stored nowhere; the database did not answer';
  }
}
