// One server per data directory: two of them would each stop, start and write what belongs to the other. The lock is
// a file that names its holder; a holder that was killed cannot remove it, so a dead one's lock is taken over.
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lightBeacon, seeBeacon } from './beacon.ts';
import { Fault } from './errors.ts';
import { processStart } from './process-identity.ts';

export interface DataLock {
  readonly file: string;
  release(): Promise<void>;
}

export interface DataLockOptions {
  /** The directory to lock; made where it does not exist. */
  readonly directory: string;
  /** How long to wait for a predecessor that is just ending; default 10 s. */
  readonly waitMs?: number;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly host: string;
  /** This start of this machine's kernel. */
  readonly boot: string;
  /** Where the pid means anything: this container. */
  readonly realm: string;
  readonly token: string;
}

/** The holder touches its file this often: the only sign of life across machines. */
const BEAT_MS = 2_000;
/** A holder whose pid cannot be looked up is taken for dead after this silence. */
const SILENCE_MS = 8_000;
const POLL_MS = 100;

export function lockFile(directory: string): string {
  return join(directory, 'lock');
}

/** Throws Fault JOURNAL_LOCKED when a living process still holds it after `waitMs`. */
export async function lockData(options: DataLockOptions): Promise<DataLock> {
  await mkdir(options.directory, { recursive: true, mode: 0o711 });
  const file = lockFile(options.directory);
  const holder = await ourselves();
  const text = JSON.stringify(holder);
  // Lit before the lock is placed: nobody ever finds a lock of ours without it.
  const extinguish = await lightBeacon(beaconFile(file, holder));
  try {
    await acquire(file, text, options);
  } catch (error) {
    await extinguish?.();
    throw error;
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), BEAT_MS).unref();
  return {
    file,
    async release() {
      clearInterval(beat);
      // Not one that a successor has placed because it took us for dead.
      if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
      await extinguish?.();
    },
  };
}

async function acquire(file: string, text: string, options: DataLockOptions): Promise<void> {
  const end = performance.now() + (options.waitMs ?? 10_000);
  const watched = new SilenceWatch();
  let said = false;
  while (!(await place(file, text))) {
    const current = await readFile(file, 'utf8').catch(() => null);
    if (current !== null && !(await lives(current, file, watched))) {
      await takeAway(file, current);
      continue;
    }
    options.signal?.throwIfAborted();
    if (performance.now() > end) throw locked(options.directory, current);
    if (!said) options.say?.(`waiting for ${describe(current)} to end`);
    said = true;
    await sleep(POLL_MS);
  }
}

/** Creates the file with its whole text at once, or returns false where there is one. */
async function place(file: string, text: string): Promise<boolean> {
  const working = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(working, text, { flag: 'wx' });
  try {
    await link(working, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(working, { force: true });
  }
}

/**
 * Removes a dead holder's lock. One contender at a time: otherwise the second one, which judged the same dead holder,
 * removes what the first one has just placed.
 */
async function takeAway(file: string, dead: string): Promise<void> {
  const turn = `${file}.takeover`;
  try {
    await mkdir(turn);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Left by a contender that was killed in the milliseconds that this takes.
    const since = await stat(turn).then((found) => found.mtimeMs, () => null);
    if (since !== null && Math.abs(Date.now() - since) > SILENCE_MS) await rmdir(turn).catch(() => undefined);
    await sleep(POLL_MS / 5);
    return;
  }
  try {
    if ((await readFile(file, 'utf8').catch(() => null)) === dead) {
      const holder = parseHolder(dead);
      if (holder !== null) await rm(beaconFile(file, holder), { force: true });
      await rm(file, { force: true });
    }
  } finally {
    await rmdir(turn);
  }
}

async function lives(text: string, file: string, watched: SilenceWatch): Promise<boolean> {
  const holder = parseHolder(text);
  if (holder === null) return false;
  if (holder.boot === boot() && holder.realm === realm()) return (await processStart(holder.pid)) === holder.start;
  // Another container on this machine. On another machine the socket would be refused however alive its process is.
  const seen = holder.boot === boot() ? await seeBeacon(beaconFile(file, holder)) : 'unknown';
  if (seen !== 'unknown') return seen === 'alive';
  const touchedAt = await stat(file).then((found) => found.mtimeMs, () => null);
  if (touchedAt === null) return true;
  // On the same machine both clocks are one. From another one only a change of the time stamp counts.
  if (holder.host === hostname() && Math.abs(Date.now() - touchedAt) > SILENCE_MS) return false;
  return watched.silenceMs(touchedAt) < SILENCE_MS;
}

class SilenceWatch {
  #touchedAt: number | null = null;
  #since = 0;

  silenceMs(touchedAt: number): number {
    if (touchedAt !== this.#touchedAt) {
      this.#touchedAt = touchedAt;
      this.#since = performance.now();
    }
    return performance.now() - this.#since;
  }
}

async function ourselves(): Promise<Holder> {
  const start = (await processStart(process.pid)) ?? '';
  return { pid: process.pid, start, host: hostname(), boot: boot(), realm: realm(), token: randomBytes(8).toString('hex') };
}

function beaconFile(file: string, holder: Holder): string {
  return `${file}.${holder.token}`;
}

function boot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // No /proc (macOS): the pid and its start time have to do.
    return hostname();
  }
}

function realm(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return process.platform;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { pid, start, host, boot: kernel, realm: where, token } = value as Record<string, unknown>;
    if (typeof pid !== 'number' || [start, host, kernel, where].some((part) => typeof part !== 'string')) return null;
    // It becomes part of a file name.
    if (typeof token !== 'string' || !/^[0-9a-f]{16}$/.test(token)) return null;
    return value as Holder;
  } catch {
    return null;
  }
}

function describe(text: string | null): string {
  const holder = text === null ? null : parseHolder(text);
  return holder === null ? 'another process' : `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`;
}

function locked(directory: string, text: string | null): Fault {
  return new Fault('JOURNAL_LOCKED', `The data directory ${directory} is in use by ${describe(text)}.`);
}
