// The one place that touches the real clock, the real random source and the real network.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidV7 } from './uuid.ts';
import { httpWith } from './real-http.ts';
import type { Clock, Log, Random, World } from './world.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

export const realRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => randomBytes(count),
};

/** `privateHosts`: as in httpWith. */
export function realWorld(log: Log, { privateHosts = [] }: { readonly privateHosts?: readonly string[] } = {}): World {
  return {
    clock: realClock,
    random: realRandom,
    ids: { next: () => uuidV7(realClock.now(), realRandom.bytes(10)) },
    http: httpWith(privateHosts),
    log,
  };
}
