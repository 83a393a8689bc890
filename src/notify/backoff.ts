// When something that failed is tried again. Doubling, so that a service which is away is not kept down by its own
// clients; spread at random, so that what failed together does not come back together.
import type { EpochMs, Random } from '../platform/world.ts';

interface Patience {
  readonly firstMs: number;
  readonly mostMs: number;
  /** How often it is tried in all. */
  readonly tries: number;
}

const MINUTE_MS = 60_000;

/** Some two hours: who has not been reached by then should be somebody else. */
export const FOR_PEOPLE: Patience = { firstMs: 30_000, mostMs: 30 * MINUTE_MS, tries: 10 };
/** Some three days: a program that is down over a weekend still gets everything. */
export const FOR_PROGRAMS: Patience = { firstMs: 10_000, mostMs: 8 * 60 * MINUTE_MS, tries: 20 };

/** null: that was the last try. `tries` counts the one that has just failed. */
export function nextTry({ now, tries, patience, random }: { now: EpochMs; tries: number; patience: Patience; random: Pick<Random, 'next'> }): EpochMs | null {
  if (tries >= patience.tries) return null;
  const delay = Math.min(patience.firstMs * 2 ** (tries - 1), patience.mostMs);
  return Math.round(now + delay * (0.75 + random.next() / 2));
}
