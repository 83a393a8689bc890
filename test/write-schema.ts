// `node test/write-schema.ts`: migrates a fresh database and writes what came of it to migrations/schema.sql.
import { writeFile } from 'node:fs/promises';
import { migrate } from '../src/platform/migrate.ts';
import { realClock } from '../src/platform/real-world.ts';
import { databaseUrl } from './database-url.ts';
import { dumpUrl } from './dump-url.ts';
import { execute } from './execute.ts';
import { MIGRATIONS, SCHEMA_FILE } from './schema-file.ts';
import { silentLog } from './silent-log.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
const name = `fangnetz_schema_${process.pid}`;
try {
  await execute(server.url, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = databaseUrl(server.url, name);
  await migrate({ url, directory: MIGRATIONS, world: { clock: realClock, log: silentLog } });
  await writeFile(SCHEMA_FILE, await dumpUrl(url));
  console.log(`written: ${SCHEMA_FILE}`);
} finally {
  await execute(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await server.stop();
}
