import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Callback, DeskLoad, FailsafeAnalytics, Ledger, Page, Pulse, Readiness } from '../api/shapes.ts';

/** Keys begin with what the server's events are about, so that figures move when something happens. */
export const pulseQuery = queryOptions({ queryKey: ['callback', 'pulse'], queryFn: ({ signal }) => get<Pulse>('/pulse', {}, signal), refetchInterval: 60_000 });

export const loadQuery = queryOptions({ queryKey: ['callback', 'load'], queryFn: ({ signal }) => get<DeskLoad>('/desk/load', {}, signal), refetchInterval: 60_000 });

export const overdueQuery = queryOptions({
  queryKey: ['callback', 'overdue'],
  queryFn: ({ signal }) => get<Page<Callback>>('/callbacks', { overdue: true, sort: 'due_at', limit: 6 }, signal),
});

/** `from`: a day; what was is asked for again with whatever changes, like all of the page. */
export function trendOf(from: string) {
  return queryOptions({ queryKey: ['callback', 'trend', from], queryFn: ({ signal }) => get<FailsafeAnalytics>('/analytics/failsafe', { from }, signal), staleTime: 60_000 });
}

export function ledgerOf(period: { readonly from: string; readonly to: string | null }) {
  return queryOptions({ queryKey: ['ledger', 'period', period], queryFn: ({ signal }) => get<Ledger>('/ledger', { from: period.from, to: period.to }, signal) });
}

export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  // 503 is an answer, too
  queryFn: async (): Promise<Readiness> => (await (await fetch('/readyz', { headers: { accept: 'application/json' } })).json()) as Readiness,
  refetchInterval: 20_000,
});
