// The clock by which the sample calls are played: set to an instant of the past, and running ten times as fast, so
// that what took eight seconds on the telephone takes less than one here.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, EpochMs } from '../../src/platform/world.ts';

const FASTER = 10;

export interface SampleClock extends Clock {
  jumpTo(at: EpochMs): void;
  /** From now on it is the real one. */
  become(clock: Clock): void;
}

export function sampleClock(at: EpochMs): SampleClock {
  let real: Clock | null = null;
  let set = { at, since: performance.now() };
  let jumpedMs = 0;
  const now = () => Math.floor(set.at + (performance.now() - set.since) * FASTER);
  return {
    now: () => real?.now() ?? now(),
    monotonic: () => real?.monotonic() ?? performance.now() * FASTER + jumpedMs,
    sleep: async (ms, signal) => {
      if (real !== null) return await real.sleep(ms, signal);
      await sleep(Math.ceil(ms / FASTER), undefined, signal === undefined ? {} : { signal });
    },
    jumpTo: (at) => {
      // What was to pause for ten seconds of that time (a circuit breaker) has paused long enough.
      jumpedMs += Math.max(0, at - now());
      set = { at, since: performance.now() };
    },
    become: (clock) => {
      real = clock;
    },
  };
}
