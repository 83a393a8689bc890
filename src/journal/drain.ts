// Takes up what is unsettled: in order per call, in parallel across calls. The same code runs after a crash, after
// an outage of the database, and in passing.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Fault } from '../platform/errors.ts';
import type { Log } from '../platform/world.ts';
import type { Entry, Journal } from './journal.ts';

/** `settled`: its outcome is committed. `keep`: not now; what follows it in its order waits with it. */
export type Handled = 'settled' | 'keep';

export interface DrainOptions {
  readonly journal: Pick<Journal, 'find' | 'settle'>;
  /** How many orders are worked at the same time, over all runs. */
  readonly concurrency: number;
  /** Must be idempotent: after a crash an entry that was handled may come again. Settling is done by the drain. */
  readonly handle: (entry: Entry) => Promise<Handled>;
  readonly log: Log;
}

export interface DrainOutcome {
  readonly settled: number;
  /** What is still unsettled of the entries given, in their order: kept, failed, held, or not reached. */
  readonly left: readonly Entry[];
  /** DATABASE_UNAVAILABLE, where that ended the run early. */
  readonly stopped: Fault | null;
}

/** One per journal: it knows what is in hand, so that no entry is handled twice at the same time. */
export interface Drain {
  run(entries: readonly Entry[]): Promise<DrainOutcome>;
  /**
   * Keeps the drain away from an order while a request of it is being answered, for that request handles its entry
   * itself. Returns the release. An entry of the order that the drain already has in hand is not interrupted.
   */
  hold(order: string): () => void;
}

interface Run {
  readonly left: Entry[];
  settled: number;
  stopped: Fault | null;
}

export function createDrain(options: DrainOptions): Drain {
  const draining = new Set<string>();
  const held = new Map<string, number>();
  const slots = new Slots(options.concurrency);

  async function workOff(chain: readonly Entry[], run: Run): Promise<void> {
    for (const [index, listed] of chain.entries()) {
      // Read again: it may have been settled or noted upon since it was listed.
      const entry = options.journal.find(listed.id);
      if (entry === null) continue;
      if (run.stopped !== null || held.has(entry.order) || (await handled(entry, run)) === 'keep') {
        run.left.push(...chain.slice(index));
        return;
      }
      options.journal.settle(entry.id);
      run.settled++;
    }
  }

  async function handled(entry: Entry, run: Run): Promise<Handled> {
    try {
      return await options.handle(entry);
    } catch (error) {
      if (isFault(error, 'DATABASE_UNAVAILABLE')) run.stopped ??= error;
      else options.log.error({ event: 'journal_drain_failed', receipt: entry.id, kind: entry.kind, error: messageOf(error) }, 'A journal entry could not be taken up; it stays');
      return 'keep';
    }
  }

  async function claim(order: string, chain: readonly Entry[], run: Run): Promise<void> {
    await slots.take();
    try {
      // Asked after the wait for a slot, and without an await before the claim.
      if (draining.has(order)) {
        run.left.push(...chain);
        return;
      }
      draining.add(order);
      try {
        await workOff(chain, run);
      } finally {
        draining.delete(order);
      }
    } finally {
      slots.give();
    }
  }

  return {
    async run(entries) {
      const run: Run = { left: [], settled: 0, stopped: null };
      await Promise.all(Array.from(byOrder(entries), ([order, chain]) => claim(order, chain, run)));
      const left = new Set(run.left.map((entry) => entry.id));
      const stillOpen = entries.filter((entry) => left.has(entry.id) && options.journal.find(entry.id) !== null);
      return { settled: run.settled, left: stillOpen, stopped: run.stopped };
    },
    hold(order) {
      held.set(order, (held.get(order) ?? 0) + 1);
      let released = false;
      return () => {
        if (released) return;
        released = true;
        const count = (held.get(order) ?? 1) - 1;
        if (count === 0) held.delete(order);
        else held.set(order, count);
      };
    },
  };
}

function byOrder(entries: readonly Entry[]): Map<string, Entry[]> {
  const orders = new Map<string, Entry[]>();
  for (const entry of entries) {
    const chain = orders.get(entry.order);
    if (chain === undefined) orders.set(entry.order, [entry]);
    else chain.push(entry);
  }
  return orders;
}

/** A counting semaphore, first come first served. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
