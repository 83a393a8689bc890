// Searching the calendar for what to offer when the wish itself cannot be met.
import type { Schedule } from '../companies/opening-hours.ts';
import { addDays, startOfDay, wallClock } from '../companies/wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Calendar, CalendarService, Outcome, Slot } from './port.ts';
import { rankAlternatives, startsInWindow } from './rank-alternatives.ts';
import type { Wanted } from './rank-alternatives.ts';

export interface AlternativesQuery {
  readonly calendar: Calendar;
  readonly service: CalendarService;
  readonly wanted: Wanted;
  readonly timeZone: string;
  readonly openingHours: Schedule | null;
  readonly now: EpochMs;
  readonly staffId: string | null;
  /** How many to offer; default 2, which is what a caller remembers. */
  readonly max?: number;
  /** From the wanted day (or today) on; default 14. */
  readonly searchDays?: number;
  /** For the whole search. */
  readonly budgetMs: number;
  readonly exclude: readonly EpochMs[];
}

export type Alternatives =
  | { readonly kind: 'found'; readonly slots: readonly Slot[] }
  /** The calendar was asked about every searched day and has nothing to offer. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly outcome: Exclude<Outcome<never>, { kind: 'done' }> };

/** With less time than this a fortnight is not asked for at once: the near days, which make most offers, come first. */
const WHOLE_SEARCH_MS = 2500;
const NEAR_DAYS = 4;
const NEAR_SHARE = 0.6;

/** At most two queries, together inside the budget. Never rejects unless the calendar breaks its own contract. */
export async function findAlternatives(query: AlternativesQuery): Promise<Alternatives> {
  const { now, timeZone, wanted, searchDays = 14, budgetMs } = query;
  const today = wallClock(now, timeZone).date;
  const asked = wanted.startAt === null ? (wanted.date ?? today) : wallClock(wanted.startAt, timeZone).date;
  const first = asked > today ? asked : today;
  const fromAt = Math.max(now, startOfDay(first, timeZone));
  const untilAt = startOfDay(addDays(first, searchDays), timeZone);
  if (untilAt <= fromAt) return { kind: 'none' };

  if (budgetMs >= WHOLE_SEARCH_MS || searchDays <= NEAR_DAYS) {
    const all = await ask(query, { fromAt, untilAt, budgetMs });
    return all.kind === 'done' ? offer(query, all.value) : { kind: 'failed', outcome: all };
  }

  const middleAt = startOfDay(addDays(first, NEAR_DAYS), timeZone);
  const nearMs = Math.floor(budgetMs * NEAR_SHARE);
  const near = await ask(query, { fromAt, untilAt: middleAt, budgetMs: nearMs });
  if (near.kind !== 'done') return { kind: 'failed', outcome: near };
  // Near but at another time of day than asked for must not keep the right time of a later day from being found.
  const fitting = offer(query, near.value.filter((slot) => startsInWindow(slot, wanted.window, timeZone)));
  if (fitting.kind === 'found' && fitting.slots.length >= (query.max ?? 2)) return fitting;
  const rest = await ask(query, { fromAt: middleAt, untilAt, budgetMs: budgetMs - nearMs });
  if (rest.kind === 'done') return offer(query, [...near.value, ...rest.value]);
  const nearOffer = offer(query, near.value);
  return nearOffer.kind === 'found' ? nearOffer : { kind: 'failed', outcome: rest };
}

/** The free slot that starts exactly then. What is merely near is an alternative, and is offered as one. */
export function slotAt(slots: readonly Slot[], startAt: EpochMs): Slot | null {
  return slots.find((slot) => slot.startAt === startAt) ?? null;
}

function ask({ calendar, service, timeZone, staffId }: AlternativesQuery, part: { fromAt: EpochMs; untilAt: EpochMs; budgetMs: number }) {
  return calendar.slots({ service, timeZone, staffId, ...part });
}

function offer(query: AlternativesQuery, slots: readonly Slot[]): Alternatives {
  const ranked = rankAlternatives({ ...query, slots, max: query.max ?? 2 });
  return ranked.length === 0 ? { kind: 'none' } : { kind: 'found', slots: ranked };
}
