import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { send } from '../api/client.ts';
import type { BookingOutcome } from '../api/shapes.ts';
import { createPressKey } from '../callbacks/actions/press-key.ts';
import { retryOneByOne } from './retry-run.ts';
import type { Ended, RetryResult } from './retry-run.ts';

export interface Run {
  /** Before the first one: null. */
  readonly state: 'running' | 'stopping' | Ended | null;
  /** null: at this moment. */
  readonly results: ReadonlyMap<string, RetryResult | null>;
  /** Those of these that have no result yet. */
  readonly start: (ids: readonly string[], keepOpen: boolean) => void;
  readonly stop: () => void;
}

export function useRetryRun(): Run {
  const client = useQueryClient();
  const [state, setState] = useState<Run['state']>(null);
  const [results, setResults] = useState<ReadonlyMap<string, RetryResult | null>>(new Map());
  const [press] = useState(() => createPressKey());
  const stopped = useRef(false);
  // whoever leaves the page sees no longer what happens
  useEffect(() => {
    stopped.current = false;
    return () => void (stopped.current = true);
  }, []);
  const retry = async (id: string, keepOpen: boolean): Promise<BookingOutcome> => {
    try {
      const answer = await send<BookingOutcome>(`/callbacks/${id}/retry-booking`, { keep_open: keepOpen }, { key: press.keyFor(id) });
      press.ended(null);
      return answer;
    } catch (error) {
      press.ended(error);
      throw error;
    }
  };
  const run = async (ids: readonly string[], keepOpen: boolean): Promise<void> => {
    stopped.current = false;
    setState('running');
    const left = ids.filter((id) => isLeft(results.get(id)));
    const ended = await retryOneByOne({
      ids: left, retry: (id) => retry(id, keepOpen), isStopped: () => stopped.current,
      tell: (id, result) => setResults((now) => new Map([...now, [id, result]])),
    });
    setState(ended);
    void client.invalidateQueries({ queryKey: ['callback'] });
  };
  return {
    state, results,
    start: (ids, keepOpen) => void run(ids, keepOpen),
    stop: () => {
      stopped.current = true;
      setState('stopping');
    },
  };
}

/** Not tried yet, or it never got there. */
export function isLeft(result: RetryResult | null | undefined): boolean {
  return result === undefined || result === null || result === 'unreachable';
}
