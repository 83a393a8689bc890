import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client.ts';
import type { ErrorGroup } from '../api/shapes.ts';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { ErrorNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { GroupState } from './group-state.tsx';
import styles from './groups.module.css';

/** The same error a hundred times is one row, with when it began and whether it grows. */
export function Groups({ from }: { readonly from: string }) {
  const { t } = useTranslation('analytics');
  const { data, error, refetch } = useQuery({ queryKey: ['callback', 'errors', from], queryFn: ({ signal }) => get<{ items: readonly ErrorGroup[] }>('/analytics/errors', { from }, signal) });
  return (
    <section>
      <h2 className={styles.title}>{t('groups.title')}</h2>
      <p className={styles.intro}>{t('groups.intro')}</p>
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className={styles.intro}>{t('groups.none')}</p>}
      <ul>{data?.items.map((group) => <Group key={group.fingerprint} group={group} />)}</ul>
    </section>
  );
}

function Group({ group }: { readonly group: ErrorGroup }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  return (
    <li className={styles.group}>
      <ErrorBadge type={group.error_type} />
      <span className={styles.state} data-state={group.state}>{group.state === 'ignored' && group.ignored_until !== null ? t('groups.hiddenUntil', { day: say.day(group.ignored_until) }) : t(`groups.state.${group.state}`)}</span>
      <strong>{t('groups.count', { count: group.occurrences })}</strong>
      <span className={styles.muted}>{t('groups.since', { first: say.moment(group.first_seen), last: say.moment(group.last_seen) })}</span>
      <GroupState group={group} />
      <code className={styles.text}>{group.template}</code>
    </li>
  );
}
