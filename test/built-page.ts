// The browser tests look at the page as it is built; whoever has changed it since gets it built once per run.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', 'admin', 'build.mjs'), '--if-stale']);
}
