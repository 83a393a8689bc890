// The database that comes with the program: real PostgreSQL as a child process on the data directory. The npm
// wrapper only lends its binaries; its start() rejects with `undefined` over an orphan and leaves half-made clusters.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { Fault } from '../errors.ts';
import { isAlive } from '../process-identity.ts';
import { chooseAccount, giveTo } from './account.ts';
import type { Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import type { PostgresBinaries } from './binaries.ts';
import { chooseEndpoint, urlOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { findPostmaster } from './find-postmaster.ts';
import { halt } from './halt.ts';
import { CONF_FILE, initialize, isCluster, OWNER, removeUnfinished } from './initialize.ts';
import { lastLogLines, launch, waitUntilReady } from './launch.ts';
import { settingsText } from './settings.ts';

export interface EmbeddedPostgres {
  /** Owner (superuser) connection URL, usable by `pg`. */
  readonly url: string;
  readonly pid: number;
  alive(): boolean;
  /** Fast shutdown, harder ones after it. Resolves once the process is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password, its socket and its log; made where it does not exist. */
  readonly directory: string;
  /** One line for a person. */
  readonly say: (line: string) => void;
  /** Settings on top of ours, e.g. { fsync: 'off' } for a database that lives as long as a test. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The database that our tables live in. */
export const DATABASE = 'fangnetz';
const READY_MS = 60_000;

interface Place {
  readonly clusterDirectory: string;
  readonly directory: string;
  readonly account: Account | null;
  readonly binaries: PostgresBinaries;
  readonly logFile: string;
  readonly password: string;
}

/** Starts it, or attaches to the one that a killed predecessor left running. Throws Fault POSTGRES_START_FAILED. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await prepare(options);
  const running = await findPostmaster(place.clusterDirectory);
  if (running !== null) await halt(running.pid);
  const endpoint = await chooseEndpoint({ preferred: join(place.directory, 'socket'), clusterDirectory: place.clusterDirectory, account: place.account });
  await writeSettings(place, endpoint, options.settings);
  const pid = await launch(place);
  const url = urlOf(endpoint, { user: OWNER, password: place.password, database: 'postgres' });
  const readiness = await waitUntilReady({ url, pid, timeoutMs: READY_MS });
  if (readiness.kind !== 'ready') {
    await halt(pid);
    throw new Fault('POSTGRES_START_FAILED', `PostgreSQL did not start (${readiness.kind}). Its last words:\n${await lastLogLines(place.logFile)}`);
  }
  await ensureDatabase(url);
  return {
    url: urlOf(endpoint, { user: OWNER, password: place.password, database: DATABASE }),
    pid,
    alive: () => isAlive(pid),
    stop: () => halt(pid),
  };
}

async function prepare(options: EmbeddedPostgresOptions): Promise<Place> {
  const binaries = await findBinaries();
  await mkdir(options.directory, { recursive: true, mode: 0o711 });
  const directory = await realpath(options.directory);
  const clusterDirectory = join(directory, 'cluster');
  const account = await chooseAccount(clusterDirectory);
  await removeUnfinished(clusterDirectory);
  const password = await readOrMakePassword(join(directory, 'password'));
  if (!(await isCluster(clusterDirectory))) {
    options.say('creating the database (first start) …');
    await initialize({ clusterDirectory, binaries, account, password });
  }
  return { directory, clusterDirectory, account, binaries, password, logFile: join(directory, 'postgres.log') };
}

async function readOrMakePassword(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null && known.trim() !== '') return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return password;
}

async function writeSettings(place: Place, endpoint: Endpoint, settings: Readonly<Record<string, string>> | undefined): Promise<void> {
  const file = join(place.clusterDirectory, CONF_FILE);
  await rm(`${file}.new`, { force: true });
  const handle = await open(`${file}.new`, 'wx', 0o600);
  await handle.writeFile(settingsText(endpoint, settings));
  await handle.close();
  await giveTo(place.account, `${file}.new`);
  await rename(`${file}.new`, file);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
