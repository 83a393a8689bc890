import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import { Counts, hasSome } from './counts.tsx';
import type { RetentionPreview } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** What the coming night would take. `other`: rules that are not saved yet; they are counted when asked for. */
export function RetentionForecast({ other }: { readonly other: object | null }) {
  const { t } = useTranslation('protection');
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery({ queryKey: ['privacy', 'preview'], queryFn: ({ signal }) => get<RetentionPreview>('/privacy/preview', {}, signal) });
  const count = useMutation({ mutationFn: (rules: object) => send<RetentionPreview>('/privacy/preview', rules) });
  const wanted = JSON.stringify(other);
  // counted under rules that have been changed again since, it would be shown as what these do
  useEffect(() => count.reset(), [wanted]);
  const shown = count.data ?? data;
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('forecast.title')}</h3>
      <p className={page.intro}>{count.data === undefined ? t('forecast.intro') : t('forecast.withChanges')}</p>
      {other !== null && <div><Button variant="default" loading={count.isPending} onClick={() => count.mutate(other)}>{t('forecast.count')}</Button></div>}
      {count.error !== null && <p role="alert" className={page.problem}>{errorText(count.error)}</p>}
      <div aria-live="polite">
        {shown === undefined && (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
        {shown !== undefined && (hasSome(shown.counts) ? <Counts counts={shown.counts} /> : <p className={page.muted}>{t('forecast.nothing')}</p>)}
        {shown !== undefined && shown.held > 0 && <p className={styles.note}>{t('forecast.held', { count: shown.held })}</p>}
      </div>
    </section>
  );
}
