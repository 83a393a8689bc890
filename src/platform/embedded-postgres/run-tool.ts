import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export interface ToolRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: Account | null;
  readonly input?: string;
  /** Aborting it ends the program. */
  readonly signal?: AbortSignal | undefined;
}

export type ToolOutcome = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** What PostgreSQL's programs see of the environment: nothing of ours, since PGDATA, PGPORT or LD_LIBRARY_PATH would change what they do. */
export const TOOL_ENVIRONMENT: Readonly<Record<string, string>> = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Runs initdb or a single-user postgres to its end. */
export function runTool({ file, args, account, input, signal: abort }: ToolRun): Promise<ToolOutcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: '/',
      env: TOOL_ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(abort === undefined ? {} : { signal: abort }),
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A program that dies before it reads its input; its exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, signal) => {
      if (code === 0) resolve({ ok: true });
      else resolve({ ok: false, output: `${Buffer.concat(chunks).toString('utf8').trim()} (${signal ?? `exit ${code}`})` });
    });
  });
}
