import { SORTS } from './burning.ts';
import type { Sort, Total } from './burning.ts';

const TOTALS = ['overdue', 'due_now', 'urgent', 'unassigned', 'open', 'disturbed', 'difference'] as const satisfies readonly Total[];

export interface CompaniesSearch {
  readonly q?: string;
  readonly order?: Sort;
  /** Only those that this total counts. */
  readonly only?: Total;
}

export function readCompaniesSearch({ q, order, only }: Record<string, unknown>): CompaniesSearch {
  const sorting = SORTS.find((one) => one === order);
  const total = TOTALS.find((one) => one === only);
  return { ...(typeof q === 'string' && q !== '' ? { q } : {}), ...(sorting === undefined ? {} : { order: sorting }), ...(total === undefined ? {} : { only: total }) };
}
