import { useTranslation } from 'react-i18next';
import { trendOf } from './trend.ts';
import styles from './groups.module.css';

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 2;

/** How often it came on each day, small enough to be compared with the row below. */
export function TrendLine({ perDay }: { readonly perDay: readonly number[] }) {
  const { t } = useTranslation('analytics');
  const most = Math.max(1, ...perDay);
  const step = (WIDTH - 2 * EDGE) / Math.max(1, perDay.length - 1);
  const points = perDay.map((value, i) => [EDGE + i * step, HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)] as const);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [lastX, lastY] = points.at(-1) ?? [0, HEIGHT];
  return (
    <svg className={styles.trend} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t(`groups.trend.${trendOf(perDay)}`)}>
      <polygon points={`${EDGE},${HEIGHT - EDGE} ${line} ${lastX.toFixed(1)},${HEIGHT - EDGE}`} />
      <polyline points={line} />
      <circle cx={lastX} cy={lastY} r={2} />
    </svg>
  );
}
