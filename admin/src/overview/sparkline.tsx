import styles from './sparkline.module.css';

interface SparklineProps {
  /** null: nothing to tell of that day, and nothing is drawn for it. */
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly say: (index: number) => string;
}

const WIDTH = 140;
const HEIGHT = 32;

/** A bar for each day: a line would connect days on which nothing was to be measured, and show figures that never were. */
export function Sparkline({ values, label, say }: SparklineProps) {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {values.map((value, i) => {
        const height = value === null || value === 0 ? 0 : Math.max(2, (value / most) * HEIGHT);
        return (
          <g key={i} data-today={i === values.length - 1}>
            <title>{say(i)}</title>
            <rect className={styles.ground} x={i * step} y={0} width={step} height={HEIGHT} />
            <rect x={i * step + 1} y={HEIGHT - 1} width={step - 2} height={1} className={styles.base} />
            {height > 0 && <rect x={i * step + 1} y={HEIGHT - height} width={step - 2} height={height} className={styles.bar} />}
          </g>
        );
      })}
    </svg>
  );
}
