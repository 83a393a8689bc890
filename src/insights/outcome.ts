// Adding up what became of callbacks. Pure.

/** Counts of callbacks that have something in common. */
export interface Cell {
  readonly n: number;
  readonly completed: number;
  readonly open: number;
  readonly overdue: number;
  readonly booked: number;
  readonly contacted: number;
  /** Seconds from creation to the first contact, added up. */
  readonly response: number | null;
  readonly judged: number;
  readonly met: number;
  /** Attempts, of those that were reached. */
  readonly attempts: number | null;
}

const KEYS = ['n', 'completed', 'open', 'overdue', 'booked', 'contacted', 'response', 'judged', 'met', 'attempts'] as const satisfies readonly (keyof Cell)[];

export function total(cells: readonly Cell[]): Record<(typeof KEYS)[number], number> {
  const sums = Object.fromEntries(KEYS.map((key) => [key, 0])) as Record<(typeof KEYS)[number], number>;
  for (const cell of cells) for (const key of KEYS) sums[key] += cell[key] ?? 0;
  return sums;
}

export function outcomeOf(sums: ReturnType<typeof total>, median: number | null) {
  const { n, completed, open, overdue, booked, contacted, response, judged, met, attempts } = sums;
  return {
    created: n, completed, open, overdue, appointments: booked, contacted,
    completion_rate: share(completed, n), success_rate: share(booked, n),
    response_seconds: { average: contacted === 0 ? null : Math.round(response / contacted), median },
    sla: { judged, met, rate: share(met, judged) },
    attempts_average: contacted === 0 ? null : Math.round((attempts / contacted) * 10) / 10,
  };
}

/** null where there is nothing of which it could be a share: 0 % would be a reproach. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

/** Of values that occur n times each; null where there are none. */
export function medianOf(counted: readonly { readonly value: number; readonly n: number }[]): number | null {
  const sorted = counted.toSorted((a, b) => a.value - b.value);
  const all = sorted.reduce((sum, { n }) => sum + n, 0);
  const at = (place: number): number => {
    let passed = 0;
    for (const { value, n } of sorted) if ((passed += n) > place) return value;
    return 0;
  };
  return all === 0 ? null : (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2;
}
