// How long the list of callbacks and its facets take over HTTP, with a million callbacks of five hundred companies, and how
// long a change takes to two hundred open pages. `node bench/desk-list.ts [directory]`: with a directory the rows are made
// once and kept.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createApiKey } from '../src/companies/api-key.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { openPostgres } from '../src/platform/postgres.ts';
import { realClock, realWorld } from '../src/platform/real-world.ts';
import { serverUnderTest } from '../test/e2e/server-under-test.ts';
import { execute } from '../test/execute.ts';
import { MIGRATIONS } from '../test/schema-file.ts';
import { silentLog } from '../test/silent-log.ts';
import { temporaryDirectory } from '../test/start-server.ts';
import { CALLBACKS, COMPANIES, fillDesk, LARGEST, slugOf } from './fill-desk.ts';
import { measure, measureMix, say } from './measure.ts';
import { fanOut } from './fan-out.ts';

const [given] = process.argv.slice(2);
const directory = given ?? (await temporaryDirectory());
const postgres = await startEmbeddedPostgres({ directory: join(directory, 'database'), say: () => undefined });
try {
  await migrate({ url: postgres.url, directory: MIGRATIONS, world: { clock: realClock, log: silentLog } });
  const [{ n }] = (await execute<{ n: number }>(postgres.url, 'select count(*)::int as n from callbacks')) as [{ n: number }];
  if (n === 0) {
    say('making the rows…');
    await fillDesk(postgres.url, { companies: COMPANIES, callbacks: CALLBACKS, largest: LARGEST, now: new Date().toISOString() });
  }
  await measureOver(postgres.url);
} finally {
  await postgres.stop();
  if (given === undefined) await rm(directory, { recursive: true, force: true });
}

async function measureOver(databaseUrl: string): Promise<void> {
  const world = realWorld(silentLog);
  const database = openPostgres({ url: databaseUrl, world, budgetMs: 5_000 });
  const keyOf = async (companySlug: string): Promise<string> => {
    const made = await createApiKey({ database, world }, { companySlug, role: 'owner' });
    if (typeof made === 'string') throw new Error(made);
    return made.key;
  };
  const server = await serverUnderTest({ data: join(directory, 'data'), databaseUrl, env: { FANGNETZ_API_REQUESTS_PER_MINUTE: '10000000' } });
  try {
    await server.start();
    say('\nfirst all of them until nothing gets faster any more, because of a server that has just started the first ones would say how long that took');
    const warm = { url: `${server.url}/api/v1`, key: await keyOf(slugOf(1)) };
    for (const [what, path] of QUERIES()) await measure(what, { ...warm, path }, () => undefined);
    for (const [name, slug] of [['100,000 callbacks', slugOf(1)], ['some 70,000', slugOf(2)], ['some 2,000', slugOf(60)]] as const) {
      say(`\n${name} (${slug})`);
      const ask = { url: `${server.url}/api/v1`, key: await keyOf(slug) };
      for (const [what, path] of QUERIES()) await measure(what, { ...ask, path });
      await measureMix('all of these, 4 at a time', ask, QUERIES().map(([, path]) => path));
    }
    say('\na change to 200 open pages');
    await fanOut({ url: `${server.url}/api/v1`, key: await keyOf(slugOf(3)) }, 200);
  } finally {
    await server.kill();
    await database.close();
  }
}

function QUERIES(): readonly (readonly [what: string, path: string])[] {
  const monthAgo = new Date(Date.now() - 30 * 24 * 3_600_000).toISOString();
  return [
    ['the list', '/callbacks'],
    ['the newest', '/callbacks?sort=-created_at'],
    ['the most urgent', '/callbacks?sort=priority'],
    ['200 of them', '/callbacks?limit=200'],
    ['what is due now', '/callbacks?tab=due_now'],
    ['what nobody has', '/callbacks?tab=unassigned&sort=priority'],
    ['done today', '/callbacks?tab=done_today&sort=-created_at'],
    ['open, urgent, one branch', '/callbacks?status=pending,assigned,contacted&priority=urgent&branch=filiale-2'],
    ['completed, by error type', '/callbacks?status=completed&error_type=partial_booking&sort=-created_at'],
    ['a service, the last month', `/callbacks?service=leistung-3&created_after=${monthAgo}`],
    ['a name', '/callbacks?q=Yıldız&sort=-created_at'],
    ['a rare name', '/callbacks?q=Hoffmann%204711'],
    ['a number', '/callbacks?q=030%202001500'],
    ['facets', '/callbacks/facets'],
    ['facets of a tab', '/callbacks/facets?tab=unassigned'],
    ['facets, urgent, one branch', '/callbacks/facets?priority=urgent&branch=filiale-2'],
    ['facets, the last month', `/callbacks/facets?created_after=${monthAgo}`],
    ['facets of a name', '/callbacks/facets?q=Yıldız'],
  ];
}
