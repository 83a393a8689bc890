import { useSay } from '../words/say.ts';
import { totalsOf } from './chart.ts';
import type { Chart } from './chart.ts';
import { SaveButtons } from './save-buttons.tsx';
import styles from './bars.module.css';

interface BarsProps {
  readonly chart: Chart;
  /** So many names have room beside each other; the others are in the tip of their bar. */
  readonly names?: number;
  readonly heading?: 'h2' | 'h3';
}

const FEW = 12;

/** One bar for each label, all series together. */
export function Bars({ chart, names = 24, heading: Heading = 'h2' }: BarsProps) {
  const say = useSay();
  const { said = chart.labels } = chart;
  const values = totalsOf(chart);
  const most = Math.max(1, ...values);
  // beside each other they would run together
  const few = chart.labels.length <= FEW;
  const every = Math.ceil(chart.labels.length / names);
  return (
    <section>
      <header className={styles.head}>
        <Heading className={styles.title}>{chart.title}</Heading>
        <SaveButtons chart={chart} />
      </header>
      <ol className={styles.bars} data-dense={chart.labels.length > 31} data-sparse={every > 1} data-few={few}>
        {chart.labels.map((label, i) => (
          <li key={label} data-second={!few && (i / every) % 2 === 1} title={`${said[i]}: ${say.count(values[i] ?? 0)}`}>
            {few && <span className={styles.value} aria-hidden>{say.count(values[i] ?? 0)}</span>}
            <span className={styles.track} aria-hidden><span style={{ height: `${((values[i] ?? 0) / most) * 100}%`, background: `var(--${chart.series[0]?.colour ?? 'accent'})` }} /></span>
            <span className={i % every === 0 ? styles.name : 'unseen'}>{said[i]}</span>
            <span className="unseen">: {say.count(values[i] ?? 0)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
