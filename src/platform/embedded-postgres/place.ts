// Where everything of one embedded database lies. Normally all of it is in one directory of the data directory; the
// cluster itself moves elsewhere when root's other account cannot get there (reachable.ts).
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../errors.ts';
import { chooseAccount } from './account.ts';
import type { Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import type { PostgresBinaries } from './binaries.ts';
import { copyBinaries } from './copy-binaries.ts';
import { firstClosed } from './reachable.ts';
import { replaceFile } from './replace-file.ts';

export interface Place {
  /** Ours: password, log, pointer. */
  readonly home: string;
  /** Holds cluster/ and socket/; the same as `home` unless the cluster had to move. */
  readonly directory: string;
  readonly clusterDirectory: string;
  readonly logFile: string;
  readonly passwordFile: string;
  /** Whom PostgreSQL runs as; null: as we do. */
  readonly account: Account | null;
  readonly binaries: PostgresBinaries;
}

export interface PlaceOptions {
  readonly directory: string;
  readonly say: (line: string) => void;
  /** Where a cluster goes that cannot stay in `directory`. */
  readonly elsewhere: string;
}

export const ELSEWHERE = process.platform === 'darwin' ? '/var/fangnetz' : '/var/lib/fangnetz';
const POINTER = 'location';
const BELONGS_TO = 'belongs-to';

export async function findPlace(options: PlaceOptions): Promise<Place> {
  // 0711: PostgreSQL's account passes through to its own part and sees nothing else.
  await mkdir(options.directory, { recursive: true, mode: 0o711 });
  const home = await realpath(options.directory);
  const directory = (await followPointer(home)) ?? (await choose(home, options));
  const clusterDirectory = join(directory, 'cluster');
  const account = await chooseAccount(clusterDirectory);
  const closed = await firstClosed(account, directory);
  if (account !== null && closed !== null) throw shutOut(clusterDirectory, account, closed);
  return {
    home,
    directory,
    clusterDirectory,
    logFile: join(home, 'postgres.log'),
    passwordFile: join(home, 'password'),
    account,
    binaries: await reachableBinaries(account, options),
  };
}

/** The directory of a cluster that exists already, for programs that only want to connect; null where there is none. */
export async function findExistingDirectory(directory: string): Promise<string | null> {
  const home = await realpath(directory).catch(() => null);
  return home === null ? null : ((await followPointer(home)) ?? home);
}

async function choose(home: string, options: PlaceOptions): Promise<string> {
  const account = await chooseAccount(join(home, 'cluster'));
  const closed = await firstClosed(account, home);
  // An existing cluster stays where it is, whatever happened to the permissions: moving means starting empty.
  if (account === null || closed === null || (await exists(join(home, 'cluster')))) return home;
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 12);
  // The random part: whoever deletes the data directory to begin anew must not get the old database back.
  const directory = join(options.elsewhere, `${hash}-${randomBytes(3).toString('hex')}`);
  await makeElsewhere(options.elsewhere, directory);
  await replaceFile(join(directory, BELONGS_TO), `${home}\n`);
  await replaceFile(join(home, POINTER), `${directory}\n`);
  options.say(`PostgreSQL runs as ${account.name}, who cannot enter ${closed}; the database goes to ${directory}`);
  return directory;
}

async function followPointer(home: string): Promise<string | null> {
  const directory = (await readFile(join(home, POINTER), 'utf8').catch(() => '')).trim();
  if (directory === '') return null;
  if (!(await exists(directory))) {
    throw new Fault('POSTGRES_START_FAILED', `The database of ${home} was in ${directory}, which does not exist any more.`, {
      next: `Bring ${directory} back (in a container: mount it as a volume), or restore a backup. To begin with an empty database, delete ${join(home, POINTER)}.`,
    });
  }
  await checkOwner(home, directory);
  return directory;
}

/** A copied data directory carries the pointer along; two servers must not end up on one database unnoticed. */
async function checkOwner(home: string, directory: string): Promise<void> {
  const owner = (await readFile(join(directory, BELONGS_TO), 'utf8').catch(() => '')).trim();
  if (owner === home) return;
  const ownersPointer = await readFile(join(owner, POINTER), 'utf8').catch(() => '');
  if (owner !== '' && ownersPointer.trim() === directory) {
    throw new Fault('POSTGRES_START_FAILED', `The database in ${directory} belongs to ${owner}; ${home} is a copy of that directory.`, {
      next: `Delete ${join(home, POINTER)} to begin with an empty database here, or use the original directory.`,
    });
  }
  await replaceFile(join(directory, BELONGS_TO), `${home}\n`);
}

async function makeElsewhere(base: string, directory: string): Promise<void> {
  try {
    await mkdir(base, { recursive: true, mode: 0o755 });
    await mkdir(directory, { mode: 0o711 });
  } catch (cause) {
    throw new Fault('POSTGRES_START_FAILED', `PostgreSQL does not run as root, and ${base} cannot be written for another user.`, {
      cause,
      next: 'Start as an ordinary user, or choose a FANGNETZ_DATA_DIR that every user may enter (for instance below /srv), or set DATABASE_URL.',
    });
  }
}

async function reachableBinaries(account: Account | null, options: PlaceOptions): Promise<PostgresBinaries> {
  const binaries = await findBinaries();
  const closed = await firstClosed(account, await realpath(binaries.postgres));
  return closed === null ? binaries : copyBinaries(binaries, options.elsewhere);
}

function shutOut(clusterDirectory: string, account: Account, closed: string): Fault {
  return new Fault('POSTGRES_START_FAILED', `The database in ${clusterDirectory} belongs to ${account.name}, who may not enter ${closed}.`, {
    next: `Start as that user instead of root, or let it pass: chmod o+x ${closed}`,
  });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
