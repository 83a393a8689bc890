// After kill -9 of our server PostgreSQL lives on as an orphan, and postmaster.pid names it. In a container the same
// pid is soon another program's. Only a postgres process whose working directory is this cluster is ours.
import { statSync } from 'node:fs';
import { commandLine, isAlive, procStat } from '../process-identity.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import type { PostmasterFile } from './postmaster-file.ts';

/** The running server of this cluster, or null. */
export async function findPostmaster(clusterDirectory: string): Promise<PostmasterFile | null> {
  const file = await readPostmasterFile(clusterDirectory);
  return file !== null && (await isPostmasterOf(file.pid, clusterDirectory)) ? file : null;
}

async function isPostmasterOf(pid: number, clusterDirectory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const stat = procStat(pid);
  if (stat !== null) {
    const inside = worksIn(pid, clusterDirectory);
    if (inside !== null) return stat.name === 'postgres' && inside;
  }
  // macOS, or a /proc that hides the process: PostgreSQL was started with -D <cluster>.
  const command = await commandLine(pid);
  return command !== null && /\bpostgres\b/.test(command) && command.includes(clusterDirectory);
}

/** Whether the process works in that directory, compared by inode so that mounts and links do not matter; null where it cannot be told. */
export function worksIn(pid: number, directory: string): boolean | null {
  try {
    const theirs = statSync(`/proc/${pid}/cwd`);
    const ours = statSync(directory);
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    return null;
  }
}
