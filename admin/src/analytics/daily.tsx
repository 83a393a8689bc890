import { Button } from '@mantine/core';
import { Download, Image } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailsafeAnalytics } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import { saveCsv, savePng } from './save-chart.ts';
import styles from './daily.module.css';

type Split = 'error_type' | 'priority' | 'source';
const SPLITS = ['error_type', 'priority', 'source'] as const;
const KEYS = { error_type: 'by_error_type', priority: 'by_priority', source: 'by_source' } as const;
/** In this order from the bottom up, and each with its colour everywhere. */
const SERIES: Readonly<Record<Split, readonly (readonly [key: string, colour: string])[]>> = {
  error_type: [['partial_booking', 'red'], ['api_error', 'orange'], ['exception', 'violet'], ['no_availability', 'blue'], ['none', 'muted']],
  priority: [['urgent', 'red'], ['high', 'orange'], ['normal', 'blue']],
  source: [['failsafe_callback', 'orange'], ['customer_request', 'blue'], ['anonymous_caller', 'violet'], ['call_problem', 'red'], ['reconciliation', 'amber'], ['staff', 'muted']],
};
const HEIGHT = 160;
const WIDTH = 900;

export function Daily({ data }: { readonly data: FailsafeAnalytics }) {
  const { t } = useTranslation(['analytics', 'callbacks']);
  const say = useSay();
  const [split, setSplit] = useState<Split>('error_type');
  const svg = useRef<SVGSVGElement>(null);
  const name = (key: string): string => (split === 'error_type' ? t(`callbacks:error.${key as 'none'}.word`) : split === 'priority' ? t(`callbacks:priority.${key as 'high'}`) : t(`callbacks:source.${key as 'staff'}`));
  const series = SERIES[split].filter(([key]) => data.buckets.some((bucket) => (bucket[KEYS[split]][key] ?? 0) > 0));
  const most = Math.max(1, ...data.buckets.map(({ total }) => total));
  const step = WIDTH / data.buckets.length;
  const csv = (): void => saveCsv('fangnetz', [['', ...series.map(([key]) => name(key))], ...data.buckets.map((bucket) => [bucket.start, ...series.map(([key]) => String(bucket[KEYS[split]][key] ?? 0))])]);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <h2 className={styles.title}>{t('chart')}</h2>
        <div className={styles.choices} role="group" aria-label={t('by')}>{SPLITS.map((one) => <button key={one} type="button" aria-pressed={one === split} onClick={() => setSplit(one)}>{t(`byName.${one}`)}</button>)}</div>
        <div className={styles.saves}>
          <Button size="xs" variant="subtle" color="gray" leftSection={<Download size={14} aria-hidden />} onClick={csv}>{t('csv')}</Button>
          <Button size="xs" variant="subtle" color="gray" leftSection={<Image size={14} aria-hidden />} onClick={() => { if (svg.current !== null) void savePng('fangnetz', svg.current); }}>{t('png')}</Button>
        </div>
      </figcaption>
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} preserveAspectRatio="none" role="img" aria-label={`${t('chart')}: ${say.count(data.created)}`}>
        {data.buckets.map((bucket, i) => {
          let top = HEIGHT;
          return (
            <g key={bucket.start}>
              <title>{`${say.date(bucket.start)}: ${series.map(([key]) => `${name(key)} ${bucket[KEYS[split]][key] ?? 0}`).join(', ')}`}</title>
              <rect x={i * step} y={0} width={step} height={HEIGHT} fill="transparent" />
              {series.map(([key, colour]) => {
                const height = ((bucket[KEYS[split]][key] ?? 0) / most) * (HEIGHT - 4);
                top -= height;
                return height === 0 ? null : <rect key={key} x={i * step + step * 0.15} y={top} width={step * 0.7} height={height} fill={`var(--${colour})`} />;
              })}
            </g>
          );
        })}
      </svg>
      <p className={styles.ends}><span>{say.date(data.buckets[0]?.start ?? '')}</span><span>{say.date(data.buckets.at(-1)?.start ?? '')}</span></p>
      <ul className={styles.legend}>{series.map(([key, colour]) => <li key={key}><span style={{ background: `var(--${colour})` }} aria-hidden />{name(key)} <strong>{say.count(data.buckets.reduce((sum, bucket) => sum + (bucket[KEYS[split]][key] ?? 0), 0))}</strong></li>)}</ul>
    </figure>
  );
}
