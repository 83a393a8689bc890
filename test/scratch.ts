import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

export const IS_ROOT = process.getuid?.() === 0;

/** A directory that every account may pass through; gone after the test, with every process that works in it. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fangnetz-scratch-'));
  await chmod(directory, 0o711);
  onTestFinished(async () => {
    for (const pid of await serversBelow(directory)) process.kill(pid, 'SIGKILL');
    await until(async () => (await serversBelow(directory)).length === 0);
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return directory;
}

/** The pids of PostgreSQL's programs (initdb too) that were started on something below the directory. */
export async function serversBelow(directory: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const args = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const [program = '', ...rest] = args.split('\0');
      const ours = /(^|\/)(postgres|initdb)$/.test(program) && rest.some((arg) => arg.startsWith(`${directory}${sep}`));
      return ours ? Number(pid) : null;
    }),
  );
  return found.filter((pid) => pid !== null);
}

/** Waits for something that another process does. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not true within ${timeoutMs} ms: ${condition}`);
    await sleep(20);
  }
}
