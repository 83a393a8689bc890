// The statements of one transaction attempt, and what became of them.
import { DatabaseError } from 'pg';
import type { QueryResult } from 'pg';
import { assert } from '../assert.ts';
import type { Tx, Value } from '../database.ts';
import type { Connection } from './connection.ts';
import { fateOf, isThere } from './sql-states.ts';

export class Statements implements Tx {
  readonly #connection: Connection;
  #over = false;
  #unavailable: Error | null = null;
  #conflicted = false;
  #failed: Error | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The first failure that means that the database is not there, or not in time. */
  get unavailable(): Error | null {
    return this.#unavailable;
  }

  /** The database rolled this transaction back for the sake of another one. */
  get conflicted(): boolean {
    return this.#conflicted;
  }

  async rows<R extends object>(text: string, values: readonly (Value | undefined)[] = []): Promise<R[]> {
    return (await this.#statement(text, values)).rows as R[];
  }

  async maybe<R extends object>(text: string, values: readonly (Value | undefined)[] = []): Promise<R | null> {
    const rows = await this.rows<R>(text, values);
    assert(rows.length <= 1, `one row at most was expected, ${rows.length} came: ${text}`);
    return rows[0] ?? null;
  }

  async run(text: string, values: readonly (Value | undefined)[] = []): Promise<number> {
    return (await this.#statement(text, values)).rowCount ?? 0;
  }

  async preamble(text: string): Promise<void> {
    await this.#send(text);
  }

  /** From here on the work cannot send anything; resolves once all it sent is answered. */
  async finish(): Promise<void> {
    this.#over = true;
    await this.#connection.quiet();
  }

  async commit(): Promise<void> {
    const { command } = await this.#send('COMMIT');
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and no error.
    assert(command === 'COMMIT', `a statement failed and the work went on as if it had not: ${this.#failed?.message ?? command}`);
  }

  /** False where the connection is of no use any more. */
  async rollback(): Promise<boolean> {
    if (this.#connection.broken !== null || (this.#unavailable !== null && !isThere(this.#unavailable))) return false;
    try {
      await this.#send('ROLLBACK');
      return true;
    } catch {
      return false; // the caller throws the connection away, and the server rolls back by itself
    }
  }

  async #statement(text: string, values: readonly (Value | undefined)[]): Promise<QueryResult<object>> {
    assert(!this.#over, `a statement after the end of its transaction: ${text}`);
    return this.#send(text, values);
  }

  async #send(text: string, values?: readonly (Value | undefined)[]): Promise<QueryResult<object>> {
    try {
      return await this.#connection.query(text, values);
    } catch (error) {
      assert(error instanceof Error, 'the driver rejects with errors');
      this.#note(error);
      throw error;
    }
  }

  #note(error: Error): void {
    this.#failed ??= error;
    const fate = fateOf(error);
    if (fate === 'again') this.#conflicted = true;
    else if (fate !== null || (this.#connection.broken !== null && !(error instanceof DatabaseError))) this.#unavailable ??= error;
  }
}
