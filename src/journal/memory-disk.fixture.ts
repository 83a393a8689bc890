// A disk in memory that can be full, fail, write short, and lose its power: what was synced survives, of the rest
// every 512-byte sector and every name on its own may or may not. After a failed sync the written bytes stay
// readable but no later sync makes them durable, as Linux does it.
import type { Disk, DiskFile } from './disk.ts';

const SECTOR = 512;

export type Operation = 'create' | 'open' | 'write' | 'sync' | 'truncate' | 'remove' | 'rename' | 'link' | 'list' | 'read' | 'mkdir' | 'touch' | 'syncDirectory';

interface Written {
  readonly at: number;
  readonly bytes: Buffer;
}

interface File {
  content: Buffer;
  durable: Buffer;
  /** Not synced yet, and synced in vain. */
  pending: Written[];
  adrift: Written[];
  modifiedAt: number;
}

export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

export class MemoryDisk {
  /** What a running process sees, by path; directories are not modelled. */
  files = new Map<string, File>();
  #durableNames = new Map<string, File>();
  /** Bytes that fit on it. */
  capacity = Infinity;
  /** Called before each operation; what it returns is thrown. */
  fault: (operation: Operation, path: string) => Error | null = () => null;
  /** The most that one write takes. */
  writeBytesMax = Infinity;
  now: () => number = () => 0;

  /** The disk as one process has it; after `kill` its operations never return. */
  mount(): Disk & { kill(): void } {
    let alive = true;
    const never = new Promise<never>(() => undefined);
    const step = async <T>(operation: Operation, path: string, work: () => T): Promise<T> => {
      await Promise.resolve();
      if (!alive) return never;
      const error = this.fault(operation, path);
      if (error !== null) throw error;
      const result = work();
      await Promise.resolve();
      return alive ? result : never;
    };
    return {
      kill: () => {
        alive = false;
      },
      makeDirectory: (path) => step('mkdir', path, () => undefined),
      list: (path) => step('list', path, () => [...this.files.keys()].filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1))),
      read: (path) => step('read', path, () => Buffer.from(this.#file(path).content)),
      create: (path) => step('create', path, () => this.#handle(this.#create(path), { path, step })),
      open: (path) => step('open', path, () => this.#handle(this.#file(path), { path, step })),
      remove: (path) => step('remove', path, () => {
        this.#file(path);
        this.files.delete(path);
      }),
      rename: (from, to) => step('rename', from, () => {
        this.files.set(to, this.#file(from));
        this.files.delete(from);
      }),
      link: (from, to) => step('link', to, () => {
        if (this.files.has(to)) throw diskError('EEXIST');
        this.files.set(to, this.#file(from));
      }),
      modifiedAt: (path) => step('read', path, () => this.#file(path).modifiedAt),
      touch: (path, at) => step('touch', path, () => {
        this.#file(path).modifiedAt = at;
      }),
      syncDirectory: (path) => step('syncDirectory', path, () => {
        this.#durableNames = new Map(this.files);
      }),
    };
  }

  /** Loses what was not synced, piece by piece as `survives` says. */
  powerCut(survives: () => boolean): void {
    const names = new Map<string, File>();
    for (const path of new Set([...this.files.keys(), ...this.#durableNames.keys()])) {
      const [before, after] = [this.#durableNames.get(path), this.files.get(path)];
      const file = before === after || survives() ? after : before;
      if (file !== undefined) names.set(path, file);
    }
    for (const file of new Set(names.values())) lose(file, survives);
    this.files = names;
    this.#durableNames = new Map(names);
  }

  #create(path: string): File {
    if (this.files.has(path)) throw diskError('EEXIST');
    const file: File = { content: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [], adrift: [], modifiedAt: this.now() };
    this.files.set(path, file);
    return file;
  }

  #file(path: string): File {
    const file = this.files.get(path);
    if (file === undefined) throw diskError('ENOENT');
    return file;
  }

  #handle(file: File, at: { path: string; step: <T>(operation: Operation, path: string, work: () => T) => Promise<T> }): DiskFile {
    const { path, step } = at;
    return {
      write: (bytes, position) => step('write', path, () => this.#write(file, bytes, position)),
      sync: async () => {
        try {
          await step('sync', path, () => {
            file.durable = applied(file.durable, file.pending).subarray(0, file.content.length);
            file.pending = [];
          });
        } catch (error) {
          file.adrift.push(...file.pending);
          file.pending = [];
          throw error;
        }
      },
      truncate: (bytes) => step('truncate', path, () => {
        file.content = Buffer.from(file.content.subarray(0, bytes));
      }),
      close: () => step('open', path, () => undefined),
    };
  }

  #write(file: File, bytes: Buffer, position: number): number {
    const taken = Buffer.from(bytes.subarray(0, this.writeBytesMax));
    const growth = Math.max(0, position + taken.length - file.content.length);
    const used = [...new Set(this.files.values())].reduce((sum, { content }) => sum + content.length, 0);
    if (growth > 0 && used + growth > this.capacity) throw diskError('ENOSPC');
    file.content = applied(file.content, [{ at: position, bytes: taken }]);
    file.pending.push({ at: position, bytes: taken });
    file.modifiedAt = this.now();
    return taken.length;
  }
}

function applied(content: Buffer, writes: readonly Written[]): Buffer {
  const length = writes.reduce((most, write) => Math.max(most, write.at + write.bytes.length), content.length);
  const result = Buffer.concat([content], length);
  for (const write of writes) write.bytes.copy(result, write.at);
  return result;
}

function lose(file: File, survives: () => boolean): void {
  let content = file.durable;
  for (const write of [...file.adrift, ...file.pending]) {
    for (let at = write.at; at < write.at + write.bytes.length; ) {
      const end = Math.min(write.at + write.bytes.length, (Math.floor(at / SECTOR) + 1) * SECTOR);
      if (survives()) content = applied(content, [{ at, bytes: write.bytes.subarray(at - write.at, end - write.at) }]);
      at = end;
    }
  }
  if (content.length > file.content.length && survives()) content = content.subarray(0, file.content.length);
  file.content = Buffer.from(content);
  file.durable = Buffer.from(content);
  file.pending = [];
  file.adrift = [];
}
