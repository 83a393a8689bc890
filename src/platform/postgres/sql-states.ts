// What an error of the database means for the transaction it happened in.
import { DatabaseError } from 'pg';

/**
 * - `gone`: this server or connection is no use now; counts as down.
 * - `late`: the server is there, but did not answer in time.
 * - `held`: the server is there; another transaction held for too long what this one wanted to lock.
 * - `again`: the transaction was rolled back for the sake of another one; the same work may succeed at once.
 */
export type Fate = 'gone' | 'late' | 'held' | 'again';

// PostgreSQL manual, appendix A. A prefix of two characters stands for the whole class.
const FATES: readonly (readonly [state: string, fate: Fate])[] = [
  ['08', 'gone'], // connection exceptions
  ['53', 'gone'], // too many connections, disk full, out of memory
  ['57P01', 'gone'], // admin shutdown
  ['57P02', 'gone'], // crash shutdown
  ['57P03', 'gone'], // still starting up
  ['57P05', 'gone'], // the server closed an idle session
  ['58030', 'gone'], // the server cannot read or write its files
  ['25P03', 'gone'], // the server closed a transaction that idled
  ['25006', 'gone'], // read-only: a standby after a failover; a new connection may reach the primary
  ['57014', 'late'], // statement_timeout, or cancelled by the operator
  ['55P03', 'held'], // lock_timeout
  ['40001', 'again'], // serialization failure
  ['40P01', 'again'], // deadlock
  ['23505', 'again'], // unique violation: ON CONFLICT guards one index, and a row that came in between may offend another
];

/** The server has answered, if only that it will not: it is not down, and its connection is of use. */
export function isThere(error: unknown): boolean {
  const fate = fateOf(error);
  return fate === 'late' || fate === 'held';
}

export function fateOf(error: unknown): Fate | null {
  if (!(error instanceof DatabaseError)) return null;
  const state = error.code ?? '';
  return FATES.find(([prefix]) => state.startsWith(prefix))?.[1] ?? null;
}
