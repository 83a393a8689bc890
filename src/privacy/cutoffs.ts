import { Temporal } from 'temporal-polyfill';
import type { Retention } from '../companies/privacy-policy.ts';
import type { EpochMs } from '../platform/world.ts';

const DAY_MS = 86_400_000;

/** What has ended before it goes. */
export function cutoffOf(rule: keyof Retention, retention: Retention, now: EpochMs): EpochMs {
  const length = retention[rule];
  if (rule !== 'countsMonths' && rule !== 'auditMonths') return now - length * DAY_MS;
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').subtract({ months: length }).epochMilliseconds;
}
