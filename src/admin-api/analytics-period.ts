// The period that an analysis is about, as it was asked for.
import { bucketsOf, type Bucket } from '../insights/buckets.ts';
import type { EpochMs } from '../platform/world.ts';
import { momentIn } from './api.ts';
import { Problem } from './problem.ts';

export const DAY_MS = 86_400_000;
export const BUCKETS_MAX = 800;
/** Counts over years of callbacks; a person waits for it, no caller does. */
export const ANALYTICS_BUDGET_MS = 10_000;

/** Throws Problem REQUEST_INVALID. */
export function periodOf(given: { from?: string | undefined; to?: string | undefined }, by: { timeZone: string; now: EpochMs; bucket: Bucket; days: number }): { from: EpochMs; to: EpochMs } {
  const { timeZone, now, bucket, days } = by;
  const to = momentIn(timeZone, given.to) ?? now;
  const from = momentIn(timeZone, given.from) ?? to - days * DAY_MS;
  if (from >= to) throw new Problem('REQUEST_INVALID', 'from: has to be before to');
  if (bucketsOf({ from, to, bucket, timeZone }).length > BUCKETS_MAX) throw new Problem('REQUEST_INVALID', `from: there would be more than ${BUCKETS_MAX} days, weeks or months; take a shorter period, or longer buckets`);
  return { from, to };
}
