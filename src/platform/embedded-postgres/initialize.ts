// initdb takes a second or two, and a kill in between leaves a directory that PostgreSQL takes for a cluster and then
// fails on. So it works in a temporary directory, which is renamed once it is complete and on the disk.
import { randomBytes } from 'node:crypto';
import { access, appendFile, mkdir, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../errors.ts';
import { giveTo } from './account.ts';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { runTool } from './run-tool.ts';
import { CONF_FILE } from './settings.ts';
import { endStrays } from './strays.ts';

export const OWNER = 'fangnetz';

export interface NewCluster {
  readonly clusterDirectory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  readonly password: string;
  readonly signal?: AbortSignal | undefined;
}

/** A cluster that initdb finished; a copy that broke off, or an initdb of somebody else that was killed, is none. */
export async function isCluster(directory: string): Promise<boolean> {
  const found = await Promise.all(['PG_VERSION', 'global/pg_control', 'postgresql.conf'].map((file) => exists(join(directory, file))));
  return found.every(Boolean);
}

export async function initialize(cluster: NewCluster): Promise<void> {
  const { clusterDirectory, binaries, account, signal } = cluster;
  const working = `${clusterDirectory}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${working}.password`;
  await mkdir(working, { mode: 0o700 });
  await giveTo(account, working);
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600, flag: 'wx' });
  await giveTo(account, passwordFile);
  try {
    const outcome = await runTool({ file: binaries.initdb, account, args: initdbArguments(working, passwordFile), signal });
    if (!outcome.ok) throw new Fault('POSTGRES_START_FAILED', `The database could not be created: ${outcome.output}`);
    await appendFile(join(working, 'postgresql.conf'), `\ninclude_if_exists = '${CONF_FILE}'\n`);
    await syncPath(join(working, 'postgresql.conf'));
    await syncPath(working);
    await rename(working, clusterDirectory);
    await syncPath(dirname(clusterDirectory));
  } finally {
    await rm(passwordFile, { force: true });
    await rm(working, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what an initdb that was killed left behind; one whose parent was killed may still be at work. */
export async function removeUnfinished(clusterDirectory: string): Promise<void> {
  const prefix = `${basename(clusterDirectory)}.new-`;
  for (const name of await readdir(dirname(clusterDirectory))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(clusterDirectory), name);
    await endStrays(path);
    await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/**
 * Moves away what is in the cluster's place without being a cluster, and returns where to; null where the place is
 * free. Nothing is deleted: it may be the only copy of something.
 */
export async function setAside(clusterDirectory: string): Promise<string | null> {
  if (!(await exists(clusterDirectory))) return null;
  const emptied = await rmdir(clusterDirectory).then(() => true, () => false);
  if (emptied) return null;
  const aside = `${clusterDirectory}.incomplete-${randomBytes(4).toString('hex')}`;
  await rename(clusterDirectory, aside);
  return aside;
}

function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    '-D', directory, '-U', OWNER, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8',
    // Sorts by code point, the same on every machine and after every upgrade of the system's libc or ICU: an index
    // never silently changes its order. German sorting is asked for with COLLATE where people read a list.
    '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C', '--data-checksums',
  ];
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
