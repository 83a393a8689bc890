import { useTranslation } from 'react-i18next';
import type { Priority } from '../api/shapes.ts';
import styles from './priority-mark.module.css';

const BARS: Readonly<Record<Priority, number>> = { normal: 1, high: 2, urgent: 3 };

/** Bars that rise: read without colour, and quiet where nothing presses. */
export function PriorityMark({ priority }: { readonly priority: Priority }) {
  const { t } = useTranslation('callbacks');
  return <PriorityBars priority={priority} label={t(`priority.${priority}`)} />;
}

/** The same without a hook, for rows. */
export function PriorityBars({ priority, label }: { readonly priority: Priority; readonly label: string }) {
  return (
    <svg className={styles.mark} data-priority={priority} width="14" height="14" viewBox="0 0 14 14" role="img" aria-label={label}>
      {[0, 1, 2].map((i) => <rect key={i} x={1 + i * 4.5} y={9 - i * 4} width="3" height={4 + i * 4} rx="1" data-on={i < BARS[priority]} />)}
    </svg>
  );
}
