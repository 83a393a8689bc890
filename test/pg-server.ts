// The PostgreSQL of a test run: one server, migrated once into a template that every test file clones. Set
// DATABASE_URL_TEST to test against a server of your own (its user has to be the owner and may create databases).
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/platform/migrate.ts';
import { realClock } from '../src/platform/real-world.ts';
import { databaseUrl } from './database-url.ts';
import { execute } from './execute.ts';
import { MIGRATIONS } from './schema-file.ts';
import { silentLog } from './silent-log.ts';
import { startServer } from './start-server.ts';

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
