// Linux tells a process's start in /proc (proc_pid_stat(5), field 22), macOS through ps.
import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { must } from '../platform/assert.ts';
import { diskCode } from './disk.ts';
import type { Processes } from './processes.ts';

const run = promisify(execFile);
const onLinux = process.platform === 'linux';

export const realProcesses: Processes = {
  self: async () => ({
    pid: process.pid,
    start: must(await startOf(process.pid), 'this process runs'),
    host: hostname(),
    space: onLinux ? await linuxSpace() : hostname(),
  }),
  startOf,
};

async function startOf(pid: number): Promise<string | null> {
  return onLinux ? linuxStart(pid) : psStart(pid);
}

async function linuxSpace(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
}

async function linuxStart(pid: number): Promise<string | null> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (diskCode(error) === 'ENOENT' || diskCode(error) === 'ESRCH') return null;
    throw error;
  }
  // The second field is the program's name in brackets, which may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

async function psStart(pid: number): Promise<string | null> {
  try {
    const { stdout } = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/bin:/usr/bin' } });
    const line = stdout.trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch (error) {
    // ps ends with 1 where there is no such process.
    if ((error as { code?: unknown }).code === 1) return null;
    throw error;
  }
}
