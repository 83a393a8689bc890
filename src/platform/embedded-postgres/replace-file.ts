import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Account } from './account.ts';

export interface FileOptions {
  readonly mode?: number;
  readonly account?: Account | null;
}

/**
 * Writes a file so that a reader, or a crash, sees the old or the new text. The new file is made beside it and never
 * follows a link: in a directory of another account root must not be led to write elsewhere.
 */
export async function replaceFile(file: string, text: string, { mode = 0o644, account = null }: FileOptions = {}): Promise<void> {
  const working = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = await open(working, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode);
      if (account !== null) await handle.chown(account.uid, account.gid);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(working, file);
  } catch (error) {
    await rm(working, { force: true });
    throw error;
  }
}
