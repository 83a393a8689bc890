// Placeholder until the server is put together here: answers /healthz, so that start and stop can be tested.
import { createServer } from 'node:http';
import type { Config } from './platform/config.ts';
import type { EmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.ts';

export interface Surroundings {
  readonly databaseUrl: string;
  /** Null where DATABASE_URL names a PostgreSQL of its own. */
  readonly postgres: EmbeddedPostgres | null;
  /** A plain line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Aborted when the program is asked to end while it starts. */
  readonly signal: AbortSignal;
}

export interface Server {
  stop(): Promise<void>;
}

export async function startServer(config: Config, surroundings: Surroundings): Promise<Server> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.port, config.host, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  surroundings.say(`fangnetz ready on http://${config.host}:${port}`);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
