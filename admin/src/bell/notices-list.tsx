import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { PushSwitch } from './push-switch.tsx';
import { notificationsQuery } from './queries.ts';
import styles from './bell.module.css';

/** Looking at it is having seen it: the dot goes when the list closes. */
export function NoticesList({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(notificationsQuery);
  const latest = data?.items[0]?.at;
  useEffect(() => {
    if (latest === undefined) return;
    return () => {
      // what is not marked now is marked the next time
      void send('/notifications/read', { until: latest }).then(() => client.invalidateQueries({ queryKey: ['notification'] }), () => undefined);
    };
  }, [latest, client]);
  if (data === undefined) return error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />;
  const show = (id: string): void => {
    close();
    void navigate({ to: '/callbacks/$id', params: { id } });
  };
  return (
    <section aria-label={t('bell.title')}>
      {data.items.length === 0 && <p className={styles.empty}>{t('bell.empty')}</p>}
      <ul className={styles.list}>
        {data.items.map((notice) => {
          const { callback_id: callback } = notice;
          const inside = (
            <>
              <span className={styles.title}><span>{notice.title}</span><time className={styles.quiet} dateTime={notice.at}>{say.shortMoment(notice.at)}</time></span>
              <span className={styles.quiet}>{notice.text}</span>
            </>
          );
          return (
            <li key={notice.id}>
              {callback === null
                ? <div className={styles.notice} data-unread={notice.read_at === null}>{inside}</div>
                : <button type="button" className={styles.notice} data-unread={notice.read_at === null} onClick={() => show(callback)}>{inside}</button>}
            </li>
          );
        })}
      </ul>
      <PushSwitch />
    </section>
  );
}
