// One writer per directory: two would cut and delete each other's segments. The lock is a file with the holder's
// mark, claimed by a hard link (atomic, with its content). Where the holder cannot be looked up, because it runs in
// another container or on another machine over a shared volume, its regular sign of life decides.
import { join } from 'node:path';
import { Fault } from '../platform/errors.ts';
import type { Clock } from '../platform/world.ts';
import { diskCode, writeNewFile } from './disk.ts';
import type { Disk } from './disk.ts';
import { processState } from './processes.ts';
import type { ProcessMark, Processes } from './processes.ts';

const LOCK_NAME = 'lock';
/** The holder touches its lock this often. */
export const SIGN_OF_LIFE_MS = 20_000;
/** A holder that cannot be looked up counts as dead after this much silence. */
const SILENCE_MS = 75_000;

export interface LockOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly processes: Processes;
  readonly clock: Clock;
}

export class Lock {
  readonly #options: LockOptions;
  readonly #path: string;
  #mine: string | null = null;

  constructor(options: LockOptions) {
    this.#options = options;
    this.#path = join(options.directory, LOCK_NAME);
  }

  get held(): boolean {
    return this.#mine !== null;
  }

  /** Takes the lock, over from a dead holder too. Fault JOURNAL_LOCKED where one lives; the disk's error where it cannot be written. */
  async acquire(): Promise<void> {
    const { processes } = this.#options;
    const self = await processes.self();
    const mine = JSON.stringify(self);
    // A few rounds, since another starter may take or leave the lock between our looks.
    for (let round = 0; round < 5; round++) {
      if (await this.#claim(self, mine)) {
        this.#mine = mine;
        return;
      }
      const held = await this.#readText();
      if (held === null) continue;
      await this.#refuseIfAlive(held);
      await this.#setAside(held, self);
    }
    throw new Fault('JOURNAL_LOCKED', `the lock of ${this.#options.directory} changes hands too quickly`);
  }

  /** Throws JOURNAL_LOCKED where the lock was lost: taken over, or deleted by hand. */
  async verify(): Promise<void> {
    const held = await this.#readText();
    if (held !== this.#mine) throw new Fault('JOURNAL_LOCKED', `this process no longer holds the lock of ${this.#options.directory}`);
  }

  async signOfLife(): Promise<void> {
    if (this.#mine !== null) await this.#options.disk.touch(this.#path, this.#options.clock.now());
  }

  async release(): Promise<void> {
    if (this.#mine === null) return;
    const held = await this.#readText();
    const own = held === this.#mine;
    this.#mine = null;
    if (own) await this.#options.disk.remove(this.#path);
  }

  async #claim(self: ProcessMark, mine: string): Promise<boolean> {
    const { disk } = this.#options;
    const draft = `${this.#path}.${self.pid}`;
    await removeIfThere(disk, draft);
    try {
      await writeNewFile(disk, draft, Buffer.from(mine));
      await disk.link(draft, this.#path);
      return true;
    } catch (error) {
      if (diskCode(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await removeIfThere(disk, draft);
    }
  }

  async #refuseIfAlive(held: string): Promise<void> {
    const { processes, directory } = this.#options;
    const mark = markOf(held);
    // Not a mark: written by nobody of us, and cut short it cannot be, since it is linked whole.
    if (mark === null) return;
    const state = await processState(processes, mark);
    if (state === 'dead') return;
    if (state === 'unknown') {
      const silentMs = this.#options.clock.now() - (await this.#lastSignAt());
      if (silentMs > SILENCE_MS) return;
    }
    const where = state === 'alive' ? '' : ` on ${mark.host} (seen less than ${SILENCE_MS / 1000} s ago)`;
    throw new Fault('JOURNAL_LOCKED', `process ${mark.pid}${where} uses the journal in ${directory}`);
  }

  async #lastSignAt(): Promise<number> {
    try {
      return await this.#options.disk.modifiedAt(this.#path);
    } catch (error) {
      if (diskCode(error) === 'ENOENT') return -Infinity;
      throw error;
    }
  }

  /** Takes a dead holder's lock away; gives it back where somebody else had replaced it meanwhile. */
  async #setAside(judged: string, self: ProcessMark): Promise<void> {
    const { disk } = this.#options;
    const aside = `${this.#path}.stale.${self.pid}`;
    try {
      await disk.rename(this.#path, aside);
    } catch (error) {
      if (diskCode(error) === 'ENOENT') return;
      throw error;
    }
    if ((await disk.read(aside)).toString() !== judged) {
      await disk.link(aside, this.#path).catch((error: unknown) => {
        if (diskCode(error) !== 'EEXIST') throw error;
      });
    }
    await removeIfThere(disk, aside);
  }

  async #readText(): Promise<string | null> {
    try {
      return (await this.#options.disk.read(this.#path)).toString();
    } catch (error) {
      if (diskCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

function markOf(text: string): ProcessMark | null {
  try {
    const value = JSON.parse(text) as Partial<ProcessMark> | null;
    return typeof value?.pid === 'number' && typeof value.start === 'string' && typeof value.host === 'string' && typeof value.space === 'string'
      ? { pid: value.pid, start: value.start, host: value.host, space: value.space }
      : null;
  } catch {
    return null;
  }
}

async function removeIfThere(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch (error) {
    if (diskCode(error) !== 'ENOENT') throw error;
  }
}
