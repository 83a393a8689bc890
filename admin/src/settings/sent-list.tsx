import { Button, Checkbox } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { Page } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import type { MailKind, NotificationDelivery } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** What left the program, and what did not arrive: nothing of it is dropped silently. */
export function SentList() {
  const { t } = useTranslation('told');
  const say = useSay();
  const [failedOnly, setFailedOnly] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['notification-deliveries', failedOnly],
    queryFn: ({ pageParam, signal }) => get<Page<NotificationDelivery>>('/notifications/deliveries', { cursor: pageParam, limit: 10, ...(failedOnly ? { state: 'failed' } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const items = list.data?.pages.flatMap((one) => one.items) ?? [];
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('sent.title')}</h3>
      <Checkbox label={t('sent.failedOnly')} checked={failedOnly} onChange={(event) => setFailedOnly(event.currentTarget.checked)} />
      {list.isPending && <LoadingNotice />}
      {list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={page.muted}>{failedOnly ? t('sent.noneFailed') : t('sent.none')}</p>}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((one) => (
            <li key={one.id} className={styles.entry}>
              <span className={styles.itemText}>
                <span>{one.callback_id === null ? t(`kind.${one.kind as MailKind}`) : <Link to="/callbacks/$id" params={{ id: one.callback_id }} search={{ tab: 'all' }}>{t(`kind.${one.kind as MailKind}`)}</Link>}</span>
                <span className={styles.itemMore}>{[say.moment(one.created_at), t(`sent.channel.${one.channel}`), ...(one.address === null || one.channel === 'push' ? [] : [one.address])].join('\u00A0· ')}</span>
                {one.last_error !== null && <details className={styles.technical}><summary>{t('sent.technical')}</summary>{one.last_error}</details>}
              </span>
              <span className={styles.kind} data-tone={one.state === 'failed' ? 'closed' : one.state === 'sent' ? 'extra' : undefined}>{t(`sent.state.${one.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && <div><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('sent.more')}</Button></div>}
    </section>
  );
}
