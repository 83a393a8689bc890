import type { Clock, EpochMs } from '../src/platform/world.ts';

/**
 * A clock that moves only when told to. `jump`: a sleep moves it by itself and returns at once; `wait`: a sleep
 * lasts until `advance` has gone past its end.
 */
export interface SteeredClock extends Clock {
  advance(ms: number): void;
  /** Every sleep that was asked for, in ms. */
  readonly slept: readonly number[];
  /** Resolves as soon as somebody sleeps (only with `wait`). */
  sleeping(): Promise<void>;
}

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export function steeredClock(options: { readonly startAt: EpochMs; readonly sleeps: 'jump' | 'wait' }): SteeredClock {
  const slept: number[] = [];
  let sleepers: Sleeper[] = [];
  let waiting: (() => void)[] = [];
  let passedMs = 0;

  function advance(ms: number): void {
    passedMs += ms;
    const due = sleepers.filter((sleeper) => sleeper.wakeAtMs <= passedMs);
    sleepers = sleepers.filter((sleeper) => sleeper.wakeAtMs > passedMs);
    for (const sleeper of due) sleeper.wake();
  }

  return {
    slept,
    advance,
    now: () => options.startAt + passedMs,
    monotonic: () => passedMs,
    sleep(ms, signal) {
      slept.push(ms);
      if (options.sleeps === 'jump') {
        advance(ms);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        sleepers.push({ wakeAtMs: passedMs + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted')), { once: true });
        for (const tell of waiting) tell();
        waiting = [];
      });
    },
    sleeping: () => (sleepers.length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
