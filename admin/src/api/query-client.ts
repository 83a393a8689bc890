import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

/** What another try can mend; a refusal is one answer, not bad luck. */
const TRANSIENT = new Set(['held', 'unavailable', 'offline', 'broken']);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // what the browser calls offline may reach a server in the same house; and a question that only waits tells nobody
      networkMode: 'always',
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false, // events say what changed, and a resync follows each gap
      retry: (failures, error) => failures < 2 && error instanceof ApiError && TRANSIENT.has(error.kind),
      retryDelay: (failures) => Math.min(800 * 2 ** failures, 5_000),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
