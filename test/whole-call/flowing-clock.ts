import type { Clock, EpochMs } from '../../src/platform/world.ts';

/** A clock that stands still while anything is being done, and then goes to the next instant for which somebody waits. */
export interface FlowingClock extends Clock {
  /** Counts what runs in real time (the database), so that the clock stands still meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Lets time flow until the promise is settled. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Moves on by this much, waking whoever waits on the way. */
  pass(ms: number): Promise<void>;
}

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export function flowingClock(startAt: EpochMs): FlowingClock {
  const sleepers = new Set<Sleeper>();
  const idle: (() => void)[] = [];
  let passedMs = 0;
  let busy = 0;

  async function quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm = busy === 0 ? calm + 1 : 0) {
      // Not by asking again and again: whatever is busy needs the processor itself.
      if (busy > 0) await new Promise<void>((resolve) => idle.push(resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function next(): Sleeper | null {
    let first: Sleeper | null = null;
    for (const sleeper of sleepers) if (first === null || sleeper.wakeAtMs < first.wakeAtMs) first = sleeper;
    return first;
  }

  function wake(sleeper: Sleeper): void {
    passedMs = Math.max(passedMs, sleeper.wakeAtMs);
    sleepers.delete(sleeper);
    sleeper.wake();
  }

  return {
    now: () => startAt + passedMs,
    monotonic: () => passedMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { wakeAtMs: passedMs + Math.max(0, ms), wake: resolve };
        sleepers.add(sleeper);
        const stopped = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        if (signal?.aborted === true) stopped();
        else signal?.addEventListener('abort', stopped, { once: true });
      }),
    during: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        if (busy === 0) for (const go of idle.splice(0)) go();
      }
    },
    until: async (promise) => {
      let settled = false;
      const done = () => {
        settled = true;
      };
      promise.then(done, done);
      for (;;) {
        await quiet();
        if (settled) return await promise;
        const sleeper = next();
        if (sleeper === null) throw new Error('nobody waits for anything, and yet it does not end');
        wake(sleeper);
      }
    },
    pass: async (ms) => {
      const untilMs = passedMs + ms;
      for (;;) {
        await quiet();
        const sleeper = next();
        if (sleeper === null || sleeper.wakeAtMs > untilMs) break;
        wake(sleeper);
      }
      passedMs = untilMs;
    },
  };
}
