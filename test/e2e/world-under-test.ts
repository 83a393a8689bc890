// A whole installation for the tests of one file: the real server over a PostgreSQL that the test can take away, and
// salons on it, each with a Cal.com of its own, set up by the real command line.
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startCalComStandIn } from '../../demo/cal-com/stand-in.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { readSnapshot } from '../../src/companies/snapshot.ts';
import { realRandom } from '../../src/platform/real-world.ts';
import { deriveKey, secretsOf } from '../../src/platform/secrets.ts';
import { serversBelow, until } from '../scratch.ts';
import { temporaryDirectory, THROWAWAY } from '../start-server.ts';
import { salonUnderTest } from './salon-under-test.ts';
import type { SalonUnderTest } from './salon-under-test.ts';
import { COMMAND, serverUnderTest } from './server-under-test.ts';
import type { ServerUnderTest } from './server-under-test.ts';

export interface WorldUnderTest {
  readonly server: ServerUnderTest;
  /** Stops PostgreSQL and keeps it stopped, and brings it back. Null where the server runs its own. */
  readonly postgres: EmbeddedPostgres | null;
  /** The data directory of `server`. */
  readonly data: string;
  /** Runs the command line of this installation; rejects unless it ends with 0. Returns standard output. */
  fangnetz(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** A company of its own, known to the server when this resolves; `change` rewrites its file first. */
  salon(change?: (file: CompanyFile) => object): Promise<SalonUnderTest>;
  /** Another server process over the same database, with a data directory of its own. */
  secondServer(): Promise<ServerUnderTest>;
}

export interface WorldOptions {
  /** `own` (default): a PostgreSQL that the test controls, given by DATABASE_URL. `embedded`: what a user gets. */
  readonly database?: 'own' | 'embedded';
  readonly env?: Readonly<Record<string, string>>;
}

const SECRET = 'a master key for tests of the whole';

export type CompanyFile = ReturnType<typeof companyFile>;

/** For the top of a test file; everything is gone after it. */
export async function startWorld(options: WorldOptions = {}): Promise<WorldUnderTest> {
  let end = async (): Promise<void> => undefined;
  afterAll(async () => await end());
  const { world, close } = await openWorld(options);
  end = close;
  return world;
}

/** For a program that is no test: whoever opens it closes it. */
export async function openWorld(options: WorldOptions = {}): Promise<{ readonly world: WorldUnderTest; close(): Promise<void> }> {
  const directory = await temporaryDirectory();
  const own = (options.database ?? 'own') === 'own';
  const postgres = own ? await startEmbeddedPostgres({ directory: join(directory, 'database'), say: () => undefined, settings: THROWAWAY }) : null;
  const databaseUrl = postgres?.url ?? null;
  const env = { FANGNETZ_SECRET: SECRET, ...options.env };
  const servers: ServerUnderTest[] = [];
  const snapshots: string[] = [];
  async function another(data: string): Promise<ServerUnderTest> {
    const server = await serverUnderTest({ data, databaseUrl, env });
    servers.push(server);
    snapshots.push(join(data, 'directory.json'));
    await server.start();
    return server;
  }
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(async (server) => await server.kill()));
    await postgres?.stop();
    for (const end of closing) await end();
    for (const pid of await serversBelow(directory)) process.kill(pid, 'SIGKILL');
    await until(async () => (await serversBelow(directory)).length === 0);
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const data = join(directory, 'data');
  const server = await another(data).catch(async (error: unknown) => {
    // A file that fails while it is collected has no hooks: its PostgreSQL would stay behind.
    await close();
    throw error;
  });
  const fangnetz = async (args: readonly string[], extra: Readonly<Record<string, string>> = {}): Promise<string> =>
    await run([COMMAND, ...args], { ...env, FANGNETZ_DATA_DIR: data, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }), ...extra });
  let salons = 0;
  const world: WorldUnderTest = {
    server, postgres, data, fangnetz,
    secondServer: async () => await another(join(directory, `data-${servers.length}`)),
    salon: async (change = (file) => file) => {
      const number = ++salons;
      const slug = `salon-${number}`;
      const standIn = await startCalComStandIn();
      closing.push(async () => await standIn.close());
      const retellKey = `key_retell_${number}_do_not_show`;
      const toNumber = `+49301234${String(5600 + number)}`;
      const file = join(directory, `${slug}.json`);
      await writeFile(file, JSON.stringify(change(companyFile({ slug, toNumber, baseUrl: standIn.url }))));
      await fangnetz(['apply', file], { CALCOM_API_KEY: standIn.apiKey, RETELL_API_KEY: retellKey });
      const apiKey = (await fangnetz(['apikey', 'create', '--company', slug, '--role', 'owner'])).trim();
      const connection = `${slug}-retell`;
      await Promise.all(servers.map(async (one) => await known(one, connection)));
      await Promise.all(snapshots.map(async (path) => await onDisk(path, connection)));
      return salonUnderTest({ slug, connection, retellKey, toNumber, apiKey, standIn, url: server.url });
    },
  };
  return { world, close };
}

async function known(server: ServerUnderTest, connection: string): Promise<void> {
  await until(async () => (await fetch(`${server.url}/hooks/retell/${connection}/functions`, { method: 'POST', body: '{}' })).status === 401);
}

/** Also what a server that is killed at once and started again without a database goes by: no scenario is about a company of this very moment. */
async function onDisk(path: string, connection: string): Promise<void> {
  const secrets = secretsOf(deriveKey(SECRET), realRandom);
  await until(async () => (await readSnapshot(path, secrets))?.some(({ voice }) => voice.some((one) => one.connection === connection)) === true);
}

function companyFile({ slug, toNumber, baseUrl }: { slug: string; toNumber: string; baseUrl: string }) {
  const open = [['09:00', '18:00']];
  return {
    company: { slug, name: 'Salon Nord', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BE', notifyEmails: ['chefin@salon-nord.example'] },
    branches: [{ slug: 'mitte', name: 'Filiale Mitte', phoneNumbers: [toNumber], openingHours: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: [], sun: [] } }],
    services: [{ slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt', minutes: 30, calendar: { provider: 'cal.com', eventTypeId: 101 } }],
    staff: [{ slug: 'anna', name: 'Anna Berger', email: `anna@${slug}.example`, branches: ['mitte'], services: ['herrenhaarschnitt'], role: 'staff' }],
    calendars: { 'cal.com': { baseUrl, apiKey: 'env:CALCOM_API_KEY', profile: 'hosted' } },
    voice: [{ connection: `${slug}-retell`, platform: 'retell', apiKey: 'env:RETELL_API_KEY', agents: [`agent_${slug}`], apiBaseUrl: 'http://127.0.0.1:1' }],
  };
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { PATH: '/usr/bin:/bin', ...env } });
    const out = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (part: Buffer) => (out[stream] += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out.stdout) : reject(new Error(`${args.slice(1).join(' ')} ended with ${code}: ${out.stdout}${out.stderr}`))));
  });
}
