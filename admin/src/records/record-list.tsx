// A searchable list of one kind of record: plain rows, the rest fetched when it is asked for.
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
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
  /** To be compared with those above and below: at the right. */
  readonly figure?: boolean;
  /** Takes what the others leave, and is cut where that is not enough. */
  readonly rest?: boolean;
  /** Where it stands in a stacked row. */
  readonly place?: 'first' | 'corner' | 'line' | 'foot';
}

interface RecordListProps<T> {
  readonly kind: 'calls' | 'appointments' | 'customers';
  readonly q: string;
  readonly query?: Query;
  readonly columns: readonly Column<T>[];
  readonly choices?: ReactNode;
  /** On a phone each row is a few lines instead of columns. */
  readonly stacked?: boolean;
}

/** The server's events are called after one of them. */
const EVENTS = { calls: 'call', appointments: 'appointment', customers: 'customer' } as const;

export function RecordList<T extends { readonly id: string }>({ kind, q, query = {}, columns, choices, stacked = false }: RecordListProps<T>) {
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
      {list.isSuccess && rows.length === 0 && <p className={styles.none}>{q !== '' ? t('nothingFound') : query['outcome'] === undefined ? t(`none.${kind}`) : t('noneOfThese')}</p>}
      {rows.length > 0 && (
        <Rows rows={rows} columns={columns} stacked={stacked} />
      )}
      {list.hasNextPage && <Button variant="default" className={styles.more!} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

/** The roles are said, because rows that are laid out as a grid are no rows of a table any more to some readers. */
function Rows<T extends { readonly id: string }>({ rows, columns, stacked }: { readonly rows: readonly T[]; readonly columns: readonly Column<T>[]; readonly stacked: boolean }) {
  return (
    <table className={styles.table} data-stacked={stacked} role="table">
      <thead role="rowgroup"><tr role="row">{columns.map(({ head, wide, figure }) => <th key={head} scope="col" role="columnheader" data-wide={wide} data-figure={figure}>{head}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} role="row">
            {columns.map(({ head, cell, wide, whole, figure, rest, place }) => <td key={head} role="cell" data-wide={wide} data-whole={whole} data-figure={figure} data-rest={rest} data-place={place}>{cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is searched for stands in the address, so that Back and a link lead to it. */
function SearchField({ kind, q }: { readonly kind: RecordListProps<never>['kind']; readonly q: string }) {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const { q: _typed, ...kept } = useSearch({ strict: false });
  const [text, type] = useTypedSearch(q, (words) => void navigate({ to: `/${kind}`, search: words === '' ? kept : { ...kept, q: words }, replace: true }));
  return <TextInput className={styles.search} type="search" leftSection={<Search size={15} aria-hidden />} aria-label={t(`search.${kind}`)} placeholder={t(`search.${kind}`)} value={text} onChange={(event) => type(event.currentTarget.value)} />;
}
