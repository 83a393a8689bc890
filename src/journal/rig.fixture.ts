// A journal over a memory disk, with time held still and every log line kept.
import type { Clock, Log } from '../platform/world.ts';
import { MemoryDisk } from './memory-disk.fixture.ts';
import { openJournal } from './open-journal.ts';
import type { Journal } from './journal.ts';
import type { Processes } from './processes.ts';

export class StillClock implements Clock {
  at = Date.UTC(2026, 10, 23, 8);
  #sleepers: { readonly wakeAt: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.at;
  }

  monotonic(): number {
    return this.at;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) reject(signal.reason as Error);
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      this.#sleepers.push({ wakeAt: this.at + ms, wake: resolve });
    });
  }

  /** Moves on and lets everything that is due run to its end. */
  async advance(ms: number): Promise<void> {
    this.at += ms;
    const due = this.#sleepers.filter(({ wakeAt }) => wakeAt <= this.at);
    this.#sleepers = this.#sleepers.filter(({ wakeAt }) => wakeAt > this.at);
    for (const { wake } of due) wake();
    await settleDown();
  }
}

/** Until nothing is left to run: the memory disk answers in microtasks, which all run before an immediate. */
export async function settleDown(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export class Rig {
  readonly disk = new MemoryDisk();
  readonly clock = new StillClock();
  readonly logged: { readonly level: string; readonly event: unknown }[] = [];
  bytesMax = 64 * 4096;
  segmentBytes = 4096;
  #mount = this.disk.mount();
  #pid = 100;
  readonly alive = new Set<number>();

  constructor() {
    this.disk.now = () => this.clock.now();
  }

  get log(): Log {
    const keep = (level: string) => (fields: Readonly<Record<string, unknown>>) => {
      this.logged.push({ level, event: fields['event'] });
    };
    return { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
  }

  events(level: string): unknown[] {
    return this.logged.filter((line) => line.level === level).map(({ event }) => event);
  }

  /** A new process opens the journal. */
  start(): Promise<Journal> {
    this.#mount = this.disk.mount();
    const pid = ++this.#pid;
    this.alive.add(pid);
    return openJournal({
      directory: '/j', disk: this.#mount, clock: this.clock, log: this.log,
      bytesMax: this.bytesMax, segmentBytes: this.segmentBytes, processes: this.processesOf(pid),
    });
  }

  /** kill -9: what it had written stays, its operations under way never return. */
  kill(): void {
    this.#mount.kill();
    this.alive.clear();
  }

  processesOf(pid: number): Processes {
    return {
      self: async () => ({ pid, start: `start of ${pid}`, host: 'host', space: 'space' }),
      startOf: async (asked) => (this.alive.has(asked) ? `start of ${asked}` : null),
    };
  }

  segments(): string[] {
    return [...this.disk.files.keys()].filter((path) => path.endsWith('.segment')).sort();
  }
}

export function idsOf(journal: Journal): string[] {
  return journal.unsettled().map((entry) => entry.id);
}

export function fill(journal: Journal, id: string, bytes = 100): Promise<void> {
  return journal.open({ id, order: 'call', kind: 'function', body: { text: 'x'.repeat(bytes) } });
}
