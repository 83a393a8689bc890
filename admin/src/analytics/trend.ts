export type Trend = 'gone' | 'rising' | 'falling' | 'steady';

/** Of a few days by themselves nothing can be said: one more on a day is no trend. */
const FACTOR = 1.5;

/** The later half of the period against the earlier one; an odd day in the middle counts for neither. */
export function trendOf(perDay: readonly number[]): Trend {
  const half = Math.floor(perDay.length / 2);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const [before, after] = [sum(perDay.slice(0, half)), sum(perDay.slice(perDay.length - half))];
  if (after === 0 && (perDay.at(-1) ?? 0) === 0) return 'gone';
  if (after >= before * FACTOR && after - before > 1) return 'rising';
  return before >= after * FACTOR && before - after > 1 ? 'falling' : 'steady';
}
