// The interface of the database; postgres.ts implements it over `pg`. Companies are separated by row-level
// security under a role that cannot bypass it, so a forgotten WHERE shows nothing instead of somebody else's row.

export type Value = string | number | boolean | null | readonly string[] | readonly number[] | object;

/** One transaction. Instants come back as epoch milliseconds (timestamptz), dates as 'YYYY-MM-DD', bigint/count as number. */
export interface Tx {
  /** Rows of one statement with $1, $2… */
  rows<R extends object>(text: string, values?: readonly (Value | undefined)[]): Promise<R[]>;
  /** The only row, or null where there is none. More than one is a bug (assertion). */
  maybe<R extends object>(text: string, values?: readonly (Value | undefined)[]): Promise<R | null>;
  /** Runs a statement and returns the number of rows it touched. */
  run(text: string, values?: readonly (Value | undefined)[]): Promise<number>;
}

export interface TransactOptions {
  /** Bound for the whole transaction, connecting included; default: the configured database budget (1500 ms). */
  readonly budgetMs?: number;
  /** Narrows a company's transaction to what belongs to these branches, or to none in particular. null, undefined: the whole company. */
  readonly branches?: readonly string[] | null;
}

/** Accounts of people: their tables are out of reach for every company and for the machine. */
export interface IdentityDatabase {
  /** One transaction that sees the accounts and nothing else. Throws Fault DATABASE_UNAVAILABLE as below. */
  asIdentity<T>(work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
}

export interface Database {
  /**
   * One transaction that sees exactly one company.
   * Throws Fault DATABASE_UNAVAILABLE where the database does not answer in time or cannot be reached; when that
   * happens at COMMIT, the outcome is unknown, so everything done inside has to be idempotent.
   */
  inCompany<T>(companyId: string, work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** One transaction of the machine itself, across companies (sweeps, routing, metrics). Serves a person's request only where that is about his companies as such (docs/adr/0022). */
  asMachine<T>(work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** Calls back for every NOTIFY on the channel; reconnects by itself. Returns the way to stop. */
  listen(channel: string, onNotify: (payload: string) => void): () => void;
  state(): 'up' | 'down';
  close(): Promise<void>;
}
