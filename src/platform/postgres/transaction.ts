// One transaction from BEGIN to COMMIT inside one budget, with what has to be tried again.
import { assert } from '../assert.ts';
import type { Tx } from '../database.ts';
import { Fault, HeldElsewhere, isFault, messageOf } from '../errors.ts';
import type { Clock } from '../world.ts';
import { within } from '../within.ts';
import type { Availability } from './availability.ts';
import type { Connection } from './connection.ts';
import type { Lease, Pool } from './pool.ts';
import { fateOf, isThere } from './sql-states.ts';
import { Statements } from './statements.ts';

const CONFLICT_RETRIES = 3;
/** Of the budget. Less than all of it: at its end nobody can tell a lock from a server that says nothing. */
const LOCK_SHARE = 0.8;

export interface Scope {
  readonly role: string;
  /** Empty for the machine. Must be safe inside quotes: it is part of the preamble's text. */
  readonly companyId: string;
  /** Ids with commas between them, for the role that is limited to branches; otherwise empty. As safe as companyId. */
  readonly branchIds: string;
}

export interface Means {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly availability: Availability;
}

type Phase = 'waiting for a free connection' | 'connecting' | 'beginning' | 'working' | 'committing';

export class Transaction<T> {
  readonly #means: Means;
  readonly #scope: Scope;
  readonly #work: (tx: Tx) => Promise<T>;
  readonly #budgetMs: number;
  readonly #endsAt: number;
  readonly #expired = new AbortController();
  #connection: Connection | null = null;
  #phase: Phase = 'waiting for a free connection';

  constructor(means: Means, scope: Scope, task: { work: (tx: Tx) => Promise<T>; budgetMs: number }) {
    this.#means = means;
    this.#scope = scope;
    this.#work = task.work;
    this.#budgetMs = task.budgetMs;
    this.#endsAt = means.clock.monotonic() + task.budgetMs;
  }

  async run(): Promise<T> {
    return within(this.#means.clock, this.#budgetMs, this.#attempts(), () => this.#expire());
  }

  async #attempts(): Promise<T> {
    for (let retriesLeft = CONFLICT_RETRIES; ; retriesLeft -= 1) {
      const statements = await this.#begin();
      try {
        return await this.#attempt(statements);
      } catch (error) {
        if (!statements.conflicted || retriesLeft === 0 || this.#expired.signal.aborted) throw error;
      }
    }
  }

  /** A connection from the pool may have died in its sleep. Nothing was sent on it yet, so a fresh one may take its place. */
  async #begin(): Promise<Statements> {
    for (let tries = 0; ; tries += 1) {
      const lease = await this.#acquire();
      const statements = new Statements(lease.connection);
      this.#phase = 'beginning';
      try {
        await statements.preamble(this.#preamble());
        this.#phase = 'working';
        return statements;
      } catch (error) {
        if (this.#connection !== null) this.#means.pool.discard(this.#leaseBack());
        if (lease.reused && tries === 0 && statements.unavailable && !this.#expired.signal.aborted) {
          this.#means.pool.dropIdle();
          continue;
        }
        throw this.#unavailable(error);
      }
    }
  }

  async #acquire(): Promise<Lease> {
    this.#phase = this.#means.pool.full ? 'waiting for a free connection' : 'connecting';
    let lease: Lease;
    try {
      lease = await this.#means.pool.acquire(this.#expired.signal);
    } catch (error) {
      throw isFault(error) ? error : this.#unavailable(error);
    }
    if (this.#expired.signal.aborted) {
      this.#means.pool.release(lease.connection);
      throw this.#expired.signal.reason;
    }
    this.#connection = lease.connection;
    return lease;
  }

  // SET LOCAL, never SET: nothing may outlive the transaction on a pooled connection. And no SELECT set_config(…):
  // after a query the work could not choose its isolation level any more. Zone and date style are fixed because the
  // server's or the user's own defaults would change what a cast to date means.
  #preamble(): string {
    const remainingMs = Math.max(1, Math.floor(this.#endsAt - this.#means.clock.monotonic()));
    return [
      'BEGIN',
      `SET LOCAL ROLE ${this.#scope.role}`,
      `SET LOCAL fangnetz.company_id = '${this.#scope.companyId}'`,
      `SET LOCAL fangnetz.branch_ids = '${this.#scope.branchIds}'`,
      `SET LOCAL statement_timeout = ${remainingMs}`,
      `SET LOCAL lock_timeout = ${Math.max(1, Math.floor(remainingMs * LOCK_SHARE))}`,
      `SET LOCAL idle_in_transaction_session_timeout = ${remainingMs + 1000}`,
      `SET LOCAL TimeZone = 'UTC'`,
      `SET LOCAL DateStyle = 'ISO'`,
    ].join('; ');
  }

  async #attempt(statements: Statements): Promise<T> {
    try {
      const value = await this.#work(statements);
      await statements.finish();
      this.#phase = 'committing';
      await statements.commit();
      this.#means.availability.up();
      this.#means.pool.release(this.#leaseBack());
      return value;
    } catch (error) {
      await this.#abandon(statements);
      throw this.#translate(statements, error);
    }
  }

  async #abandon(statements: Statements): Promise<void> {
    await statements.finish();
    const { pool } = this.#means;
    const rolledBack = !this.#expired.signal.aborted && (await statements.rollback());
    if (this.#expired.signal.aborted) return;
    if (rolledBack) pool.release(this.#leaseBack());
    else pool.discard(this.#leaseBack());
  }

  // A failed statement decides, not what the work made of it: work that catches everything and goes on would
  // otherwise turn a lost connection into an outcome of its own.
  #translate(statements: Statements, error: unknown): unknown {
    if (this.#expired.signal.aborted) return this.#expired.signal.reason;
    if (statements.unavailable) return this.#unavailable(statements.unavailable);
    return error;
  }

  #unavailable(error: unknown): Fault {
    if (this.#expired.signal.aborted) return this.#expired.signal.reason;
    if (!isThere(error)) this.#means.availability.down(messageOf(error));
    if (fateOf(error) === 'held') return new HeldElsewhere(`another transaction held what this one wanted to change: ${messageOf(error)}`, { cause: error });
    return new Fault('DATABASE_UNAVAILABLE', `the database failed while ${this.#phase}: ${messageOf(error)}${this.#outcome()}`, { cause: error });
  }

  #expire(): Fault {
    const idle = this.#phase === 'waiting for a free connection' || (this.#phase === 'working' && this.#connection?.busy === false);
    const where = this.#phase === 'working' && idle ? 'working outside the database' : this.#phase;
    const fault = new Fault('DATABASE_UNAVAILABLE', `no end of the transaction within ${this.#budgetMs} ms, while ${where}${this.#outcome()}`);
    this.#expired.abort(fault);
    // a statement that runs for too long may wait for another one: then the server answers everybody else
    if (this.#phase === 'working' && !idle) this.#means.availability.doubt(fault.message);
    else if (!idle) this.#means.availability.down(fault.message);
    if (this.#connection !== null) this.#means.pool.discard(this.#leaseBack());
    return fault;
  }

  #outcome(): string {
    return this.#phase === 'committing' ? '; whether it was committed is unknown' : '';
  }

  #leaseBack(): Connection {
    const connection = this.#connection;
    assert(connection !== null, 'a connection was given back twice');
    this.#connection = null;
    return connection;
  }
}
