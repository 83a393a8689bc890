import { useTranslation } from 'react-i18next';
import type { ErrorType, FailsafeAnalytics } from '../api/shapes.ts';
import { ErrorBadge } from '../callbacks/error-badge.tsx';
import { useSay } from '../words/say.ts';
import styles from './analytics-page.module.css';

export function ByType({ rows }: { readonly rows: FailsafeAnalytics['by_error_type'] }) {
  const { t } = useTranslation(['analytics', 'callbacks']);
  const say = useSay();
  const share = (rate: number | null): string => (rate === null ? t('noFigure') : say.percent(rate));
  return (
    <section>
      <h2 className={styles.heading}>{t('table.title')}</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('table.title')}>
        <table className={styles.table}>
          <thead><tr>{(['type', 'created', 'open', 'completion', 'success', 'sla', 'response'] as const).map((name) => <th key={name} scope="col">{t(`table.${name}`)}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.error_type}>
                <th scope="row">{row.error_type === 'none' ? t('callbacks:error.none.word') : <ErrorBadge type={row.error_type as ErrorType} explained />}</th>
                <td>{say.count(row.created)}</td><td>{say.count(row.open)}</td><td>{share(row.completion_rate)}</td><td>{share(row.success_rate)}</td><td>{share(row.sla.rate)}</td>
                <td>{row.response_seconds.median === null ? t('noFigure') : say.span(row.response_seconds.median * 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
