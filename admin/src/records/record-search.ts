export const OUTCOMES = ['open_callback', 'appointment', 'closed', 'no_wish', 'in_progress'] as const;
export type OutcomeAsked = (typeof OUTCOMES)[number];

/** The address of these lists. What is none is left out. */
export function readRecordSearch(search: Record<string, unknown>): { readonly q?: string; readonly all?: boolean; readonly outcome?: OutcomeAsked } {
  const { q, all, outcome } = search;
  const asked = OUTCOMES.find((one) => one === outcome);
  return { ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 200) } : {}), ...(String(all) === 'true' ? { all: true } : {}), ...(asked === undefined ? {} : { outcome: asked }) };
}
