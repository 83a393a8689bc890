import { copyFile, stat, truncate } from 'node:fs/promises';

const LOG_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Keeps PostgreSQL's log below about twice `max`: the text moves to <file>.1. The file itself is emptied, not renamed,
 * because the running server (an orphan too) goes on appending to the one it has open.
 */
export async function boundLog(file: string, max = LOG_BYTES_MAX): Promise<void> {
  const size = await stat(file).then((found) => found.size, () => 0);
  if (size <= max) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}
