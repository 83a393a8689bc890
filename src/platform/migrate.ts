// Brings a database to the schema of this program: the roles first, then the numbered files in order, each in its
// own transaction, all under one lock so that any number of nodes may start at once.
import { DatabaseError } from 'pg';
import { Fault, isFault, messageOf } from './errors.ts';
import { iso } from './iso.ts';
import { readMigrations } from './migration-files.ts';
import type { MigrationFile } from './migration-files.ts';
import { APP_ROLE, IDENTITY_ROLE, LIMITED_ROLE, MACHINE_ROLE } from './postgres.ts';
import { Connection } from './postgres/connection.ts';
import { ensureMember, ensureRoles } from './postgres/ensure-roles.ts';
import { fateOf } from './postgres/sql-states.ts';
import type { World } from './world.ts';

// Any number that no other program takes: 'fang' as bytes.
const LOCK = 0x66616e67;

export interface MigrateOptions {
  /** postgres://…, of the owner of the tables. */
  readonly url: string;
  /** Where the files NNNN_name.sql lie. */
  readonly directory: string;
  readonly world: Pick<World, 'clock' | 'log'>;
  /** Ends the attempt; whatever file is under way is rolled back. There is no bound otherwise: an index may take hours. */
  readonly signal?: AbortSignal;
}

/**
 * Returns the names of the files that were applied now. Throws Fault DATABASE_UNAVAILABLE where the database cannot be
 * reached (try again), DATABASE_UNSUITABLE where it is too old or the roles cannot be had, MIGRATION_FAILED otherwise.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(options.directory);
  const signal = options.signal ?? new AbortController().signal;
  let connection: Connection | null = null;
  const stop = (): void => connection?.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    connection = await connect(options.url, signal);
    const applied = await applyAll(connection, files, options.world);
    connection.close();
    return applied;
  } catch (error) {
    connection?.destroy();
    throw translate(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function connect(url: string, signal: AbortSignal): Promise<Connection> {
  try {
    return await Connection.open({ url, applicationName: 'fangnetz migrate' }, signal);
  } catch (error) {
    throw new Fault('DATABASE_UNAVAILABLE', `no connection to migrate the database: ${messageOf(error)}`, { cause: error });
  }
}

async function applyAll(connection: Connection, files: readonly MigrationFile[], world: Pick<World, 'clock' | 'log'>): Promise<string[]> {
  // A user's or a database's own settings must not change what a migration means, nor end it in the middle.
  await connection.query("SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET TimeZone = 'UTC'");
  await ensureRoles(connection, [APP_ROLE, MACHINE_ROLE, IDENTITY_ROLE, LIMITED_ROLE]);
  await ensureMember(connection, LIMITED_ROLE, APP_ROLE);
  await connection.query('SELECT pg_advisory_lock($1)', [LOCK]);
  await connection.query(
    'CREATE TABLE IF NOT EXISTS fangnetz_migrations (number int PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
  );
  const missing = missingFiles(files, await recorded(connection));
  for (const file of missing) {
    const startedAt = world.clock.monotonic();
    await apply(connection, file, iso(world.clock.now()));
    world.log.info({ event: 'migration_applied', file: file.name, ms: Math.round(world.clock.monotonic() - startedAt) }, 'Migration applied');
  }
  await connection.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  return missing.map(({ name }) => name);
}

interface Recorded {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

async function recorded(connection: Connection): Promise<Recorded[]> {
  const { rows } = await connection.query('SELECT number, name, sha256 FROM fangnetz_migrations ORDER BY number');
  return rows as Recorded[];
}

// What is recorded has to be the beginning of the files, unchanged: anything else is a database that this program does not know.
function missingFiles(files: readonly MigrationFile[], recorded: readonly Recorded[]): readonly MigrationFile[] {
  recorded.forEach((done, index) => {
    const file = files[index];
    if (file === undefined) throw refuse(done.name, 'is applied in the database, but unknown to this version. Start the newer version that applied it.');
    if (file.number !== done.number) {
      const first = file.number < done.number ? file.name : done.name;
      throw refuse(first, file.number < done.number ? `comes before ${done.name}, which is applied already. Give it a new number.` : 'is applied in the database, but its file is missing.');
    }
    if (file.sha256 !== done.sha256) throw refuse(file.name, 'was changed after it had been applied. Restore the released file and put the change into a new one.');
  });
  return files.slice(recorded.length);
}

function refuse(name: string, why: string): Fault {
  return new Fault('MIGRATION_FAILED', `${name} ${why}`);
}

async function apply(connection: Connection, file: MigrationFile, now: string): Promise<void> {
  try {
    await connection.query('BEGIN');
    await connection.query(file.sql);
    await connection.query('INSERT INTO fangnetz_migrations (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)', [file.number, file.name, file.sha256, now]);
    await connection.query('COMMIT');
  } catch (error) {
    if (connection.broken !== null || fateOf(error) === 'gone') throw error;
    throw new Fault('MIGRATION_FAILED', `${file.name}${lineOf(file.sql, error)}: ${messageOf(error)}`, { cause: error });
  }
}

function lineOf(sql: string, error: unknown): string {
  const position = error instanceof DatabaseError ? Number(error.position ?? 0) : 0;
  return position > 0 ? `, line ${sql.slice(0, position).split('\n').length}` : '';
}

function translate(error: unknown): unknown {
  if (isFault(error)) return error;
  if (fateOf(error) === 'gone' || !(error instanceof DatabaseError)) {
    return new Fault('DATABASE_UNAVAILABLE', `the database was lost while it was migrated: ${messageOf(error)}`, { cause: error });
  }
  return new Fault('MIGRATION_FAILED', messageOf(error), { cause: error });
}
