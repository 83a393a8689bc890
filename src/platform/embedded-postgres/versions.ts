import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Place } from './place.ts';

/** A sentence where the cluster was made by another major version of PostgreSQL, which cannot open it; else null. */
export async function compareVersions({ binaries, clusterDirectory }: Place): Promise<string | null> {
  const cluster = (await readFile(join(clusterDirectory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  // "postgres (PostgreSQL) 18.4"
  const { stdout } = await promisify(execFile)(binaries.postgres, ['--version']).catch(() => ({ stdout: '' }));
  const program = /\d+/.exec(stdout)?.[0] ?? '';
  return cluster === '' || program === '' || cluster === program ? null : `The database is of PostgreSQL ${cluster}, this program brings ${program}.`;
}
