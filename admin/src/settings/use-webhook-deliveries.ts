import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Page } from '../api/shapes.ts';
import type { WebhookDelivery } from './shapes.ts';

/** While one is on its way for the first time it is looked at again: no event says that it arrived. One that waits for another try may wait for hours. */
const LOOK_EVERY_MS = 1_000;

export function useWebhookDeliveries(id: string) {
  const list = useInfiniteQuery({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ pageParam, signal }) => get<Page<WebhookDelivery>>(`/webhooks/${id}/deliveries`, { cursor: pageParam, limit: 20 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(({ state: of, tries, event }) => of === 'due' && (tries === 0 || event === 'webhook.test'))) === true ? LOOK_EVERY_MS : false),
  });
  return { list, items: list.data?.pages.flatMap(({ items }) => items) ?? [], refresh: async (): Promise<void> => void (await list.refetch()) };
}
