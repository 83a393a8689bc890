import type { EpochMs } from '../platform/world.ts';

// When to look again for a booking of which it is not known whether it stands. Early looks catch the request that
// was still running, later ones a calendar that was away; after two hours a person has long been on it.
const LOOK_AFTER_MS = [500, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000];

/** The next look after `looks` vain ones, or null: then it counts as absent. */
export function nextLookAt(looks: number, now: EpochMs): EpochMs | null {
  const after = LOOK_AFTER_MS[looks];
  return after === undefined ? null : now + after;
}

/** A booking that waits for the host is looked for until it is decided, at a pace that spares the rate limit. */
export function nextPendingLookAt(looks: number, now: EpochMs): EpochMs {
  return now + (looks < 10 ? 60_000 : 900_000);
}
