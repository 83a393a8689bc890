import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import type { Session } from './shapes.ts';

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => get<Session>('/session', {}, signal), staleTime: 60_000, retry: false });

/** Slug of the company for calls that belong to nobody. */
export const OPERATOR_INBOX = 'betreiber';

export type Company = NonNullable<Session['company']>;

/** Whoever is signed in, with or without a company. */
export function useSignedIn(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Below the shell only: it shows its children once there is a session with a company. */
export function useSession(): Session & { readonly company: Company } {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data.company === null) throw new Error('the shell shows pages only once a company is chosen');
  return { ...data, company: data.company };
}
