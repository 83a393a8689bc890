import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import { OPERATOR_INBOX, useSession } from './session.ts';
import type { Setup } from './shapes.ts';

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => get<Setup>('/setup', {}, signal), staleTime: 60_000 });

/** For whoever may set the company up; `data` is undefined for everybody else. */
export function useSetup() {
  const { permissions, company } = useSession();
  // the inbox for calls of nobody has nothing to set up
  const mine = permissions.includes('manage_company') && company.slug !== OPERATOR_INBOX;
  return { ...useQuery({ ...setupQuery, enabled: mine, retry: false }), mine };
}
