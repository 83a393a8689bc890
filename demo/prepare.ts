// What a demo needs before the server starts: its calendar, its company and, the first time, the calls of the last days.
// Before, so that the server's own jobs, which live in the present, do not take up what is played in the past.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BeforeServer } from '../src/cli/start.ts';
import { createApiKey, verifyApiKey } from '../src/companies/api-key.ts';
import { openDirectory } from '../src/companies/load-directory.ts';
import type { LiveDirectory } from '../src/companies/load-directory.ts';
import { isFault } from '../src/platform/errors.ts';
import { createLog } from '../src/platform/log.ts';
import { migrate } from '../src/platform/migrate.ts';
import { openPostgres } from '../src/platform/postgres.ts';
import type { Postgres } from '../src/platform/postgres.ts';
import { realClock, realWorld } from '../src/platform/real-world.ts';
import { openSecrets } from '../src/platform/secrets.ts';
import type { Secrets } from '../src/platform/secrets.ts';
import type { World } from '../src/platform/world.ts';
import { applyDemoCompanies, groundOf } from './installation/company.ts';
import { startDemoCalendar } from './installation/calendar.ts';
import type { DemoCalendar } from './installation/calendar.ts';
import { startDemoRetell } from './installation/retell.ts';
import type { DemoRetell } from './installation/retell.ts';
import { keepDemoPeople, newDemoPassword } from './installation/people.ts';
import { demoFiles } from './installation/files.ts';
import type { DemoFiles, DemoState } from './installation/files.ts';
import { CONNECTION, SALON } from './salon-nord/company-file.ts';
import { SECOND } from './salon-nord/second-company.ts';
import { compose } from './seed/composition.ts';
import { playSamples } from './seed/play-samples.ts';
import { SAMPLE_CALLS } from './seed/sample-calls.ts';
import { sampleClock } from './seed/sample-clock.ts';
import type { SampleClock } from './seed/sample-clock.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const DATABASE_BUDGET_MS = 10_000;
const STATE = 'state.json';

export const KEYS = { retell: 'retell.key', calCom: 'cal-com.key', api: 'api.key', password: 'people.password' } as const;

export interface Prepared {
  readonly files: DemoFiles;
  readonly calendar: DemoCalendar;
  readonly retell: DemoRetell;
}

interface Means {
  readonly before: BeforeServer;
  readonly world: World;
  readonly database: Postgres;
  readonly secrets: Secrets;
  readonly directory: LiveDirectory;
  readonly files: DemoFiles;
  readonly databaseThere: boolean;
}

/** Null where companies are configured that are not the demo's. */
export async function prepareDemo(before: BeforeServer): Promise<Prepared | null> {
  const { config, databaseUrl, say } = before;
  // The machine's warnings about the sample calls would bury what is said to the person at the terminal.
  const world = realWorld(createLog({ level: config.logLevel === 'debug' ? 'debug' : config.logLevel === 'silent' ? 'silent' : 'error' }));
  const isMigrated = await migrated(before, world);
  const database = openPostgres({ url: databaseUrl, world, budgetMs: DATABASE_BUDGET_MS });
  const secrets = await openSecrets({ secret: config.secret, dataDir: config.dataDirectory, random: world.random });
  const directory = await openDirectory({ database, world, secrets, dataDir: config.dataDirectory });
  try {
    // Read for certain: a directory that could not be read looks like one without companies.
    const databaseThere = isMigrated && (await unlessDown(async () => await directory.refresh()));
    const files = demoFiles(config.dataDirectory);
    const ground = groundOf(directory, await files.text(KEYS.retell));
    if (ground.kind === 'taken') {
      say('companies are configured here: started without the demo');
      return null;
    }
    if (ground.kind === 'empty' && !databaseThere) {
      say('the demo needs the database for its first start: started without it');
      return null;
    }
    return await prepare({ before, world, database, secrets, directory, files, databaseThere });
  } finally {
    await directory.close();
    await database.close();
  }
}

async function migrated({ databaseUrl, signal, say }: BeforeServer, world: World): Promise<boolean> {
  return await unlessDown(async () => {
    const applied = await migrate({ url: databaseUrl, directory: MIGRATIONS, world, signal });
    if (applied.length > 0) say(`database prepared: ${applied.length} migrations`);
  });
}

async function unlessDown(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) return false;
    throw error;
  }
}

async function prepare(means: Means): Promise<Prepared> {
  const { before, files } = means;
  const state = (await files.read<DemoState>(STATE)) ?? { calComPort: null, samples: null };
  const clock = sampleClock(Date.now());
  const calComKey = await files.key(KEYS.calCom);
  const retell = await startDemoRetell({ state, apiKey: await files.key(KEYS.retell) });
  const calendar = await startDemoCalendar({ files, state, clock, apiKey: calComKey, say: before.say });
  try {
    const next = { ...state, calComPort: calendar.port, retellPort: retell.port };
    await files.write(STATE, next);
    if (means.databaseThere) await fill(means, { calendar, retell, clock, calComKey, state: next });
    clock.become(realClock);
    return { files, calendar, retell };
  } catch (error) {
    await retell.standIn.close();
    await calendar.close();
    throw error;
  }
}

interface Filling {
  readonly calendar: DemoCalendar;
  readonly retell: DemoRetell;
  readonly clock: SampleClock;
  readonly calComKey: string;
  readonly state: DemoState;
}

async function fill(means: Means, filling: Filling): Promise<void> {
  const { database, world, secrets, directory, files } = means;
  const { calendar, retell, calComKey } = filling;
  const retellKey = await files.key(KEYS.retell);
  if (directory.companyBySlug(SECOND) === null || directory.companyBySlug(SALON)?.calCom?.baseUrl !== calendar.standIn.url || directory.connection(CONNECTION)?.apiBaseUrl !== retell.standIn.url) {
    await applyDemoCompanies({ database, world, secrets }, { calComUrl: calendar.standIn.url, calComKey, retellKey, retellUrl: retell.standIn.url });
    await directory.refresh();
  }
  await keepApiKey(means);
  await keepDemoPeople({ database, directory, world }, await files.key(KEYS.password, newDemoPassword));
  const { samples } = filling.state;
  if (samples === null || samples.played < SAMPLE_CALLS.length) await fillWithCalls(means, filling, retellKey);
}

async function keepApiKey({ database, world, files }: Means): Promise<void> {
  const known = await files.text(KEYS.api);
  if (known !== null && (await verifyApiKey(database, known)) !== null) return;
  const made = await createApiKey({ database, world }, { companySlug: SALON, role: 'owner' });
  if (typeof made === 'object') await files.keep(KEYS.api, made.key);
}

async function fillWithCalls(means: Means, filling: Filling, retellKey: string): Promise<void> {
  const { before, database, directory, world, files } = means;
  const { calendar, clock, state } = filling;
  const composition = await compose({ database, directory, clock, log: world.log, scratch: join(files.directory, 'samples') });
  const samples = state.samples ?? { played: 0, fromAt: Date.now() };
  before.say(`demo: playing ${SAMPLE_CALLS.length - samples.played} calls of the last days to Salon Nord …`);
  try {
    await playSamples({
      composition, clock, retellKey,
      standIn: calendar.standIn,
      fromAt: samples.fromAt,
      played: samples.played,
      signal: before.signal,
      onPlayed: async (played) => await files.write(STATE, { ...state, samples: { ...samples, played } }),
      say: before.say,
    });
  } finally {
    await composition.close();
  }
}
