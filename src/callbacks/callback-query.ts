// What every question about many callbacks has in common: whose, when, and who asks.
import type { Value } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

export interface Looking {
  readonly companyId: string;
  readonly now: EpochMs;
  /** The company's today, [startAt, endAt). */
  readonly today: { readonly startAt: EpochMs; readonly endAt: EpochMs };
  /** Member of staff who asks; null: somebody who is none. */
  readonly staffId: string | null;
}

/** The values of one statement, each under the number that it gets. */
export interface Parameters {
  readonly values: (Value | null)[];
  add(value: Value | null): string;
}

/** $1 is the company and $2 the present instant, as the columns of a callback expect (callback-view.ts). */
export function parameters({ companyId, now }: Pick<Looking, 'companyId' | 'now'>): Parameters {
  const values: (Value | null)[] = [companyId, iso(now)];
  return { values, add: (value) => `$${values.push(value)}` };
}

export const OPEN_SQL = `('pending', 'assigned', 'contacted')`;

/** Over callbacks as c. A claim that has run out is nobody's. */
export const CLAIMED_SQL = 'exists (select from caller_claims k where k.company_id = c.company_id and k.caller_key = c.caller_key and k.claim_until > $2::timestamptz)';
