import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { lockData } from '../platform/data-lock.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';

/** Where the embedded database of a data directory lies. */
export function embeddedDirectory(config: Config): string {
  return join(config.dataDirectory, 'postgres');
}

/**
 * Runs one command's work against the database, whether the server runs or not: DATABASE_URL, else the embedded one
 * that is up, else one that is started for it and stopped afterwards.
 */
export async function withDatabaseUrl<T>(config: Config, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const running = config.databaseUrl ?? (await findEmbeddedPostgres(embeddedDirectory(config)));
  if (running !== null) return work(running);
  const say = (line: string): void => console.error(line);
  const lock = await lockData({ directory: config.dataDirectory, say });
  try {
    const postgres = await startEmbeddedPostgres({ directory: embeddedDirectory(config), say });
    try {
      return await work(postgres.url);
    } finally {
      await postgres.stop();
    }
  } finally {
    await lock.release();
  }
}
