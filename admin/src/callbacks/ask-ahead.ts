// The list is asked for as soon as it is known who asks, and not once the page stands that shows it. Resolves when it is there.
import type { QueryClient } from '@tanstack/react-query';
import { setCompanyOfPage } from '../api/client.ts';
import { directoryQuery } from '../api/directory.ts';
import { sessionQuery } from '../api/session.ts';
import { maySetUp, setupQuery } from '../api/setup.ts';
import { filtersOf, readInboxSearch, sortOf } from './inbox-search.ts';
import { facetsQuery, listQuery } from './queries.ts';

export async function askAhead(client: QueryClient, { pathname, search }: Pick<Location, 'pathname' | 'search'>): Promise<void> {
  if (pathname !== '/' && !/^\/callbacks(\/|$)/.test(pathname)) return;
  const given = Object.fromEntries(new URLSearchParams(search));
  setCompanyOfPage(given['company'] ?? '');
  // whatever fails here is asked again, and told, where it is shown
  const session = await client.fetchQuery(sessionQuery).catch(() => null);
  if (session === null || session.company === null) return;
  const inbox = readInboxSearch(given);
  const filters = filtersOf(inbox);
  void client.prefetchQuery(facetsQuery(filters));
  void client.prefetchQuery(directoryQuery);
  // where one comes in, it may lead away from the list (shell/use-lead-to-setup.ts)
  const setup = pathname === '/' && maySetUp(session) ? client.prefetchQuery({ ...setupQuery, retry: false }) : null;
  await Promise.all([client.prefetchInfiniteQuery(listQuery(filters, sortOf(inbox))), setup]);
}
