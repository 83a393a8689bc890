import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Callback, CallbackDetail, CallbackFacets, CustomerDetail, Page, SavedViews, WishDetail } from '../api/shapes.ts';

export type Filters = Readonly<Record<string, string>>;

const PAGE = 100;

export function facetsQuery(filters: Filters) {
  return queryOptions({ queryKey: ['callback', 'facets', filters], queryFn: ({ signal }) => get<CallbackFacets>('/callbacks/facets', filters, signal) });
}

/** Brings itself up to date (use-callback-list.ts): its rows must not move under the pointer. */
export function listQuery(filters: Filters, sort: string) {
  return infiniteQueryOptions({
    queryKey: ['callback', 'list', filters, sort],
    queryFn: ({ pageParam, signal }) => firstRows(filters, sort, { cursor: pageParam, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: 5_000,
    meta: { live: 'own' },
  });
}

export async function firstRows(filters: Filters, sort: string, options: { readonly cursor?: string; readonly signal?: AbortSignal } = {}): Promise<Page<Callback>> {
  return await get<Page<Callback>>('/callbacks', { ...filters, sort, limit: PAGE, cursor: options.cursor }, options.signal);
}

/** Asked again when somebody opens the menu: the counts beside them are not worth a look at the server with every change. */
export const viewsQuery = queryOptions({
  queryKey: ['callback', 'views'], queryFn: async ({ signal }) => (await get<SavedViews>('/saved-views', {}, signal)).items, staleTime: 60_000, meta: { live: 'own' },
});

export function callbackQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'one', id], queryFn: ({ signal }) => get<CallbackDetail>(`/callbacks/${id}`, {}, signal), staleTime: 5_000 });
}

export function customerQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'customer', id], queryFn: ({ signal }) => get<CustomerDetail>(`/customers/${id}`, {}, signal) });
}

/** What was asked for, and which wishes of later calls went into it. */
export function wishQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'wish', id], queryFn: ({ signal }) => get<WishDetail>(`/wishes/${id}`, {}, signal) });
}

/** By name, number or note, whatever their state. */
export function findCallbacksQuery(words: string) {
  return queryOptions({ queryKey: ['callback', 'find', words], queryFn: ({ signal }) => get<Page<Callback>>('/callbacks', { q: words, limit: 8, sort: '-created_at' }, signal) });
}
