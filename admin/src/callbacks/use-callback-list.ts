// The rows of the list, live. What is shown stays where it is: known rows change in place, new ones are counted and come when asked for.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { get } from '../api/client.ts';
import { onChange } from '../api/live.ts';
import type { Callback, Page } from '../api/shapes.ts';
import { gatherChanges, lookAgain } from './look-again.ts';
import type { Heard } from './look-again.ts';
import { firstRows, listQuery } from './queries.ts';
import type { Filters } from './queries.ts';

type Pages = InfiniteData<Page<Callback>>;

export interface CallbackRows {
  readonly rows: readonly Callback[];
  readonly loading: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** They could not be fetched: that is not tried again by itself. */
  readonly moreFailed: boolean;
  readonly retryMore: () => void;
  /** How many have come that are not shown yet. */
  readonly fresh: number;
  readonly refresh: () => void;
  /** The next open row, from the top again at the end: what opens when this one is done. */
  readonly after: (id: string) => string | null;
}

export function useCallbackList(filters: Filters, sort: string): CallbackRows {
  const client = useQueryClient();
  const query = listQuery(filters, sort);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, isFetchNextPageError, refetch } = useInfiniteQuery(query);
  const rows = useMemo(() => withoutRepeats(data), [data]);
  const key = query.queryKey;
  const name = JSON.stringify(key);
  const [news, setNews] = useState({ name, fresh: 0 });
  const refresh = useCallback(() => {
    // all loaded pages would be asked for one after the other
    client.setQueryData<Pages>(key, (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) });
    setNews({ name, fresh: 0 });
    void refetch();
  // the key is made of filters and sort
  }, [client, name, refetch]);
  useChangedRows(useCallback(async (heard) => {
    const shown = client.getQueryData<Pages>(key);
    if (shown === undefined) return;
    const { rows: next, fresh, outdated } = await lookAgain(shown.pages, heard, { page: (cursor) => firstRows(filters, sort, { cursor }), one: (id) => get<Callback>(`/callbacks/${id}`) });
    if (outdated) return refresh();
    client.setQueryData<Pages>(key, (now) => (now === undefined ? now : patched(now, next)));
    setNews({ name, fresh });
  }, [client, name, refresh]));
  return {
    rows, error, refresh,
    loading: isPending,
    hasMore: hasNextPage,
    loadMore: () => void (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && fetchNextPage()),
    moreFailed: isFetchNextPageError,
    retryMore: () => void fetchNextPage(),
    fresh: news.name === name ? news.fresh : 0,
    after: (id) => {
      const i = rows.findIndex((row) => row.id === id);
      const open = (row: Callback): boolean => row.id !== id && row.completed_at === null;
      return i === -1 ? null : ((rows.slice(i).find(open) ?? rows.find(open))?.id ?? null);
    },
  };
}

/** Between two pages a row may have moved from one to the other. */
function withoutRepeats(data: Pages | undefined): readonly Callback[] {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap(({ items }) => items).filter(({ id }) => !seen.has(id) && seen.add(id));
}

function useChangedRows(look: (heard: Heard) => Promise<void>): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    const { hear, stop } = gatherChanges((heard) => latest.current(heard));
    const deaf = onChange(hear);
    return () => {
      deaf();
      stop();
    };
  }, []);
}

function patched(pages: Pages, next: ReadonlyMap<string, Callback>): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map((row) => next.get(row.id) ?? row) })) };
}
