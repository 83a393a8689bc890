// A pool of our own instead of pg-pool, for three things it cannot do: wait for a connection under the World's
// clock, throw away all idle connections after one of them turned out dead, and free the slot of a destroyed
// connection at once instead of when a frozen server has said goodbye.
import { Fault } from '../errors.ts';
import type { Clock } from '../world.ts';
import type { Connection } from './connection.ts';

const IDLE_MS = 120_000;

export interface Lease {
  readonly connection: Connection;
  /** It lay in the pool before, so it may be dead without our knowing. */
  readonly reused: boolean;
}

interface Waiter {
  take(connection: Connection): void;
  /** A slot has become free and is reserved for this one. */
  slot(): void;
}

export class Pool {
  readonly #open: (signal: AbortSignal) => Promise<Connection>;
  readonly #clock: Clock;
  readonly #size: number;
  readonly #idle: { connection: Connection; since: number }[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #leased = new Set<Connection>();
  #slots = 0;
  #closed = false;
  #onEmpty: () => void = () => undefined;

  constructor(options: { open: (signal: AbortSignal) => Promise<Connection>; clock: Clock; size: number }) {
    this.#open = options.open;
    this.#clock = options.clock;
    this.#size = options.size;
  }

  async acquire(signal: AbortSignal): Promise<Lease> {
    signal.throwIfAborted();
    if (this.#closed) throw closedFault();
    this.#dropStale();
    for (let item = this.#idle.pop(); item !== undefined; item = this.#idle.pop()) {
      if (item.connection.broken === null) return this.#lease(item.connection, true);
      this.#slots -= 1;
    }
    if (this.#slots >= this.#size) {
      const handed = await this.#wait(signal);
      if (handed !== null) return this.#lease(handed, true);
    } else {
      this.#slots += 1;
    }
    try {
      return this.#lease(await this.#open(signal), false);
    } catch (error) {
      this.#freeSlot();
      throw error;
    }
  }

  release(connection: Connection): void {
    if (connection.broken !== null || this.#closed) return this.discard(connection);
    this.#leased.delete(connection);
    const [waiter] = this.#waiters;
    if (waiter === undefined) this.#idle.push({ connection, since: this.#clock.monotonic() });
    else waiter.take(connection);
  }

  discard(connection: Connection): void {
    connection.destroy();
    if (this.#leased.delete(connection)) this.#freeSlot();
  }

  /** After one dead connection the others that lay idle with it are suspect too. */
  dropIdle(): void {
    for (const { connection } of this.#idle.splice(0)) {
      connection.close();
      this.#freeSlot();
    }
  }

  /** Idle connections go at once; resolves once the leased ones, which their budgets bound, have come back. */
  async close(): Promise<void> {
    this.#closed = true;
    this.dropIdle();
    if (this.#slots > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
  }

  /** Whoever acquires now has to wait for another one's connection. */
  get full(): boolean {
    return this.#slots >= this.#size && this.#idle.length === 0;
  }

  get counts(): { readonly slots: number; readonly idle: number; readonly waiting: number } {
    return { slots: this.#slots, idle: this.#idle.length, waiting: this.#waiters.size };
  }

  #lease(connection: Connection, reused: boolean): Lease {
    this.#leased.add(connection);
    return { connection, reused };
  }

  #wait(signal: AbortSignal): Promise<Connection | null> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', abort);
      };
      const waiter: Waiter = {
        take: (connection) => {
          leave();
          resolve(connection);
        },
        slot: () => {
          leave();
          resolve(null);
        },
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  #freeSlot(): void {
    const [waiter] = this.#waiters;
    if (waiter !== undefined) return waiter.slot();
    this.#slots -= 1;
    if (this.#slots === 0) this.#onEmpty();
  }

  // Lazily, at the next use: after a burst the surplus connections must not be held for ever.
  #dropStale(): void {
    const limit = this.#clock.monotonic() - IDLE_MS;
    while (this.#idle[0] !== undefined && this.#idle[0].since < limit) {
      this.#idle.shift()!.connection.close();
      this.#freeSlot();
    }
  }
}

function closedFault(): Fault {
  return new Fault('DATABASE_UNAVAILABLE', 'the database was closed: this process is shutting down');
}
