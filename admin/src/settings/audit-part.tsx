import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { AuditEntry, Page } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { useAuditWords } from './use-audit-words.ts';
import { PartTitle } from './part-title.tsx';
import styles from './settings-page.module.css';

export function AuditPart() {
  const { t } = useTranslation('settings');
  const say = useSay();
  const list = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => get<Page<AuditEntry>>('/audit', { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const what = useAuditWords();
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={styles.wide}>
      <PartTitle part="audit" intro={t('audit.intro')} />
      {list.isPending && <LoadingNotice />}
      {list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <p className={styles.muted}>{t('audit.none')}</p>}
      {entries.length > 0 && (
        <table className={styles.table}>
          <thead><tr><th scope="col">{t('audit.when')}</th><th scope="col">{t('audit.who')}</th><th scope="col">{t('audit.what')}</th></tr></thead>
          <tbody>{entries.map((entry) => <tr key={entry.id}><td>{say.moment(entry.at)}</td><td>{entry.actor === 'machine' ? t('audit.machine') : (entry.actor_name ?? entry.actor)}</td><td title={entry.action}>{what(entry)}</td></tr>)}</tbody>
        </table>
      )}
      {list.hasNextPage && <div><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('audit.more')}</Button></div>}
    </div>
  );
}
