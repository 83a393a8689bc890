// A fault is something that a retry or an operator has to act on. Each has a stable code and says what to do
// next; docs/errors.md lists them all and a test keeps the two equal. Expected outcomes are unions instead,
// bugs are assertions (assert.ts).

export const FAULTS = {
  DATABASE_UNAVAILABLE: 'The database did not answer in time. Wishes go to the journal meanwhile; check DATABASE_URL, or the log of the embedded PostgreSQL in the data directory (postgres/postgres.log).',
  JOURNAL_UNWRITABLE: 'The journal cannot be written. Free disk space or make FANGNETZ_DATA_DIR writable; until then wishes are stored in the database only.',
  JOURNAL_FULL: 'The journal has reached its size bound. Bring the database back, so that it drains; until then wishes are refused that no database can store either.',
  JOURNAL_LOCKED: 'Another Fangnetz process uses this data directory. Stop it, or give this one a FANGNETZ_DATA_DIR of its own.',
  CONFIG_INVALID: 'The configuration is not valid. The message names the place, the reason and the remedy.',
  PORT_BUSY: 'The port is in use. Stop the other program or choose another with --port.',
  POSTGRES_START_FAILED: 'The embedded PostgreSQL did not start. Its log lies in the data directory (postgres/postgres.log).',
  MIGRATION_FAILED: 'A database migration failed and was rolled back. Nothing was changed; the message names the file.',
  DATABASE_UNSUITABLE: 'The database cannot be used as it is. The message names the reason and what has to be run on the server.',
  SECRET_UNREADABLE: 'A stored secret cannot be decrypted. FANGNETZ_SECRET (or data/secret.key) is not the one it was encrypted with.',
} as const;

export type FaultCode = keyof typeof FAULTS;

export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** What whoever reads this has to do. */
  readonly next: string;

  constructor(code: FaultCode, message: string, options?: { cause?: unknown; next?: string }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.next = options?.next ?? FAULTS[code];
  }
}

/**
 * The database is there; somebody else held for too long what this wanted to change. The machine treats it as every
 * DATABASE_UNAVAILABLE: nothing happened, and the same may succeed in a moment. A person is told what it was.
 */
export class HeldElsewhere extends Fault {
  constructor(message: string, options: { cause: unknown }) {
    super('DATABASE_UNAVAILABLE', message, { ...options, next: 'Somebody else is changing this at the moment. Try again.' });
  }
}

export function isFault(error: unknown, code?: FaultCode): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code);
}

/** The message of anything that was thrown, for a log line or an `exception_message`. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
