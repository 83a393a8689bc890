// Who gets a callback that nobody has. Pure: who is there, who knows the customer, who can do it, who has least to do; and
// where nobody is there, until when to wait. Nobody who does not work again before the deadline is ever chosen.
import type { AssignStrategy } from '../companies/company.ts';
import type { Span } from '../companies/opening-hours.ts';
import type { EpochMs } from '../platform/world.ts';

export interface Candidate {
  readonly staffId: string;
  /** When she works, from now on, in order. */
  readonly shifts: readonly Span[];
  /** True too where the callback is about no service in particular. */
  readonly offersService: boolean;
  /** What she has to do already: open callbacks, urgent ones counting for more. */
  readonly load: number;
  /** In this branch; null: never. */
  readonly lastAssignedAt: EpochMs | null;
}

/** Why somebody knows this caller. */
export interface Tie {
  readonly staffId: string;
  readonly kind: 'claim' | 'named' | 'same_caller' | 'callback' | 'appointment';
  /** When they last met; null: the caller only named her. */
  readonly at: EpochMs | null;
}

export interface Choosing {
  readonly now: EpochMs;
  readonly dueAt: EpochMs;
  readonly warnAt: EpochMs;
  /** Not `none`: whoever is asked has been asked to choose. */
  readonly strategy: Exclude<AssignStrategy, 'none'>;
  readonly candidates: readonly Candidate[];
  /** The closest first. */
  readonly ties: readonly Tie[];
  /** Who gave it back or lost it: only if there is nobody else. */
  readonly notAgain: string | null;
}

export type Why =
  | { readonly kind: Tie['kind']; readonly at: EpochMs | null }
  | { readonly kind: 'only_one' | 'service' | 'least_loaded' | 'round_robin' };

export type Choice =
  | { readonly kind: 'chosen'; readonly staffId: string; readonly why: Why }
  /** `untilAt`: when somebody is there again; null: nobody is in sight. */
  | { readonly kind: 'wait'; readonly untilAt: EpochMs | null };

export function chooseAssignee(choosing: Choosing): Choice {
  const { now, warnAt, notAgain } = choosing;
  const inTime = choosing.candidates.filter((candidate) => worksBefore(candidate, Math.max(choosing.dueAt, now + 1), now));
  const others = inTime.filter(({ staffId }) => staffId !== notAgain);
  const eligible = others.length > 0 ? others : inTime;
  const here = eligible.filter((candidate) => isHere(candidate, now));
  // At night it waits for whoever comes first, but the warning has to reach somebody.
  if (here.length === 0 && (eligible.length === 0 || now < warnAt)) return { kind: 'wait', untilAt: waitUntil(choosing) };
  const known = tied(choosing, eligible);
  return known ?? narrowed(choosing, here.length > 0 ? here : eligible);
}

function isHere({ shifts }: Candidate, at: EpochMs): boolean {
  return shifts.some(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
}

function worksBefore({ shifts }: Candidate, before: EpochMs, now: EpochMs): boolean {
  return shifts.some(({ fromAt, untilAt }) => fromAt < before && untilAt > now);
}

function waitUntil({ candidates, now, warnAt }: Choosing): EpochMs | null {
  const begins = candidates.flatMap(({ shifts }) => shifts.map(({ fromAt }) => fromAt)).filter((at) => at > now);
  const next = begins.length === 0 ? null : Math.min(...begins);
  return now < warnAt ? Math.min(next ?? warnAt, warnAt) : next;
}

/** Or two people would call the same person. */
const UNDER_EVERY_RULE: ReadonlySet<Tie['kind']> = new Set(['claim', 'same_caller']);

/** Whoever knows the caller may begin later than others, as long as it is before the warning. */
function tied({ strategy, ties, now, warnAt }: Choosing, eligible: readonly Candidate[]): Choice | null {
  for (const { staffId, kind, at } of ties) {
    if (strategy !== 'relationship' && !UNDER_EVERY_RULE.has(kind)) continue;
    const candidate = eligible.find((one) => one.staffId === staffId);
    if (candidate !== undefined && (isHere(candidate, now) || worksBefore(candidate, warnAt, now))) return { kind: 'chosen', staffId, why: { kind, at } };
  }
  return null;
}

function narrowed({ strategy }: Choosing, from: readonly Candidate[]): Choice {
  let left = from;
  let why: Why['kind'] = 'only_one';
  const keep = (kind: 'service' | 'least_loaded' | 'round_robin', kept: readonly Candidate[]): void => {
    if (kept.length === 0 || kept.length === left.length) return;
    left = kept;
    why = kind;
  };
  if (strategy === 'relationship' || strategy === 'service') keep('service', left.filter(({ offersService }) => offersService));
  if (strategy !== 'round_robin') {
    const least = Math.min(...left.map(({ load }) => load));
    keep('least_loaded', left.filter(({ load }) => load === least));
  }
  const next = left.toSorted((a, b) => (a.lastAssignedAt ?? 0) - (b.lastAssignedAt ?? 0) || (a.staffId < b.staffId ? -1 : 1));
  keep('round_robin', next.slice(0, 1));
  return { kind: 'chosen', staffId: next[0]!.staffId, why: { kind: why } };
}
