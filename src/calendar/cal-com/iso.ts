import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../platform/world.ts';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** An ISO instant, or null. Without an offset it is nothing: read as local time it would be an hour or two off. */
export function instantOf(value: unknown): EpochMs | null {
  if (typeof value !== 'string' || !WITH_OFFSET.test(value)) return null;
  const at = Date.parse(value);
  return Number.isFinite(at) ? at : null;
}

export interface DayRange {
  readonly start: string;
  readonly end: string;
}

/**
 * Whole local days around [fromAt, untilAt), as UTC instants. Whole days, because the calendar may cut a
 * day's slots anew from a start in its middle; ending one second early, because an end at exactly midnight UTC is
 * bumped to the end of that day (reference/calcom.md section 2.1). Throws RangeError for an unknown zone.
 */
export function wholeDays(range: { readonly fromAt: EpochMs; readonly untilAt: EpochMs; readonly timeZone: string }): DayRange {
  const zoned = (at: EpochMs) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(range.timeZone);
  const lastAt = Math.max(range.fromAt, range.untilAt - 1);
  const start = zoned(range.fromAt).startOfDay();
  const end = zoned(lastAt).add({ days: 1 }).startOfDay().subtract({ seconds: 1 });
  return { start: start.toInstant().toString(), end: end.toInstant().toString() };
}
