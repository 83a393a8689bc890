import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { Page } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { Counts, hasSome } from './counts.tsx';
import type { PrivacyRun } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** What was deleted or handed out, in counts: of whom, nobody keeps. */
export function PrivacyRuns() {
  const { t } = useTranslation('protection');
  const say = useSay();
  const list = useInfiniteQuery({
    queryKey: ['privacy', 'runs'], queryFn: ({ pageParam, signal }) => get<Page<PrivacyRun>>('/privacy/runs', { cursor: pageParam, limit: 5 }, signal), initialPageParam: '', getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const runs = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('runs.title')}</h3>
      {list.isPending && <LoadingNotice />}
      {list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && runs.length === 0 && <p className={page.muted}>{t('runs.none')}</p>}
      {runs.length > 0 && (
        <ul className={styles.list}>
          {runs.map(({ id, kind, actor, actor_name: name, started_at: at, finished_at: ended, counts, problem }) => (
            <li key={id} className={styles.entry}>
              <span className={styles.itemText}>
                <span>{t(`runs.kind.${kind}`)}</span>
                <span className={styles.itemMore}>{[say.moment(at), actor === 'machine' ? t('runs.machine') : (name ?? actor), ...(ended === null ? [t('runs.underWay')] : []), ...(hasSome(counts) ? [] : [t('runs.nothing')])].join('\u00A0· ')}</span>
                {hasSome(counts) && <details className={styles.technical}><summary>{t('runs.what')}</summary><Counts counts={counts} /></details>}
              </span>
              {problem !== null && <span className={styles.kind} data-tone="closed">{t('runs.problem')}</span>}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && <div><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('runs.more')}</Button></div>}
    </section>
  );
}
