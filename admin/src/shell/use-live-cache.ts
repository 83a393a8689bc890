import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onChange } from '../api/live.ts';

/** What one deed changes comes as several events. */
const AT_ONCE_MS = 30;
/** A burst of changes (a bulk action, a reconnect) asks so often, not a hundred times; the first of it does not wait. */
const GATHER_MS = 400;

/**
 * Keys of queries begin with what they are about, as the events do: ['callback', id], ['callback', 'facets', …]. What an event touches is asked
 * again, except lists of rows that must not move under the pointer: those look after themselves (meta.live: 'own').
 */
export function useLiveCache(): void {
  const client = useQueryClient();
  useEffect(() => {
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let askedAt = -Infinity;
    const ask = (): void => {
      timer = null;
      askedAt = performance.now();
      const all = touched.has('resync');
      void client.invalidateQueries({ predicate: ({ queryKey, meta }) => meta?.['live'] !== 'own' && (all || touched.has(String(queryKey[0]))) });
      touched.clear();
    };
    const stop = onChange(({ kind }) => {
      touched.add(kind);
      // every change of a callback may move the ledger
      if (kind === 'callback') touched.add('ledger');
      timer ??= setTimeout(ask, Math.max(AT_ONCE_MS, askedAt + GATHER_MS - performance.now()));
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}
