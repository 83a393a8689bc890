// The inbox: list, case and caller beside each other where there is room, one at a time where there is not.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingNotice } from '../shell/notices.tsx';
import { withWords } from '../words/i18n.ts';
import { useSession } from '../api/session.ts';
import { useDueCount } from '../shell/use-due-count.ts';
import { useTitle } from '../shell/use-title.ts';
import { BulkBar } from './bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filtersOf, sortOf } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { facetsQuery } from './queries.ts';
import { CallbackList } from './list.tsx';
import { Tabs } from './tabs.tsx';
import { useCallbackList } from './use-callback-list.ts';
import { useInboxKeys } from './use-inbox-keys.ts';
import styles from './inbox.module.css';

const loadCase = () => withWords(['acting'], () => import('./case/callback-case.tsx'));
const CallbackCase = lazy(() => loadCase().then(({ CallbackCase: component }) => ({ default: component })));

/** Behind the first list, so that the first case opens at once; what fails here is fetched, and told, when one opens. */
function useCaseAhead(ready: boolean): void {
  useEffect(() => {
    if (ready) loadCase().catch(() => undefined);
  }, [ready]);
}

export function Inbox() {
  const { t } = useTranslation('callbacks');
  const search = useSearch({ from: '/callbacks' });
  const { id: openId } = useParams({ strict: false });
  const navigate = useNavigate();
  const filters = useMemo(() => filtersOf(search), [search]);
  const list = useCallbackList(filters, sortOf(search));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState(false);
  const { role } = useSession();
  // the server would refuse
  const maySelect = role === 'owner' || role === 'manager';
  const total = useQuery(facetsQuery(filters)).data?.total ?? list.rows.length;
  const clear = (): void => {
    setSelected(new Set());
    setWhole(false);
  };
  const change = (next: Partial<InboxSearch>): void => {
    clear();
    void navigate({ to: openId === undefined ? '/callbacks' : '.', search: (now) => ({ ...now, ...next }), replace: true });
  };
  const open = useCallback((id: string) => void navigate({ to: '/callbacks/$id', params: { id }, search: (now) => now, replace: openId !== undefined }), [navigate, openId]);
  const close = useCallback(() => void navigate({ to: '/callbacks', search: (now) => now }), [navigate]);
  const toggle = useCallback((id: string) => maySelect && setSelected((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]))), [maySelect]);
  const due = useDueCount();
  useTitle(openId === undefined ? `${due > 0 ? `(${due}) ` : ''}${t('title')}` : null);
  useCaseAhead(!list.loading);
  const { at, focus } = useInboxKeys({ rows: list.rows, openId, open, close, toggle });
  return (
    <div className={styles.inbox} data-open={openId !== undefined}>
      <h1 className="unseen">{t('title')}</h1>
      <div className={styles.head}>
        <Tabs search={search} change={change} filters={filters} />
        <FilterBar search={search} change={change} filters={filters} />
      </div>
      <section className={styles.list} aria-label={t('list.label')}>
        <CallbackList list={list} search={search} change={change} openId={openId} onOpen={open} at={at} onFocus={focus} selected={selected} toggle={maySelect ? toggle : null} />
        {selected.size > 0 && (
          <BulkBar key={String(whole)} chosen={whole ? { filter: filters } : { ids: [...selected] }} count={whole ? total : selected.size} total={total} takeAll={whole || total <= selected.size ? null : () => setWhole(true)} clear={clear} />
        )}
      </section>
      {openId !== undefined && (
        <Suspense fallback={<LoadingNotice />}>
          <CallbackCase key={openId} id={openId} close={close} next={list.after(openId)} open={open} />
        </Suspense>
      )}
      <Outlet />
    </div>
  );
}
