// Views at the server: one's own, and those of the company.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { SavedView } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { filtersOf, searchOf } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { carryOver } from './kept-views.ts';
import { viewsQuery } from './queries.ts';

/** With the way to it in this page. */
export interface ShownView extends SavedView {
  readonly search: InboxSearch;
}

export interface SavedViewActions {
  readonly keep: (view: { readonly name: string; readonly shared: boolean; readonly search: InboxSearch }) => Promise<boolean>;
  readonly change: (view: SavedView, change: { readonly name: string; readonly shared: boolean }) => Promise<boolean>;
  readonly remove: (view: SavedView) => Promise<boolean>;
}

/** What asks for more than the page has filters for was kept by a program, and for it. */
export function shownViews(views: readonly SavedView[] | undefined): readonly ShownView[] {
  return (views ?? []).flatMap((view) => {
    const search = searchOf(view.filter, view.sort);
    return search === null ? [] : [{ ...view, search }];
  });
}

export function useMayShare(): boolean {
  return useSession().permissions.includes('share_views');
}

export function useSavedViews() {
  const client = useQueryClient();
  const query = useQuery(viewsQuery);
  useEffect(() => {
    // what could not be carried over is still there, and tried again with the next page
    carryOver().then(async (some) => {
      if (some) await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
    }, (error: unknown) => console.warn('views of this browser were not carried over', error));
  }, [client]);
  return { ...query, views: shownViews(query.data) };
}

/** Each says itself what went wrong, and answers whether it was done. */
export function useSavedViewActions(views: readonly SavedView[]): SavedViewActions {
  const { t } = useTranslation('callbacks');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { mutateAsync } = useMutation({ mutationFn: async (ask: () => Promise<unknown>) => await ask(), onSettled: async () => await client.invalidateQueries({ queryKey: viewsQuery.queryKey }) });
  const refused = (text: string): false => {
    toast(text, { tone: 'problem' });
    return false;
  };
  // of what this page sends the server refuses one thing only
  const doIt = async (ask: () => Promise<unknown>): Promise<boolean> =>
    await mutateAsync(ask).then(() => true, (error: Error) => refused(error instanceof ApiError && error.kind === 'invalid' ? t('view.full') : errorText(error)));
  return {
    keep: async ({ search, ...view }) => await doIt(async () => await send('/saved-views', { ...view, filter: filtersOf(search), sort: search.sort ?? null })),
    change: async ({ id }, change) => views.some((view) => view.id !== id && view.shared === change.shared && view.name === change.name) ? refused(t('view.nameTaken')) : await doIt(async () => await send(`/saved-views/${id}`, change, { method: 'PATCH' })),
    remove: async ({ id, name, shared, filter, sort }) => {
      const done = await doIt(async () => await send(`/saved-views/${id}`, undefined, { method: 'DELETE' }));
      if (done) toast(t('view.removed', { name }), { undo: async () => void (await doIt(async () => await send('/saved-views', { name, shared, filter, sort }))) });
      return done;
    },
  };
}
