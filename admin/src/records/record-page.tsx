import { useQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import styles from './record-page.module.css';

interface RecordPageProps<T> {
  readonly queryKey: QueryKey;
  readonly path: string;
  readonly list: 'calls' | 'appointments' | 'customers';
  readonly title: (record: T) => string;
  readonly children: (record: T) => ReactNode;
}

/** One record with everything that hangs on it. */
export function RecordPage<T>({ queryKey, path, list, title, children }: RecordPageProps<T>) {
  const { t } = useTranslation('records');
  const { data, error, isPending, refetch } = useQuery({ queryKey, queryFn: ({ signal }) => get<T>(path, {}, signal) });
  useTitle(data === undefined ? t(list) : title(data));
  return (
    <div className={styles.page}>
      <Link to={`/${list}`} className={styles.back}><ArrowLeft size={15} aria-hidden />{t('back')}</Link>
      {isPending && <LoadingNotice />}
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <h1 className={styles.title}>{title(data)}</h1>
          {children(data)}
        </>
      )}
    </div>
  );
}
