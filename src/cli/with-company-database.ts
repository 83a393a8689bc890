import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { createLog } from '../platform/log.ts';
import { migrate } from '../platform/migrate.ts';
import { openPostgres } from '../platform/postgres.ts';
import { realWorld } from '../platform/real-world.ts';
import { openSecrets } from '../platform/secrets.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { World } from '../platform/world.ts';
import { withDatabaseUrl } from './database-url.ts';

export interface CommandMeans {
  readonly database: Database;
  readonly world: World;
  readonly secrets: Secrets;
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Runs a command's work over the migrated database of this installation, whether its server runs or not. */
export async function withCompanyDatabase<T>(config: Config, work: (means: CommandMeans) => Promise<T>): Promise<T> {
  // Standard output belongs to the command's answer.
  const world = realWorld(createLog({ level: 'warn', destination: process.stderr }), config);
  return withDatabaseUrl(config, async (url) => {
    await migrate({ url, directory: MIGRATIONS, world });
    const secrets = await openSecrets({ secret: config.secret, dataDir: config.dataDirectory, random: world.random });
    const database = openPostgres({ url, world, budgetMs: config.databaseBudgetMs, poolSize: 2, applicationName: 'fangnetz command' });
    try {
      return await work({ database, world, secrets });
    } finally {
      await database.close();
    }
  });
}
