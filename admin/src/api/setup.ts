import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import { OPERATOR_INBOX, useSession } from './session.ts';
import type { Session, Setup } from './shapes.ts';

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => get<Setup>('/setup', {}, signal), staleTime: 60_000 });

/** The inbox for calls of nobody has nothing to set up. */
export function maySetUp({ permissions, company }: Session): boolean {
  return permissions.includes('manage_company') && company !== null && company.slug !== OPERATOR_INBOX;
}

/** How many steps are still to be done; none once customers call: then what is left is found in the settings. */
export function stepsLeft({ called, steps }: Setup): number {
  return called ? 0 : Object.values(steps).filter((done) => !done).length;
}

/** For whoever may set the company up; `data` is undefined for everybody else. */
export function useSetup() {
  const mine = maySetUp(useSession());
  return { ...useQuery({ ...setupQuery, enabled: mine, retry: false }), mine };
}
