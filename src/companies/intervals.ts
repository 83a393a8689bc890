// Arithmetic of a day's intervals as they are written: 'HH:MM' compares like the time it names, '24:00' included.

/** Of one day: ordered, not overlapping, none empty. */
export type Intervals = readonly (readonly [from: string, until: string])[];

export const WHOLE_DAY: Intervals = [['00:00', '24:00']];

/** What is in either; those that touch or overlap become one. */
export function joined(some: Intervals, others: Intervals): Intervals {
  const result: [string, string][] = [];
  for (const [from, until] of [...some, ...others].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && last[1] >= from) last[1] = later(last[1], until);
    else result.push([from, until]);
  }
  return result;
}

/** What is in both. */
export function common(some: Intervals, others: Intervals): Intervals {
  return some.flatMap(([from, until]) =>
    others.flatMap(([otherFrom, otherUntil]) => {
      const [start, end] = [later(from, otherFrom), earlier(until, otherUntil)];
      return start < end ? [[start, end] as const] : [];
    }),
  );
}

/** What is in the first and not in the second. */
export function without(some: Intervals, cut: Intervals): Intervals {
  return cut.reduce<Intervals>(
    (rest, [from, until]) => rest.flatMap(([start, end]) => [[start, earlier(end, from)] as const, [later(start, until), end] as const].filter(([a, b]) => a < b)),
    some,
  );
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
