import { useTranslation } from 'react-i18next';
import styles from './row.module.css';

const [BAR, GAP, HEIGHT] = [3, 1, 18];

/** Fourteen days of new callbacks, the last seven in full ink; the figure is theirs. */
export function Trend({ days }: { readonly days: readonly number[] }) {
  const { t } = useTranslation('companies');
  const most = Math.max(1, ...days);
  const sum = (part: readonly number[]): number => part.reduce((total, n) => total + n, 0);
  const [before, now] = [sum(days.slice(0, -7)), sum(days.slice(-7))];
  return (
    <span className={styles.trend} title={t('trend', { now, before })}>
      <svg width={days.length * (BAR + GAP)} height={HEIGHT} aria-hidden>
        {days.map((n, i) => {
          const height = Math.max(1, Math.round((n / most) * HEIGHT));
          return <rect key={i} x={i * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height} data-recent={i >= days.length - 7} />;
        })}
      </svg>
      <span aria-hidden>{now}</span>
      <span className="unseen">{t('trend', { now, before })}</span>
    </span>
  );
}
