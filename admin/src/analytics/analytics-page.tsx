import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { get, serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useTitle } from '../shell/use-title.ts';
import { useSay } from '../words/say.ts';
import { dayAfter, wallClockAt } from '../words/wall-clock.ts';
import { DAYS } from './analytics-search.ts';
import { Bars } from './bars.tsx';
import { ByType } from './by-type.tsx';
import { Daily } from './daily.tsx';
import { Figures } from './figures.tsx';
import { Groups } from './groups.tsx';
import styles from './analytics-page.module.css';

/** What went wrong, how it was made good, and how fast. */
export function AnalyticsPage() {
  const { t } = useTranslation('analytics');
  useTitle(t('title'));
  const say = useSay();
  const { days = 30 } = useSearch({ from: '/analytics' });
  const { company } = useSession();
  const today = wallClockAt(serverNow(), company.time_zone).date;
  const from = dayAfter(today, 1 - days);
  const about = t('about', { company: company.name, from: say.date(from), to: say.date(today) });
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
      {data !== undefined && data.created > 0 && (
        <>
          <Figures data={data} />
          <Daily data={data} about={about} />
          <ByType rows={data.by_error_type} />
          <When data={data} about={about} />
        </>
      )}
      <Groups from={from} about={about} />
    </div>
  );
}

function When({ data, about }: { readonly data: FailsafeAnalytics; readonly about: string }) {
  const { t } = useTranslation('analytics');
  const weekdays: readonly string[] = t('weekday', { returnObjects: true });
  const reached = data.attempts_until_reached;
  const all = { about, colour: 'accent', name: t('figure.created') } as const;
  return (
    <div className={styles.columns}>
      <Bars chart={{ title: t('hours'), about, axis: t('axis.hour'), labels: data.by_hour.map((_, hour) => String(hour)), series: [{ ...all, values: data.by_hour }] }} />
      <Bars chart={{ title: t('weekdays'), about, axis: t('axis.weekday'), labels: weekdays, series: [{ ...all, values: data.by_weekday }] }} />
      {reached.length > 0 && (
        <Bars chart={{ title: t('attempts'), about, axis: t('axis.attempt'), labels: reached.map(({ attempts }) => t('attempt', { count: attempts })), series: [{ ...all, values: reached.map(({ callbacks }) => callbacks) }] }} />
      )}
    </div>
  );
}
