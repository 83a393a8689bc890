import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp, CircleCheck, FilterX } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, LoadingNotice, Notice } from '../shell/notices.tsx';
import { useSession } from '../api/session.ts';
import { useNow } from '../words/use-now.ts';
import { hasFilters, NO_FILTERS, sortOf } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { itemsOf } from './list-items.ts';
import { CallbackRow } from './row.tsx';
import type { CallbackRows } from './use-callback-list.ts';
import { useRowWords } from './use-row-words.ts';
import { useProofLine } from './use-proof-line.ts';
import styles from './list.module.css';

interface CallbackListProps {
  readonly list: CallbackRows;
  readonly search: InboxSearch;
  readonly change: (next: Partial<InboxSearch>) => void;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Where the keyboard stands. */
  readonly at: string | null;
  readonly onFocus: (id: string) => void;
  readonly selected: ReadonlySet<string>;
  /** null: who asks may not act on many at once. */
  readonly toggle: ((id: string) => void) | null;
}

/** From this width on a row is one line with columns. */
const WIDE_REM = 58;
const HEIGHTS_REM = { wide: 2.75, narrow: 5, group: 2.125 } as const;

export function CallbackList(props: CallbackListProps) {
  const { list } = props;
  if (list.loading) return <LoadingNotice />;
  if (list.error !== null && list.rows.length === 0) return <ErrorNotice error={list.error} retry={list.refresh} />;
  if (list.rows.length === 0) return <Empty {...props} />;
  return <Rows {...props} />;
}

function Rows({ list, search, openId, onOpen, at, onFocus, selected, toggle }: CallbackListProps) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const now = useNow();
  const words = useRowWords();
  const address = useLocation().searchStr;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const { company } = useSession();
  const rem = useRem();
  const wide = width >= WIDE_REM * rem;
  const rowHeight = rem * (wide ? HEIGHTS_REM.wide : HEIGHTS_REM.narrow);
  const order = sortOf(search);
  // what was done today is under one heading, which would say what the tab says
  const by = search.tab === 'done_today' || order === 'priority' ? null : order === 'due_at' ? 'due' : 'created';
  const items = useMemo(() => itemsOf(list.rows, by === null ? null : { by, zone: company.time_zone }), [list.rows, by, company.time_zone]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (items[i]?.kind === 'group' ? rem * HEIGHTS_REM.group : rowHeight),
    getItemKey: (i) => items[i]?.key ?? i,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasMore, loadMore } = list;
  useEffect(() => {
    if (hasMore && last > items.length - 40) loadMore();
  }, [hasMore, last, items.length, loadMore]);
  useEffect(() => {
    const i = at === null ? -1 : items.findIndex(({ key }) => key === at);
    if (i !== -1) virtual.scrollToIndex(i, { align: 'auto' });
  // only when the keyboard moves: new rows must not drag the list along
  }, [at]);
  return (
    <div className={styles.area} ref={measured}>
      {list.fresh > 0 && (
        <button type="button" className={styles.fresh} title={t('list.freshHint')} onClick={() => { list.refresh(); scroller.current?.scrollTo({ top: 0 }); }}>
          <ArrowUp size={14} aria-hidden />
          {t('list.fresh', { count: list.fresh })}
        </button>
      )}
      <div className={styles.scroller} ref={scroller} data-wide={wide} tabIndex={-1}>
        <ul className={styles.rows} style={{ height: virtual.getTotalSize() }} aria-label={t('list.label')}>
          {shown.map(({ index, start, key }) => {
            const item = items[index];
            if (item === undefined) return null;
            if (item.kind === 'group') return <li key={key} className={styles.group} style={{ transform: `translateY(${start}px)` }}>{t(`group.${item.group}`)}</li>;
            const { row } = item;
            return (
              <li key={key} className={styles.item} style={{ transform: `translateY(${start}px)`, height: rowHeight }} aria-setsize={-1} aria-posinset={item.position}>
                <CallbackRow row={row} now={now} open={row.id === openId} at={row.id === at} selected={selected.has(row.id)} onFocus={onFocus} toggle={toggle} search={address} onOpen={onOpen} words={words} />
              </li>
            );
          })}
        </ul>
        {hasMore && <p className={styles.more} role="status">{list.moreFailed ? <>{t('list.moreFailed')} <button type="button" className={styles.retry} onClick={list.retryMore}>{t('frame:state.retry')}</button></> : t('list.more')}</p>}
      </div>
    </div>
  );
}

/** One rem in pixels: whoever has set larger letters in the browser gets larger rows. */
function useRem(): number {
  return useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
}

/** Says that it is empty, why one can believe it, and the way on. */
function Empty({ search, change }: CallbackListProps) {
  const { t } = useTranslation('callbacks');
  const proof = useProofLine();
  if (hasFilters(search)) {
    return (
      <Notice icon={FilterX} title={t('list.emptyFiltered')}>
        <Button variant="default" onClick={() => change(NO_FILTERS)}>{t('filter.clear')}</Button>
      </Notice>
    );
  }
  return (
    <Notice icon={CircleCheck} title={t('list.empty')} text={proof}>
      {search.tab !== 'all' && <Button variant="default" onClick={() => change({ tab: 'all' })}>{t('list.showAll')}</Button>}
    </Notice>
  );
}
