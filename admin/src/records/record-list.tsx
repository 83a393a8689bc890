// A searchable list of one kind of record: plain rows, the rest fetched when it is asked for.
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { Query } from '../api/client.ts';
import type { Page } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import { useTypedSearch } from '../shell/use-typed-search.ts';
import styles from './record-list.module.css';

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** Left out where there is little room. */
  readonly wide?: boolean;
  /** A moment or a number: in one line. */
  readonly whole?: boolean;
}

interface RecordListProps<T> {
  readonly kind: 'calls' | 'appointments' | 'customers';
  readonly q: string;
  readonly query?: Query;
  readonly columns: readonly Column<T>[];
  readonly choices?: ReactNode;
}

/** The server's events are called after one of them. */
const EVENTS = { calls: 'call', appointments: 'appointment', customers: 'customer' } as const;

export function RecordList<T extends { readonly id: string }>({ kind, q, query = {}, columns, choices }: RecordListProps<T>) {
  const { t } = useTranslation('records');
  useTitle(t(kind));
  const list = useInfiniteQuery({
    queryKey: [EVENTS[kind], 'list', q, query],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(`/${kind}`, { ...query, q, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t(kind)}</h1>
        <SearchField kind={kind} q={q} />
        {choices}
      </header>
      {list.isPending && <LoadingNotice />}
      {list.isError && rows.length === 0 && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <p className={styles.none}>{q === '' ? t(`none.${kind}`) : t('nothingFound')}</p>}
      {rows.length > 0 && (
        <table className={styles.table}>
          <thead><tr>{columns.map(({ head, wide }) => <th key={head} scope="col" data-wide={wide}>{head}</th>)}</tr></thead>
          <tbody>{rows.map((row) => <tr key={row.id}>{columns.map(({ head, cell, wide, whole }) => <td key={head} data-wide={wide} data-whole={whole}>{cell(row)}</td>)}</tr>)}</tbody>
        </table>
      )}
      {list.hasNextPage && <Button variant="default" className={styles.more!} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

/** What is searched for stands in the address, so that Back and a link lead to it. */
function SearchField({ kind, q }: { readonly kind: RecordListProps<never>['kind']; readonly q: string }) {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const [text, type] = useTypedSearch(q, (words) => void navigate({ to: `/${kind}`, search: words === '' ? {} : { q: words }, replace: true }));
  return <TextInput className={styles.search} type="search" leftSection={<Search size={15} aria-hidden />} aria-label={t(`search.${kind}`)} placeholder={t(`search.${kind}`)} value={text} onChange={(event) => type(event.currentTarget.value)} />;
}
