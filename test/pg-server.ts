// The PostgreSQL of a test run: one server, migrated once into a template that every test file clones. Set
// DATABASE_URL_TEST to test against a server of your own (its user has to be the owner and may create databases).
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { realClock } from '../src/platform/real-world.ts';
import { databaseUrl } from './database-url.ts';
import { silentLog } from './silent-log.ts';

export const MIGRATIONS = join(import.meta.dirname, '../migrations');

export interface ServerOfRun {
  /** The owner's address of a database that is not the template. */
  readonly url: string;
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ServerOfRun;
  }
}

interface Running extends ServerOfRun {
  stop(): Promise<void>;
}

// Each vitest project runs its own setup; they share one server through the process.
interface Shared {
  running: Promise<Running> | null;
  users: number;
}
const SLOT = Symbol.for('fangnetz.test.postgres');
const holder = globalThis as { [SLOT]?: Shared };
const shared = (holder[SLOT] ??= { running: null, users: 0 });

export async function setup(project: TestProject): Promise<void> {
  shared.users += 1;
  shared.running ??= start();
  const { url, template } = await shared.running;
  project.provide('postgres', { url, template });
}

export async function teardown(): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0) return;
  const { running } = shared;
  shared.running = null;
  await (await running)?.stop();
}

async function start(): Promise<Running> {
  const server = await startServer();
  const template = `fangnetz_template_${process.pid}_${Date.now().toString(36)}`;
  await execute(server.url, `CREATE DATABASE ${template}`);
  await migrate({ url: databaseUrl(server.url, template), directory: MIGRATIONS, world: { clock: realClock, log: silentLog } });
  return {
    url: server.url,
    template,
    stop: async () => {
      await execute(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await server.stop();
    },
  };
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['DATABASE_URL_TEST'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-test-'));
  await chmod(directory, 0o711); // PostgreSQL runs under another account when we are root, and has to get through
  const server = await startEmbeddedPostgres({
    directory,
    say: () => undefined,
    // Nothing here has to survive the machine. Autovacuum off: its workers would sit in the template while it is cloned.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' },
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
