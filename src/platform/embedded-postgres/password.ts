import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Fault } from '../errors.ts';
import { OWNER } from './initialize.ts';
import type { Place } from './place.ts';
import { replaceFile } from './replace-file.ts';
import { runTool } from './run-tool.ts';

export async function readPassword(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new Fault('POSTGRES_START_FAILED', `The database's password cannot be read from ${file}: ${error.message}`, {
      cause: error,
      next: 'Start as the same user as before.',
    });
  });
  // Anything but what newPassword writes is a file that somebody emptied or edited.
  return /^[0-9a-f]{48}$/.test(text.trim()) ? text.trim() : null;
}

export function newPassword(): string {
  return randomBytes(24).toString('hex');
}

export function writePassword(file: string, password: string): Promise<void> {
  return replaceFile(file, `${password}\n`, { mode: 0o600 });
}

/**
 * Gives the owner a new password without knowing the old one: through single-user mode, which asks for none. The
 * server must not run. The file is written last, so that a crash in between only means doing it again.
 */
export async function resetPassword(place: Place): Promise<string> {
  const password = newPassword();
  const outcome = await runTool({
    file: place.binaries.postgres,
    args: ['--single', '-D', place.clusterDirectory, 'postgres'],
    account: place.account,
    input: `ALTER ROLE ${OWNER} PASSWORD '${password}';\n`,
  });
  if (!outcome.ok) throw new Fault('POSTGRES_START_FAILED', `The database's password was lost and could not be set anew: ${outcome.output}`);
  await writePassword(place.passwordFile, password);
  return password;
}
