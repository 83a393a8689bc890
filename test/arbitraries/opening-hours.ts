// Random opening hours: any number of intervals a day, at any minute, '24:00' included.
import fc from 'fast-check';
import { WEEKDAYS } from '../../src/companies/company.ts';
import type { OpeningHours } from '../../src/companies/company.ts';

export function clockTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The intervals of one day. */
export const anyDay = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 }).map((minutes) => {
  const sorted = minutes.toSorted((a, b) => a - b);
  return sorted.flatMap((minute, i) => (i % 2 === 1 ? [[clockTime(sorted[i - 1]!), clockTime(minute)] as const] : []));
});

export const anyHours: fc.Arbitrary<OpeningHours> = fc
  .tuple(anyDay, anyDay, anyDay, anyDay, anyDay, anyDay, anyDay)
  .map((days) => Object.fromEntries(WEEKDAYS.map((name, i) => [name, days[i]!])) as unknown as OpeningHours);
