import { useTranslation } from 'react-i18next';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import styles from './analytics-page.module.css';

export function Figures({ data }: { readonly data: FailsafeAnalytics }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const share = (rate: number | null): string => (rate === null ? t('noFigure') : say.percent(rate));
  const median = data.response_seconds.median;
  const figures = [
    [t('figure.created'), say.count(data.created)], [t('figure.completion_rate'), share(data.completion_rate)], [t('figure.success_rate'), share(data.success_rate)], [t('figure.sla'), share(data.sla.rate)],
    [t('figure.response'), median === null ? t('noFigure') : say.span(median * 1000)], [t('figure.attempts'), data.attempts_average === null ? t('noFigure') : say.count(Math.round(data.attempts_average * 10) / 10)],
    [t('figure.recovered'), say.count(data.recovered.appointments)], ...data.recovered.value.map(({ amount, currency }) => [t('figure.value'), say.money(amount, currency)] as const),
  ] as const;
  return <dl className={styles.figures}>{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
