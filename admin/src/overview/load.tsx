import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeskLoad } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import { loadQuery } from './queries.ts';
import styles from './load.module.css';

const MINUTE_MS = 60_000;

/** More due than hands is seen before it happens. */
export function Load() {
  const { t } = useTranslation('overview');
  const { data } = useQuery(loadQuery);
  if (data === undefined) return null;
  const minutes = Math.round(data.minutes_per_callback * 10) / 10;
  return (
    <section className={styles.load}>
      <h2 className={styles.title}><Users size={16} aria-hidden />{t('load.title')}</h2>
      <Day name={t('load.today')} day={data.company.today} />
      {data.company.next !== null && <Day name={t('load.next')} day={data.company.next} />}
      <p className={styles.basis}>{data.measured ? t('load.measured', { minutes }) : t('load.assumed', { minutes })}</p>
    </section>
  );
}

function Day({ name, day }: { readonly name: string; readonly day: DeskLoad['company']['today'] }) {
  const { t } = useTranslation('overview');
  const say = useSay();
  const span = (count: number): string => say.span(count * MINUTE_MS);
  const share = day.hands_minutes === 0 ? (day.needed_minutes > 0 ? 1 : 0) : Math.min(1, day.needed_minutes / day.hands_minutes);
  const short = day.short_by_minutes > 0;
  return (
    <div className={styles.day} data-short={short}>
      <p className={styles.name}>{name} <span>{say.date(day.date)}</span></p>
      <span className={styles.bar} aria-hidden><span style={{ width: `${Math.round(share * 100)}%` }} /></span>
      <p>{day.closes_at === null ? t('load.closed') : day.due === 0 ? t('load.none') : t('load.line', { due: say.count(day.due), needed: span(day.needed_minutes), members: say.count(day.members), hands: span(day.hands_minutes) })}</p>
      {(short || day.due > 0) && <p className={styles.verdict}>{short ? (day.first_missed_at === null ? t('load.shortPlain', { minutes: span(day.short_by_minutes) }) : t('load.short', { minutes: span(day.short_by_minutes), moment: say.moment(day.first_missed_at) })) : t('load.enough')}</p>}
    </div>
  );
}
