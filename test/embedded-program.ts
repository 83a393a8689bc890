// Starts the embedded PostgreSQL of the directory given first and says so; `stop` on standard input ends it.
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.ts';

const [directory = '', elsewhere = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ directory, say: console.log, ...(elsewhere === '' ? {} : { elsewhere }) });
console.log(JSON.stringify({ url: postgres.url, pid: postgres.pid, attached: postgres.attached }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'stop') continue;
  await postgres.stop();
  process.exit(0);
}
