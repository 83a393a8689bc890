import type { Clock } from './world.ts';

// One for all: abort() without a reason makes a DOMException with a stack each time, on the way of every transaction.
const IN_TIME = new Error('settled in time');

/**
 * Settles like `promise`, or rejects with `late()` once `ms` have passed on the clock. The promise goes on
 * unobserved then: `late` has to stop what is behind it.
 */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  const stop = new AbortController();
  const timer = clock.sleep(Math.max(0, ms), stop.signal).then(() => {
    throw late();
  });
  try {
    return await Promise.race([promise, timer]);
  } finally {
    stop.abort(IN_TIME);
  }
}
