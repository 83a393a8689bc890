import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { ErrorGroup, GroupCompanies, RetryPreview } from '../api/shapes.ts';

export function groupsQuery(from: string) {
  return queryOptions({ queryKey: ['callback', 'errors', from], queryFn: ({ signal }) => get<{ readonly from: string; readonly items: readonly ErrorGroup[] }>('/analytics/errors', { from }, signal) });
}

/** Which of the companies that this sign-in may choose have the same error. */
export function groupCompaniesQuery(fingerprint: string, from: string) {
  return queryOptions({ queryKey: ['error-companies', fingerprint, from], queryFn: ({ signal }) => get<GroupCompanies>('/analytics/errors/companies', { fingerprint, from }, signal), staleTime: 60_000 });
}

/** Asked anew each time it is opened, and never moved by what happens meanwhile. */
export function retryPreviewQuery(fingerprint: string) {
  return queryOptions({ queryKey: ['retry-preview', fingerprint], queryFn: ({ signal }) => get<RetryPreview>(`/analytics/errors/${fingerprint}/retry-preview`, {}, signal), gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false, meta: { live: 'own' } });
}
