import { readdir } from 'node:fs/promises';
import { procStat } from '../process-identity.ts';
import { worksIn } from './find-postmaster.ts';
import { halt } from './halt.ts';

/**
 * Ends server processes that outlived their postmaster (it was killed, they were in the middle of a query): while one
 * is attached, PostgreSQL refuses to start ("pre-existing shared memory block is still in use"). Linux only; elsewhere
 * the supervisor's next try finds them gone. Call it only while no postmaster of the cluster runs.
 */
export async function endStrays(clusterDirectory: string): Promise<void> {
  const names = await readdir('/proc').catch(() => []);
  for (const pid of names.filter((name) => /^\d+$/.test(name)).map(Number)) {
    if (procStat(pid)?.name === 'postgres' && worksIn(pid, clusterDirectory) === true) await halt(pid, { fastMs: 500, immediateMs: 1_000 });
  }
}
