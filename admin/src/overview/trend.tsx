import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { ErrorNotice } from '../shell/notices.tsx';
import { useSay } from '../words/say.ts';
import { dayAfter, wallClockAt } from '../words/wall-clock.ts';
import { trendOf } from './queries.ts';
import { Sparkline } from './sparkline.tsx';
import styles from './trend.module.css';

const DAYS = 14;

type Bucket = FailsafeAnalytics['buckets'][number];

interface Measure {
  readonly name: 'created' | 'response' | 'sla' | 'appointments';
  readonly whole: (data: FailsafeAnalytics) => number | null;
  readonly day: (bucket: Bucket) => number | null;
  readonly kind: 'count' | 'span' | 'percent';
}

const MEASURES: readonly Measure[] = [
  { name: 'created', whole: (data) => data.created, day: ({ total }) => total, kind: 'count' },
  { name: 'response', whole: (data) => data.response_seconds.average, day: (bucket) => bucket.response_seconds, kind: 'span' },
  { name: 'sla', whole: (data) => data.sla.rate, day: (bucket) => bucket.sla_rate, kind: 'percent' },
  { name: 'appointments', whole: (data) => data.appointments, day: (bucket) => bucket.appointments, kind: 'count' },
];

/** Whether it gets better: what came in, how soon somebody called, whether in time, and what it was worth. */
export function Trend() {
  const { t } = useTranslation('overview');
  const { company } = useSession();
  const from = dayAfter(wallClockAt(serverNow(), company.time_zone).date, 1 - DAYS);
  const { data, error, refetch } = useQuery(trendOf(from));
  return (
    <section>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('trend.title')}</h2>
        <Link to="/analytics" search={{}} className={styles.more}>{t('trend.more')}<ArrowRight size={14} aria-hidden /></Link>
      </header>
      {error !== null && data === undefined && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data?.created === 0 && <p className={styles.none}>{t('trend.none')}</p>}
      {data !== undefined && data.created > 0 && <dl className={styles.measures}>{MEASURES.map((measure) => <Shown key={measure.name} measure={measure} data={data} />)}</dl>}
      {data === undefined && error === null && <div className={styles.waiting} aria-busy />}
    </section>
  );
}

function Shown({ measure: { name, whole, day, kind }, data }: { readonly measure: Measure; readonly data: FailsafeAnalytics }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  const told = (value: number | null): string => (value === null ? t('trend.noFigure') : kind === 'span' ? say.span(value * 1000) : kind === 'percent' ? say.percent(value) : say.count(value));
  const values = data.buckets.map(day);
  const sayDay = (i: number): string => `${say.date(data.buckets[i]?.start ?? '')}: ${told(values[i] ?? null)}`;
  return (
    <div className={styles.measure}>
      <dt>{t(`trend.${name}`)}</dt>
      <dd>
        <span className={styles.figure}>{told(whole(data))}</span>
        <Sparkline values={values} say={sayDay} label={t('trend.days', { name: t(`trend.${name}`), values: values.map((_, i) => sayDay(i)).join(', ') })} />
      </dd>
    </div>
  );
}
