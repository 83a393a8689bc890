// A PostgreSQL of its own in a temporary directory, for a simulation that is run from the command line.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { openPostgres } from '../src/platform/postgres.ts';
import type { Postgres } from '../src/platform/postgres.ts';
import { realClock } from '../src/platform/real-world.ts';
import type { Log } from '../src/platform/world.ts';
import { databaseUrl } from '../test/database-url.ts';
import { execute } from '../test/execute.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const TEMPLATE = 'before_the_week';
/** Nothing here has to survive the machine. */
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } as const;

export interface ThrowawayServer {
  /** An empty, migrated database; closed with the server. */
  database(name: string): Promise<Postgres>;
  stop(): Promise<void>;
}

export async function throwawayServer(): Promise<ThrowawayServer> {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-simulation-'));
  await chmod(directory, 0o711); // PostgreSQL runs under another account when we are root, and has to get through
  const server = await startEmbeddedPostgres({ directory, say: () => undefined, settings: THROWAWAY });
  const open: Postgres[] = [];
  let migrated: Promise<void> | null = null;
  return {
    database: async (name) => {
      migrated ??= makeTemplate(server.url);
      await migrated;
      await execute(server.url, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      const url = databaseUrl(server.url, name);
      const database = openSimulated(url);
      open.push(database);
      return database;
    },
    stop: async () => {
      await Promise.all(open.map(async (database) => await database.close()));
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Migrated once, however many weeks are played. */
async function makeTemplate(serverUrl: string): Promise<void> {
  await execute(serverUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate({ url: databaseUrl(serverUrl, TEMPLATE), directory: MIGRATIONS, world: { clock: realClock, log: SILENT } });
}

/**
 * One connection: what is done at the same instant is done in the same order every time. Its plans are kept, because two
 * thirds of what a week costs PostgreSQL would be planning the same few statements again for the one company that there is.
 */
export function openSimulated(url: string): Postgres {
  return openPostgres({ url, world: { clock: realClock, log: SILENT }, budgetMs: 30_000, poolSize: 1, keepPlans: true });
}
