// A real database for a test file: `const { database } = await testDatabase()` at its top, or inside one test.
import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import { openPostgres } from '../src/platform/postgres.ts';
import type { Postgres, PostgresOptions } from '../src/platform/postgres.ts';
import { realClock } from '../src/platform/real-world.ts';
import { databaseUrl } from './database-url.ts';
import { execute } from './execute.ts';
import type { ServerOfRun } from './pg-server.ts';
import { silentLog } from './silent-log.ts';

export interface TestDatabase {
  /** Opened over the clone; closed and dropped with it at the end. */
  readonly database: Postgres;
  /** The owner's address of the clone. */
  readonly url: string;
}

/** A clone of the migrated template. Lives until the end of the file, or of the test it is called in. Costs some 30 ms. */
export async function testDatabase(options: Partial<Omit<PostgresOptions, 'url'>> = {}): Promise<TestDatabase> {
  const { template } = server();
  const url = await cloneDatabase(template);
  const database = openPostgres({ url, world: { clock: realClock, log: silentLog }, budgetMs: 10_000, ...options });
  atTheEnd(() => database.close());
  return { database, url };
}

/** An empty database: no roles granted, nothing migrated. Returns the owner's address. */
export async function emptyDatabase(): Promise<string> {
  return cloneDatabase('template0');
}

async function cloneDatabase(template: string): Promise<string> {
  const { url } = server();
  const name = `fangnetz_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await execute(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  atTheEnd(async () => void (await execute(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return databaseUrl(url, name);
}

/** The server of this run. Throws in files that the run starts no server for. */
export function server(): ServerOfRun {
  const { testPath } = expect.getState();
  const provided = inject('postgres') as ServerOfRun | undefined;
  if (provided === undefined) {
    throw new Error(`${testPath ?? 'this test'} uses PostgreSQL: name the file …${'.pg.test.ts'} (or .e2e.test.ts), only these get a server`);
  }
  return provided;
}

// Last registered, first run: the pool is closed before its database is dropped.
function atTheEnd(work: () => Promise<void>): void {
  if (expect.getState().currentTestName === undefined) afterAll(work);
  else onTestFinished(work);
}
