import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { Fault } from '../errors.ts';
import { isAlive } from '../process-identity.ts';
import type { Place } from './place.ts';
import { TOOL_ENVIRONMENT } from './run-tool.ts';

/** Starts the postmaster and returns its pid. It may die right after; `waitUntilReady` tells. */
export async function launch({ binaries, clusterDirectory, account, logFile }: Place): Promise<number> {
  const log = await open(logFile, 'a', 0o600);
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(binaries.postgres, ['-D', clusterDirectory], {
        cwd: '/',
        env: TOOL_ENVIRONMENT,
        stdio: ['ignore', log.fd, log.fd],
        // Its own session: Ctrl-C in the terminal goes to the whole group, and PostgreSQL must outlive our own clean-up.
        detached: true,
        ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
      });
      child.once('error', (cause) => reject(new Fault('POSTGRES_START_FAILED', `PostgreSQL cannot be run: ${cause.message}`, { cause })));
      child.once('spawn', () => {
        child.unref();
        if (child.pid !== undefined) resolve(child.pid);
      });
    });
  } finally {
    await log.close();
  }
}

/**
 * `starting`: it answers that it is starting up, for instance because it recovers from a crash; interrupting that
 * only makes it begin again. `silent`: it does not answer at all.
 */
export type Readiness = 'ready' | 'password' | 'died' | 'starting' | 'silent';

/** SQLSTATE class 28: invalid authorization. */
const WRONG_PASSWORD = new Set(['28P01', '28000']);
/** 57P03: starting up, shutting down, or in recovery. */
const CANNOT_CONNECT_NOW = '57P03';
const POLL_MS = 30;

export interface Wait {
  readonly url: string;
  readonly pid: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks until the server answers, has died, does not know our password, or the time is over. */
export async function waitUntilReady({ url, pid, timeoutMs, signal }: Wait): Promise<Readiness> {
  const end = performance.now() + timeoutMs;
  let last: Readiness = 'silent';
  do {
    const code = await ask(url, Math.min(2_000, timeoutMs));
    if (code === null) return 'ready';
    if (WRONG_PASSWORD.has(code)) return 'password';
    last = code === CANNOT_CONNECT_NOW ? 'starting' : 'silent';
    if (!isAlive(pid)) return 'died';
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  } while (performance.now() < end && !signal.aborted);
  return last;
}

/** Null where the server answers, else the code of what went wrong ('' where there is none). */
async function ask(url: string, timeoutMs: number): Promise<string | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  // Otherwise a server that dies while we talk to it would take this process along.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What PostgreSQL wrote since `offset`, the last lines of it; for a message. */
export async function lastLogLines(logFile: string, offset: number, count = 5): Promise<string> {
  const text = await readFile(logFile).catch(() => Buffer.alloc(0));
  return text.subarray(offset).toString('utf8').trim().split('\n').slice(-count).join('\n');
}
