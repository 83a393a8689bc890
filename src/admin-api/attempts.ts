// Failed sign-ins per address, in memory: enough to stop somebody who tries keys, and what it forgets at a
// restart costs nothing. A key has 256 bits; this spares the database the looking up.
import type { Clock } from '../platform/world.ts';

const WINDOW_MS = 60_000;
const FAILURES_MAX = 10;
/** Bounds the memory; whoever has this many addresses is not stopped by counting them. */
const ADDRESSES_MAX = 10_000;

export interface Attempts {
  blocked(address: string): boolean;
  failed(address: string): void;
}

export function createAttempts(clock: Clock): Attempts {
  const failures = new Map<string, { count: number; sinceMs: number }>();
  const current = (address: string): { count: number; sinceMs: number } | undefined => {
    const entry = failures.get(address);
    if (entry === undefined || clock.monotonic() - entry.sinceMs < WINDOW_MS) return entry;
    failures.delete(address);
    return undefined;
  };
  return {
    blocked: (address) => (current(address)?.count ?? 0) >= FAILURES_MAX,
    failed: (address) => {
      const entry = current(address);
      if (entry !== undefined) {
        entry.count += 1;
        return;
      }
      const [oldest] = failures.keys();
      if (failures.size >= ADDRESSES_MAX && oldest !== undefined) failures.delete(oldest);
      failures.set(address, { count: 1, sinceMs: clock.monotonic() });
    },
  };
}
