// What needs somebody first. Pure, so that the order can be tested.
import type { CompanyPulse } from './queries.ts';

export interface Watched extends CompanyPulse {
  /** Wishes of the last week without a proof; null: not known. */
  readonly difference: number | null;
}

const PROBLEMS = ['unread', 'ledger', 'calendar', 'silent', 'voice', 'not_set_up'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What is wrong beside callbacks that wait, the worst first. */
export function problemsOf({ company, pulse, difference }: Watched): readonly Problem[] {
  if (pulse === null) return ['unread'];
  const found: Readonly<Record<Problem, boolean>> = {
    unread: false,
    ledger: (difference ?? 0) > 0,
    calendar: pulse.calendar.state === 'failing',
    silent: pulse.silent,
    voice: pulse.voice.problem !== null,
    not_set_up: company.kind === 'company' && (company.calendar === null || !pulse.voice.connected),
  };
  return PROBLEMS.filter((problem) => found[problem]);
}

const isDisturbed = (watched: Watched): boolean => problemsOf(watched).some((problem) => problem !== 'not_set_up');

/** 4 a wish may be lost · 3 a promise is broken · 2 the next one will be · 1 somebody should look · 0 calm */
function heat(watched: Watched): number {
  const { pulse, difference } = watched;
  if ((difference ?? 0) > 0) return 4;
  if ((pulse?.overdue ?? 0) > 0) return 3;
  if (isDisturbed(watched)) return 2;
  return pulse !== null && pulse.due_now + pulse.urgent + pulse.unassigned > 0 ? 1 : 0;
}

export const SORTS = ['burning', 'name', 'open', 'last_call'] as const;
export type Sort = (typeof SORTS)[number];

type Order = (a: Watched, b: Watched) => number;
type Figure = 'overdue' | 'due_now' | 'urgent' | 'unassigned' | 'open';

const more = (figure: Figure): Order => (a, b) => (b.pulse?.[figure] ?? 0) - (a.pulse?.[figure] ?? 0);
const byName: Order = (a, b) => a.company.name.localeCompare(b.company.name, 'de');
const byHeat: Order = (a, b) => heat(b) - heat(a);
const byLastCall: Order = (a, b) => (b.pulse?.last_call_at ?? '').localeCompare(a.pulse?.last_call_at ?? '');

const ORDERS: Readonly<Record<Sort, readonly Order[]>> = {
  burning: [byHeat, more('overdue'), more('urgent'), more('due_now'), more('unassigned'), more('open'), byName],
  name: [byName], open: [more('open'), byName], last_call: [byLastCall, byName],
};

export function sorted(companies: readonly Watched[], sort: Sort): readonly Watched[] {
  return companies.toSorted((a, b) => ORDERS[sort].reduce((found, order) => found || order(a, b), 0));
}

export const FIGURES = ['overdue', 'due_now', 'urgent', 'unassigned', 'open'] as const satisfies readonly Figure[];
export type Total = Figure | 'disturbed' | 'difference';

/** Over all of them; `disturbed` counts companies. */
export function totalsOf(companies: readonly Watched[]): Readonly<Record<Total, number>> {
  const sum = (of: (watched: Watched) => number): number => companies.reduce((total, watched) => total + of(watched), 0);
  const figures = Object.fromEntries(FIGURES.map((figure) => [figure, sum(({ pulse }) => pulse?.[figure] ?? 0)])) as Record<Figure, number>;
  return { ...figures, disturbed: sum((watched) => (isDisturbed(watched) ? 1 : 0)), difference: sum(({ difference }) => difference ?? 0) };
}

/** Whether it is among those that this total counts. */
export function countsFor(total: Total, watched: Watched): boolean {
  if (total === 'disturbed') return isDisturbed(watched);
  if (total === 'difference') return (watched.difference ?? 0) > 0;
  return (watched.pulse?.[total] ?? 0) > 0;
}
