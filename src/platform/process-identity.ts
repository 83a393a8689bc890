// A pid alone names nobody: the system gives it to another program after a crash or a restart of the container.
// A pid together with its start time does. Linux tells through /proc, macOS through ps.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** True while a process of that pid exists; a zombie (dead, but not yet reaped by its parent) does not count. */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && procStat(pid)?.state !== 'Z';
}

/** True while the system has something under that pid, a zombie included (a container's first process often reaps none). */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Something that no other process of this pid ever has, or null where no such process lives. */
export async function processStart(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  const stat = procStat(pid);
  if (stat !== null) return stat.startTicks;
  return ps(pid, 'lstart=');
}

/** The command line as far as it can be read, or null. */
export async function commandLine(pid: number): Promise<string | null> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return ps(pid, 'command=');
  }
}

export interface ProcStat {
  readonly name: string;
  /** One letter: R S D T Z… (proc_pid_stat(5)). */
  readonly state: string;
  readonly parent: number;
  readonly startTicks: string;
}

export function procStat(pid: number): ProcStat | null {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat; the name in parentheses may itself hold spaces and parentheses. */
export function parseProcStat(text: string): ProcStat | null {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open === -1 || close < open) return null;
  const fields = text.slice(close + 2).split(' ');
  return { name: text.slice(open + 1, close), state: fields[0] ?? '', parent: Number(fields[1]), startTicks: fields[19] ?? '' };
}

async function ps(pid: number, format: string): Promise<string | null> {
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', format], { env: { ...process.env, LC_ALL: 'C' } });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
