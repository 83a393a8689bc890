// One attempt to have the server running: attach to the one that runs, or clear away what a dead one left and start it.
import { readlinkSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { Fault } from '../errors.ts';
import { isTaken } from '../process-identity.ts';
import { boundLog } from './bound-log.ts';
import { chooseEndpoint, urlOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { findPostmaster } from './find-postmaster.ts';
import { halt } from './halt.ts';
import { initialize, isCluster, OWNER, removeUnfinished, setAside } from './initialize.ts';
import { lastLogLines, launch, waitUntilReady } from './launch.ts';
import type { Readiness } from './launch.ts';
import { newPassword, readPassword, resetPassword, writePassword } from './password.ts';
import type { Place } from './place.ts';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';
import { replaceFile } from './replace-file.ts';
import { CONF_FILE, settingsText } from './settings.ts';
import { endStrays } from './strays.ts';
import { compareVersions } from './versions.ts';

/** The database that our tables live in. */
export const DATABASE = 'fangnetz';

export interface BringUp {
  readonly place: Place;
  readonly say: (line: string) => void;
  readonly settings: Readonly<Record<string, string>>;
  /** How long a server may take to answer. */
  readonly readyMs: number;
  /** Ends the waiting, and an initdb under way. */
  readonly signal: AbortSignal;
  /** False while we only keep a server running: a cluster that has vanished is not silently replaced by an empty one. */
  readonly mayCreate: boolean;
  /** The port of the last time, where it had to be TCP. */
  readonly wishedPort?: number | undefined;
  /** Told where the server is going to listen before it is up, so that a pool can be made already. */
  readonly announce: (url: string) => void;
}

export interface Running {
  readonly pid: number;
  readonly url: string;
  /** False while it still recovers from a crash. */
  readonly ready: boolean;
  /** True where somebody else had started it: a killed predecessor, or a person. */
  readonly attached: boolean;
}

/** How long an orphan may stay silent before it is taken for stuck. */
const ORPHAN_MS = 5_000;

/** Throws Fault POSTGRES_START_FAILED with PostgreSQL's last words. */
export async function bringUp(attempt: BringUp): Promise<Running> {
  const password = await ensureCluster(attempt);
  const attached = await attach(attempt, password);
  if (attached !== null) return attached;
  await clearAway(attempt.place);
  const first = await start(attempt, password ?? (await resetPassword(attempt.place)));
  if (first !== 'password') return first;
  // The file is not the password that this cluster knows, for instance because only one of the two was restored.
  attempt.say('the password file does not fit the database; setting a new password');
  const second = await start(attempt, await resetPassword(attempt.place));
  if (second === 'password') throw new Fault('POSTGRES_START_FAILED', 'PostgreSQL refuses the password that was just set; look at pg_hba.conf.');
  return second;
}

/** Makes the cluster where there is none, and returns the password; null where an existing cluster's was lost. */
async function ensureCluster({ place, say, signal, mayCreate }: BringUp): Promise<string | null> {
  await removeUnfinished(place.clusterDirectory);
  if (await isCluster(place.clusterDirectory)) return readPassword(place.passwordFile);
  if (!mayCreate) throw new Fault('POSTGRES_START_FAILED', `The database in ${place.clusterDirectory} has vanished.`, { next: 'Bring it back, or restart the program to begin with an empty one.' });
  const aside = await setAside(place.clusterDirectory);
  if (aside !== null) say(`an incomplete database was found and moved to ${aside}`);
  say('creating the database …');
  const password = newPassword();
  await writePassword(place.passwordFile, password);
  await initialize({ ...place, password, signal });
  return password;
}

/** The running server of this cluster if it is usable; one that is not is stopped. */
async function attach(attempt: BringUp, password: string | null): Promise<Running | null> {
  const found = await findPostmaster(attempt.place.clusterDirectory);
  if (found === null) return null;
  const usable = password !== null && found.endpoint !== null && !programWasReplaced(found.pid);
  if (usable) {
    const admin = urlOf(found.endpoint, { user: OWNER, password, database: 'postgres' });
    const readiness = await waitUntilReady({ url: admin, pid: found.pid, timeoutMs: Math.min(ORPHAN_MS, attempt.readyMs), signal: attempt.signal });
    const running = await asRunning(readiness, { pid: found.pid, endpoint: found.endpoint, password, attached: true });
    if (running !== null) return running;
  }
  await halt(found.pid);
  return null;
}

async function start(attempt: BringUp, password: string): Promise<Running | 'password'> {
  const { place } = attempt;
  const { clusterDirectory, account } = place;
  const endpoint = await chooseEndpoint({ preferred: join(place.directory, 'socket'), clusterDirectory, account, wishedPort: attempt.wishedPort });
  attempt.announce(urlOf(endpoint, { user: OWNER, password, database: DATABASE }));
  const settings = settingsText(endpoint, attempt.settings);
  await replaceFile(join(clusterDirectory, CONF_FILE), settings, { mode: 0o600, account });
  await boundLog(place.logFile);
  const offset = await stat(place.logFile).then((found) => found.size, () => 0);
  const pid = await launch(place);
  const admin = urlOf(endpoint, { user: OWNER, password, database: 'postgres' });
  const readiness = await waitUntilReady({ url: admin, pid, timeoutMs: attempt.readyMs, signal: attempt.signal });
  const running = await asRunning(readiness, { pid, endpoint, password, attached: false });
  if (running !== null) return running;
  await halt(pid);
  if (readiness === 'password') return 'password';
  throw await failedStart(place, readiness, offset);
}

async function failedStart(place: Place, readiness: Readiness, logOffset: number): Promise<Fault> {
  const what = readiness === 'died' ? 'PostgreSQL ended right after its start' : 'PostgreSQL does not answer';
  const said = `${what}. It said:\n${await lastLogLines(place.logFile, logOffset)}`;
  const versions = await compareVersions(place);
  if (versions === null) return new Fault('POSTGRES_START_FAILED', said);
  return new Fault('POSTGRES_START_FAILED', `${said}\n${versions}`, { next: 'Start the program of before, make a backup with it, and restore that with this one.' });
}

interface Server {
  readonly pid: number;
  readonly endpoint: Endpoint;
  readonly password: string;
  readonly attached: boolean;
}

async function asRunning(readiness: Readiness, { pid, endpoint, password, attached }: Server): Promise<Running | null> {
  const url = urlOf(endpoint, { user: OWNER, password, database: DATABASE });
  if (readiness === 'starting') return { pid, url, ready: false, attached };
  if (readiness !== 'ready') return null;
  await ensureDatabase(urlOf(endpoint, { user: OWNER, password, database: 'postgres' }));
  return { pid, url, ready: true, attached };
}

/** Makes our database in a cluster that does not have it yet. */
async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Removes what would keep PostgreSQL from starting although no server of this cluster runs. */
async function clearAway(place: Place): Promise<void> {
  const file = await readPostmasterFile(place.clusterDirectory);
  // A pid that another program has by now, or the zombie of the server. One that nobody has stays: PostgreSQL itself
  // looks whether the shared memory named in the file is still in use.
  if (file !== null && isTaken(file.pid)) await rm(postmasterFilePath(place.clusterDirectory), { force: true });
  await endStrays(place.clusterDirectory);
}

/** After an update of the packages an orphan runs a program, and loads libraries, that are no longer there. */
function programWasReplaced(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith(' (deleted)');
  } catch {
    return false;
  }
}
