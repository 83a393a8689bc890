// Started by root, PostgreSQL runs under another account, which may be unable to enter our directories: a clone below
// /root (mode 0700), a restrictive umask. Those permissions are the operator's; we look, and never change them.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './account.ts';

/** The first directory or file on the way to `path` that the account may not enter or read, or null where it reaches it. */
export async function firstClosed(account: Account | null, path: string): Promise<string | null> {
  if (account === null) return null;
  for (const step of steps(path)) {
    const found = await stat(step);
    // Entering a directory needs x; a file has to be readable (and, for a program, executable too).
    const wanted = found.isDirectory() ? 0o1 : 0o4;
    if (!allows(found, account, wanted)) return step;
  }
  return null;
}

interface Owned {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** POSIX file permission check for one class of bits (r = 4, w = 2, x = 1); supplementary groups are not used. */
export function allows(file: Owned, account: Pick<Account, 'uid' | 'gid'>, wanted: number): boolean {
  if (file.uid === account.uid) return (file.mode & (wanted << 6)) !== 0;
  if (file.gid === account.gid) return (file.mode & (wanted << 3)) !== 0;
  return (file.mode & wanted) !== 0;
}

/** '/a/b' → ['/', '/a', '/a/b'] */
function steps(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...steps(parent), path];
}
