// The database over `pg`. Each transaction runs under a role that row-level security binds, inside one budget.
import { AsyncLocalStorage } from 'node:async_hooks';
import { assert } from './assert.ts';
import type { Database, IdentityDatabase, TransactOptions, Tx } from './database.ts';
import { Fault, messageOf } from './errors.ts';
import { Availability } from './postgres/availability.ts';
import type { State } from './postgres/availability.ts';
import { Connection, ConnectionLost } from './postgres/connection.ts';
import type { Target } from './postgres/connection.ts';
import { Listener } from './postgres/listener.ts';
import { Pool } from './postgres/pool.ts';
import { Transaction } from './postgres/transaction.ts';
import type { Means, Scope } from './postgres/transaction.ts';
import { isUuid } from './uuid.ts';
import { within } from './within.ts';
import type { World } from './world.ts';

/** The role that sees the one company named in `fangnetz.company_id`; created by migrate.ts. */
export const APP_ROLE = 'fangnetz_app';
/** The role of the machine's own work across companies; created by migrate.ts. */
export const MACHINE_ROLE = 'fangnetz_machine';

/** The company's role, for people who see some of its branches: bound by more policies; created by migrate.ts. */
export const LIMITED_ROLE = 'fangnetz_limited';

/** The role of the accounts, and of nothing else; created by migrate.ts. */
export const IDENTITY_ROLE = 'fangnetz_identity';

const PROBE_MS = 1000;
const CONNECT_MS = 5000;

export interface PostgresOptions {
  /** postgres://…, of the owner of the tables. */
  readonly url: string;
  readonly world: Pick<World, 'clock' | 'log'>;
  /** FANGNETZ_DATABASE_BUDGET_MS: default bound of a transaction. */
  readonly budgetMs: number;
  /** Connections for transactions; one more listens, and one probes while the database is down. Default 20. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** See Target. Default false: what a plan is worth depends on the company, and companies differ by a factor of thousands. */
  readonly keepPlans?: boolean;
}

export interface Postgres extends Database, IdentityDatabase {
  /** `state()` starts as 'down' and becomes 'up' with the first answer, normally within milliseconds. Returns the way to stop. */
  onStateChange(callback: (state: State) => void): () => void;
  /** For metrics: connections held, of these idle, and transactions waiting for one. */
  connections(): { readonly slots: number; readonly idle: number; readonly waiting: number };
}

/** Opens nothing but a probe in the background; the database may be down. Throws Fault CONFIG_INVALID on a URL that is none. */
export function openPostgres(options: PostgresOptions): Postgres {
  const { clock, log } = options.world;
  const target: Target = { url: options.url, applicationName: options.applicationName ?? 'fangnetz', keepPlans: options.keepPlans ?? false };
  checkUrl(target);
  const open = (signal: AbortSignal): Promise<Connection> => Connection.open(target, signal);
  const pool = new Pool({ open, clock, size: options.poolSize ?? 20 });
  const availability = new Availability({ clock, log, probe: (signal) => probe(options.world, open, signal) });
  const listener = new Listener({ open: (signal) => bounded(options.world, open, { ms: CONNECT_MS, signal }), clock, log });
  const transact = transactor({ pool, clock, availability }, options.budgetMs);
  availability.watch();
  return {
    inCompany: (companyId, work, settings) => {
      assert(isUuid(companyId), `not the id of a company: ${companyId}`);
      const branchIds = branchesOf(settings);
      return transact({ role: branchIds === '' ? APP_ROLE : LIMITED_ROLE, companyId, branchIds }, work, settings);
    },
    asMachine: (work, settings) => transact({ role: MACHINE_ROLE, companyId: '', branchIds: '' }, work, settings),
    asIdentity: (work, settings) => transact({ role: IDENTITY_ROLE, companyId: '', branchIds: '' }, work, settings),
    listen: (channel, onNotify) => listener.listen(channel, onNotify),
    state: () => availability.state,
    onStateChange: (callback) => availability.onChange(callback),
    connections: () => pool.counts,
    close: async () => {
      availability.close();
      listener.close();
      await pool.close();
    },
  };
}

// An empty list could be meant as 'none', and would be taken for 'all'.
function branchesOf(settings: TransactOptions = {}): string {
  const { branches } = settings;
  if (branches === undefined || branches === null) return '';
  assert(branches.length > 0 && branches.every(isUuid), `not the ids of branches: ${branches.join(', ')}`);
  return branches.join(',');
}

// A transaction inside a transaction takes a second connection while it holds the first: twenty of these at once
// wait for each other until their budgets are gone.
const current = new AsyncLocalStorage<{ active: boolean }>();

function transactor(means: Means, defaultBudgetMs: number) {
  return async <T>(scope: Scope, work: (tx: Tx) => Promise<T>, settings: TransactOptions = {}): Promise<T> => {
    assert(current.getStore()?.active !== true, 'a transaction was opened inside a transaction: pass its tx on instead');
    const mark = { active: true };
    const budgetMs = settings.budgetMs ?? defaultBudgetMs;
    try {
      return await current.run(mark, () => new Transaction(means, scope, { work, budgetMs }).run());
    } finally {
      mark.active = false;
    }
  };
}

type Open = (signal: AbortSignal) => Promise<Connection>;

async function bounded(world: Pick<World, 'clock'>, open: Open, limit: { ms: number; signal: AbortSignal }): Promise<Connection> {
  const late = new AbortController();
  return within(world.clock, limit.ms, open(AbortSignal.any([limit.signal, late.signal])), () => {
    const error = new ConnectionLost(`no connection within ${limit.ms} ms`);
    late.abort(error);
    return error;
  });
}

async function probe(world: Pick<World, 'clock'>, open: Open, signal: AbortSignal): Promise<void> {
  const connection = await bounded(world, open, { ms: PROBE_MS, signal });
  try {
    const answer = connection.query('SELECT pg_is_in_recovery() AS standby');
    const { rows } = await within(world.clock, PROBE_MS, answer, () => new ConnectionLost(`no answer within ${PROBE_MS} ms`));
    const [row] = rows as { standby: boolean }[];
    if (row?.standby !== false) throw new ConnectionLost('the server is a standby, which takes no writes');
    connection.close();
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

function checkUrl(target: Target): void {
  try {
    Connection.check(target);
  } catch (error) {
    throw new Fault('CONFIG_INVALID', `DATABASE_URL is not a PostgreSQL address: ${messageOf(error)}`, { cause: error });
  }
}
