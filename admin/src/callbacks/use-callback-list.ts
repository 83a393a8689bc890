// The rows of the list, live. What is shown stays where it is: known rows change in place, new ones are counted and come when asked for.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { get } from '../api/client.ts';
import { onChange } from '../api/live.ts';
import type { Callback, Page } from '../api/shapes.ts';
import { firstRows, listQuery } from './queries.ts';
import type { Filters } from './queries.ts';

type Pages = InfiniteData<Page<Callback>>;

/** A burst of changes is one look at the server. */
const GATHER_MS = 300;
/** So many changed rows are asked for one by one; more than that come with the next refresh. */
const ONE_BY_ONE_MAX = 20;

export interface CallbackRows {
  readonly rows: readonly Callback[];
  readonly loading: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** How many have come that are not shown yet. */
  readonly fresh: number;
  readonly refresh: () => void;
  /** The next open row, from the top again at the end: what opens when this one is done. */
  readonly after: (id: string) => string | null;
}

export function useCallbackList(filters: Filters, sort: string): CallbackRows {
  const client = useQueryClient();
  const query = listQuery(filters, sort);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(query);
  const rows = useMemo(() => withoutRepeats(data), [data]);
  const key = query.queryKey;
  const name = JSON.stringify(key);
  const [news, setNews] = useState({ name, fresh: 0 });
  useChangedRows(useCallback(async (changed) => {
    const shown = client.getQueryData<Pages>(key);
    if (shown === undefined) return;
    const { rows: next, fresh } = await lookAgain({ shown, changed, first: () => firstRows(filters, sort) });
    client.setQueryData<Pages>(key, (now) => (now === undefined ? now : patched(now, next)));
    setNews({ name, fresh });
  // the key is made of filters and sort
  }, [client, name]));
  const refresh = useCallback(() => {
    // all loaded pages would be asked for one after the other
    client.setQueryData<Pages>(key, (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) });
    setNews({ name, fresh: 0 });
    void refetch();
  }, [client, name, refetch]);
  return {
    rows, error, refresh,
    loading: isPending,
    hasMore: hasNextPage,
    loadMore: () => void (hasNextPage && !isFetchingNextPage && fetchNextPage()),
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

function useChangedRows(look: (changed: ReadonlySet<string>) => Promise<void>): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    let changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const run = (): void => {
      timer = null;
      const now = changed;
      changed = new Set();
      // what fails now is seen with the next change or the resync after the outage
      latest.current(now).catch((error: unknown) => console.warn('the list was not brought up to date', error));
    };
    const stop = onChange(({ kind, id }) => {
      if (kind !== 'callback' && kind !== 'resync') return;
      changed.add(id);
      timer ??= setTimeout(run, GATHER_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}

async function lookAgain({ shown, changed, first }: { shown: Pages; changed: ReadonlySet<string>; first: () => Promise<Page<Callback>> }) {
  const known = new Set(shown.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const { items } = await first();
  const inFirst = new Set(items.map(({ id }) => id));
  const elsewhere = [...changed].filter((id) => known.has(id) && !inFirst.has(id)).slice(0, ONE_BY_ONE_MAX);
  const others = await Promise.all(elsewhere.map((id) => get<Callback>(`/callbacks/${id}`).catch(() => null)));
  const rows = new Map([...items, ...others.filter((one) => one !== null)].map((row) => [row.id, row]));
  return { rows, fresh: items.filter(({ id }) => !known.has(id)).length };
}

function patched(pages: Pages, next: ReadonlyMap<string, Callback>): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map((row) => next.get(row.id) ?? row) })) };
}
