import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.ts';

export interface TestServer {
  /** The owner's address of a database of the server. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL for a test run in a temporary directory, or the one of DATABASE_URL_TEST. */
export async function startServer(): Promise<TestServer> {
  const given = process.env['DATABASE_URL_TEST'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const directory = await temporaryDirectory();
  const server = await startEmbeddedPostgres({ directory, say: () => undefined, settings: THROWAWAY });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

// Nothing here has to survive the machine. Autovacuum off: its workers would sit in the template while it is cloned.
export const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' } as const;

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-test-'));
  await chmod(directory, 0o711); // PostgreSQL runs under another account when we are root, and has to get through
  return directory;
}
