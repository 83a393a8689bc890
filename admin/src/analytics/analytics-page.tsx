import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { get, serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { dayAfter, wallClockAt } from '../words/wall-clock.ts';
import { DAYS } from './analytics-search.ts';
import { Bars } from './bars.tsx';
import { ByType } from './by-type.tsx';
import { Daily } from './daily.tsx';
import { Groups } from './groups.tsx';
import styles from './analytics-page.module.css';

/** What went wrong, how it was made good, and how fast. */
export function AnalyticsPage() {
  const { t } = useTranslation('analytics');
  const { days = 30 } = useSearch({ from: '/analytics' });
  const { company } = useSession();
  const from = dayAfter(wallClockAt(serverNow(), company.time_zone).date, 1 - days);
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['callback', 'analytics', from], queryFn: ({ signal }) => get<FailsafeAnalytics>('/analytics/failsafe', { from }, signal) });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('title')}</h1>
        <nav className={styles.choices} aria-label={t('period')}>
          {DAYS.map((one) => <Link key={one} to="/analytics" search={{ days: one }} data-here={one === days} aria-current={one === days ? 'true' : undefined}>{t(`days.d${one}`)}</Link>)}
        </nav>
      </header>
      {isPending && <LoadingNotice />}
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data !== undefined && data.created === 0 && <p className={styles.none}>{t('none')}</p>}
      {data !== undefined && data.created > 0 && <Figures data={data} />}
      {data !== undefined && data.created > 0 && (
        <>
          <Daily data={data} />
          <ByType rows={data.by_error_type} />
          <div className={styles.columns}>
            <Bars title={t('hours')} values={data.by_hour} name={(i) => String(i)} />
            <Bars title={t('weekdays')} values={data.by_weekday} name={(i) => t('weekday', { returnObjects: true })[i] ?? ''} />
          </div>
        </>
      )}
      <Groups from={from} />
    </div>
  );
}

function Figures({ data }: { readonly data: FailsafeAnalytics }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const share = (rate: number | null): string => (rate === null ? t('noFigure') : say.percent(rate));
  const median = data.response_seconds.median;
  const figures = [
    [t('figure.created'), say.count(data.created)], [t('figure.completion_rate'), share(data.completion_rate)], [t('figure.success_rate'), share(data.success_rate)], [t('figure.sla'), share(data.sla.rate)],
    [t('figure.response'), median === null ? t('noFigure') : say.span(median * 1000)], [t('figure.attempts'), data.attempts_average === null ? t('noFigure') : say.count(Math.round(data.attempts_average * 10) / 10)],
    [t('figure.recovered'), say.count(data.recovered.appointments)], ...data.recovered.value.map(({ amount, currency }) => [t('figure.value'), `${say.count(amount)} ${currency}`] as const),
  ] as const;
  return <dl className={styles.figures}>{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
