import { createHash, randomBytes } from 'node:crypto';
import { chmod, constants, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { binariesIn } from './binaries.ts';
import type { PostgresBinaries } from './binaries.ts';

/**
 * Copies the binaries (61 MB, once per version) to where every account can run them, and returns the copies.
 * Links would not do: hard links keep the closed mode bits, symbolic ones the closed way.
 */
export async function copyBinaries(binaries: PostgresBinaries, base: string): Promise<PostgresBinaries> {
  const { size, mtimeMs } = await stat(binaries.postgres);
  const version = createHash('sha256').update(`${binaries.root}\0${size}\0${mtimeMs}`).digest('hex').slice(0, 12);
  const target = join(base, `postgresql-${version}`);
  if (await stat(target).then(() => true, () => false)) return binariesIn(target);
  await mkdir(base, { recursive: true, mode: 0o755 });
  const working = `${target}.new-${randomBytes(4).toString('hex')}`;
  try {
    for (const part of ['bin', 'lib', 'share']) {
      await cp(join(binaries.root, part), join(working, part), {
        recursive: true,
        verbatimSymlinks: true,
        mode: constants.COPYFILE_FICLONE,
        filter: (source) => !source.endsWith('.a'),
      });
    }
    await open(working);
    await rename(working, target);
  } finally {
    await rm(working, { recursive: true, force: true });
  }
  return binariesIn(target);
}

/** Lets every account read and run what is below. */
async function open(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await open(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
