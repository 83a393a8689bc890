import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { Page, Wish } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import type { Fate } from './ledger-page.tsx';
import type { Period } from './period.ts';
import styles from './wish-list.module.css';

/** The very wishes behind a figure of the proof. */
export function WishList({ fate, period }: { readonly fate: Fate; readonly period: Period }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  const list = useInfiniteQuery({
    queryKey: ['ledger', 'wishes', fate, period],
    queryFn: ({ pageParam, signal }) => get<Page<Wish>>('/wishes', { fate, from: period.from, to: period.to, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const wishes = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={styles.list}>
      <h2 className={styles.title}>{t('ledger.list', { fate: t(`ledger.fate.${fate}`) })}</h2>
      {list.isPending && <LoadingNotice />}
      {list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && wishes.length === 0 && <p className={styles.none}>{t('ledger.none')}</p>}
      {wishes.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('ledger.list', { fate: t(`ledger.fate.${fate}`) })}>
          <table className={styles.table}>
            <thead><tr><th scope="col">{t('ledger.opened')}</th><th scope="col">{t('ledger.wanted')}</th><th scope="col">{t('ledger.settled')}</th><th scope="col">{t('ledger.reason')}</th></tr></thead>
            <tbody>
              {wishes.map((wish) => (
                <tr key={wish.id}>
                  <td>{say.moment(wish.opened_at)}</td>
                  <td>{wish.callback_id === null ? t(`ledger.intent.${wish.intent}`) : <Link to="/callbacks/$id" params={{ id: wish.callback_id }}>{t(`ledger.intent.${wish.intent}`)}</Link>}</td>
                  <td>{wish.settled_at === null ? '–' : say.moment(wish.settled_at)}</td>
                  <td>{wish.reason ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ledger.more')}</Button>}
    </section>
  );
}
