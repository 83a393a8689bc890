import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { Fault, messageOf } from '../errors.ts';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { isAlive } from '../process-identity.ts';
import { TOOL_ENVIRONMENT } from './run-tool.ts';

export interface Launch {
  readonly binaries: PostgresBinaries;
  readonly clusterDirectory: string;
  readonly account: Account | null;
  readonly logFile: string;
}

/** Starts the postmaster and returns its pid. It may die right after; `waitUntilReady` tells. */
export async function launch({ binaries, clusterDirectory, account, logFile }: Launch): Promise<number> {
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

export type Readiness = { readonly kind: 'ready' } | { readonly kind: 'password' } | { readonly kind: 'died' } | { readonly kind: 'silent'; readonly reason: string };

/** SQLSTATE class 28: invalid authorization. */
const WRONG_PASSWORD = new Set(['28P01', '28000']);
const POLL_MS = 30;

/** Asks until the server answers, has died, does not know our password, or the time is over. */
export async function waitUntilReady({ url, pid, timeoutMs }: { url: string; pid: number; timeoutMs: number }): Promise<Readiness> {
  const end = performance.now() + timeoutMs;
  let reason = 'no answer';
  do {
    const answer = await ask(url, Math.min(5_000, timeoutMs));
    if (answer === null) return { kind: 'ready' };
    if (WRONG_PASSWORD.has(answer.code)) return { kind: 'password' };
    reason = answer.reason;
    if (!isAlive(pid)) return { kind: 'died' };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  } while (performance.now() < end);
  return { kind: 'silent', reason };
}

async function ask(url: string, timeoutMs: number): Promise<{ code: string; reason: string } | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  // Otherwise a server that dies while we talk to it would take this process along.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    return { code, reason: messageOf(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The end of PostgreSQL's log, for a message. */
export async function lastLogLines(logFile: string, count = 5): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-count).join('\n');
}
