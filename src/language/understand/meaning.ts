// The common currency of the files that settle the day.

import type { Temporal } from 'temporal-polyfill';
import type { Need, Problem } from './facts.ts';

/** What a piece of speech says about the day: a span of days (one day where from = to), or what stands in the way. */
export interface Meaning {
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly candidates: readonly Temporal.PlainDate[];
  readonly problem: Problem | null;
  readonly needs: readonly Need[];
  readonly assumed: readonly string[];
}

export interface DayContext {
  readonly today: Temporal.PlainDate;
  /** The time said has passed today. */
  readonly isOverToday: boolean;
}

export function meaning(part: Partial<Meaning>): Meaning {
  return { from: null, to: null, candidates: [], problem: null, needs: [], assumed: [], ...part };
}
