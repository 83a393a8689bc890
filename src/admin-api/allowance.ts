// How many requests an address may make in a minute, in memory and per node: not a quota, but what keeps one broken
// script from taking the connections of everybody else.
import type { Clock } from '../platform/world.ts';

const WINDOW_MS = 60_000;
/** Bounds the memory; whoever has this many addresses is not stopped by counting them. */
const ADDRESSES_MAX = 10_000;

export interface Allowance {
  /** False once there are more than allowed. */
  take(address: string): boolean;
}

export function createAllowance(clock: Clock, perMinute: number): Allowance {
  let taken = new Map<string, number>();
  let startedAt = clock.monotonic();
  return {
    take: (address) => {
      if (clock.monotonic() - startedAt >= WINDOW_MS || taken.size >= ADDRESSES_MAX) {
        taken = new Map();
        startedAt = clock.monotonic();
      }
      const count = (taken.get(address) ?? 0) + 1;
      taken.set(address, count);
      return count <= perMinute;
    },
  };
}
