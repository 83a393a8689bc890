import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheckBig, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../api/shapes.ts';
import { Due } from '../callbacks/due.tsx';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { useCallerName } from '../callbacks/use-caller-name.ts';
import { useWishLine } from '../callbacks/use-wish-line.ts';
import { ErrorNotice } from '../shell/notices.tsx';
import { useNow } from '../words/use-now.ts';
import { overdueQuery } from './queries.ts';
import styles from './overdue.module.css';

export function Overdue() {
  const { t } = useTranslation('overview');
  const { data, error, refetch } = useQuery(overdueQuery);
  const now = useNow();
  return (
    <section className={styles.overdue}>
      <h2 className={styles.title}>{t('overdue.title')}</h2>
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <p className={styles.none}>
          <CircleCheckBig size={18} aria-hidden />
          <span><strong>{t('overdue.none')}</strong> {t('overdue.noneText')}</span>
        </p>
      )}
      <ul>{data?.items.map((callback) => <One key={callback.id} callback={callback} now={now} />)}</ul>
      {data?.next_cursor != null && <Link to="/callbacks" search={{ tab: 'overdue' }} className={styles.all}>{t('overdue.all')}</Link>}
    </section>
  );
}

function One({ callback, now }: { readonly callback: Callback; readonly now: number }) {
  const { t } = useTranslation('overview');
  const name = useCallerName()(callback);
  const wish = useWishLine()(callback);
  return (
    <li className={styles.row}>
      <Link to="/callbacks/$id" params={{ id: callback.id }} className={styles.link}>
        <span className={styles.name}>{name}</span>
        <Due callback={callback} now={now} />
        <span className={styles.wish}>{wish}</span>
        {callback.error_type !== null && <ErrorBadge type={callback.error_type} />}
      </Link>
      {callback.phone_number !== null && <a href={`tel:${callback.phone_number}`} className={styles.call} aria-label={t('overdue.call', { name })}><Phone size={16} aria-hidden /></a>}
    </li>
  );
}
