import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../platform/world.ts';

/** An instant as ISO 8601 in the zone's wall time with its offset, to the second: '2026-12-01T14:30:00+01:00'. */
export function isoInZone(at: EpochMs, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toString({ timeZone, smallestUnit: 'second' });
}
