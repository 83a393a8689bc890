import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import { totalsOf } from './chart.ts';
import type { Chart, Colour } from './chart.ts';
import { SaveButtons } from './save-buttons.tsx';
import styles from './daily.module.css';

type Split = 'error_type' | 'priority' | 'source';
const SPLITS = ['error_type', 'priority', 'source'] as const;
const KEYS = { error_type: 'by_error_type', priority: 'by_priority', source: 'by_source' } as const;
/** In this order from the bottom up, and each with its colour everywhere. */
const SERIES: Readonly<Record<Split, readonly (readonly [key: string, colour: Colour])[]>> = {
  error_type: [['partial_booking', 'red'], ['api_error', 'orange'], ['exception', 'violet'], ['no_availability', 'blue'], ['none', 'muted']],
  priority: [['urgent', 'red'], ['high', 'orange'], ['normal', 'blue']],
  source: [['failsafe_callback', 'orange'], ['customer_request', 'blue'], ['anonymous_caller', 'violet'], ['call_problem', 'red'], ['reconciliation', 'amber'], ['staff', 'muted']],
};
const HEIGHT = 160;
const WIDTH = 900;

export function Daily({ data, about }: { readonly data: FailsafeAnalytics; readonly about: string }) {
  const { t } = useTranslation(['analytics', 'callbacks']);
  const say = useSay();
  const [split, setSplit] = useState<Split>('error_type');
  const name = (key: string): string => (split === 'error_type' ? t(`callbacks:error.${key as 'none'}.word`) : split === 'priority' ? t(`callbacks:priority.${key as 'high'}`) : t(`callbacks:source.${key as 'staff'}`));
  const series = SERIES[split]
    .map(([key, colour]) => ({ name: name(key), colour, values: data.buckets.map((bucket) => bucket[KEYS[split]][key] ?? 0) }))
    .filter(({ values }) => values.some((value) => value > 0));
  const chart: Chart = { title: t('chart'), about, axis: t('axis.day'), labels: data.buckets.map(({ start }) => start), said: data.buckets.map(({ start }) => say.date(start)), series };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <h2 className={styles.title}>{t('chart')}</h2>
        <div className={styles.choices} role="group" aria-label={t('by')}>{SPLITS.map((one) => <button key={one} type="button" aria-pressed={one === split} onClick={() => setSplit(one)}>{t(`byName.${one}`)}</button>)}</div>
        <SaveButtons chart={chart} />
      </figcaption>
      <Stacks chart={chart} />
      <p className={styles.ends}><span>{say.date(chart.labels[0] ?? '')}</span><span>{say.date(chart.labels.at(-1) ?? '')}</span></p>
      <ul className={styles.legend}>{series.map((one) => <li key={one.name}><span style={{ background: `var(--${one.colour})` }} aria-hidden />{one.name} <strong>{say.count(one.values.reduce((sum, value) => sum + value, 0))}</strong></li>)}</ul>
    </figure>
  );
}

/** A stack for each day; what it is made of is in its tip. */
function Stacks({ chart }: { readonly chart: Chart }) {
  const { t } = useTranslation('analytics');
  const say = useSay();
  const totals = totalsOf(chart);
  const most = Math.max(1, ...totals);
  const step = WIDTH / chart.labels.length;
  return (
    <div className={styles.plot}>
      <span className={styles.most} aria-hidden>{say.count(most)}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} preserveAspectRatio="none" role="img" aria-label={t('chartText', { sum: say.count(totals.reduce((sum, value) => sum + value, 0)), most: say.count(most) })}>
        {chart.labels.map((label, i) => {
          let top = HEIGHT;
          return (
            <g key={label}>
              <title>{`${say.date(label)}: ${chart.series.map(({ name, values }) => `${name} ${values[i] ?? 0}`).join(', ')}`}</title>
              <rect x={i * step} y={0} width={step} height={HEIGHT} fill="transparent" />
              {chart.series.map(({ name, colour, values }) => {
                const height = ((values[i] ?? 0) / most) * (HEIGHT - 4);
                top -= height;
                return height === 0 ? null : <rect key={name} x={i * step + step * 0.15} y={top} width={step * 0.7} height={height} fill={`var(--${colour})`} />;
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
