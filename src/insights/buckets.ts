// The days, weeks or months of a period as the company's calendar has them, those without anything too.
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../platform/world.ts';

export type Bucket = 'day' | 'week' | 'month';

/** The first days, 'YYYY-MM-DD', of all buckets that [from, to) touches. */
export function bucketsOf(period: { readonly from: EpochMs; readonly to: EpochMs; readonly bucket: Bucket; readonly timeZone: string }): string[] {
  const { from, to, bucket, timeZone } = period;
  const dayOf = (at: EpochMs): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const last = dayOf(Math.max(from, to - 1));
  const found: string[] = [];
  for (let day = firstOf(dayOf(from), bucket); Temporal.PlainDate.compare(day, last) <= 0; day = day.add(STEP[bucket])) found.push(day.toString());
  return found;
}

const STEP: Readonly<Record<Bucket, Temporal.DurationLike>> = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } };

function firstOf(day: Temporal.PlainDate, bucket: Bucket): Temporal.PlainDate {
  if (bucket === 'week') return day.subtract({ days: day.dayOfWeek - 1 });
  return bucket === 'month' ? day.with({ day: 1 }) : day;
}
