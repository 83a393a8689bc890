import { TriangleAlert } from 'lucide-react';
import type { Callback } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import styles from './due.module.css';

const SOON_MS = 30 * 60_000;

/** The real moment, and how long until then: „heute 15:20 · noch 42 min“. `now` makes it tick. */
export function Due({ callback, now, stacked = false }: { readonly callback: Pick<Callback, 'due_at' | 'status' | 'completed_at'>; readonly now: number; readonly stacked?: boolean }) {
  const say = useSay();
  if (callback.completed_at !== null) {
    return <span className={styles.due} data-stacked={stacked}><time className={styles.moment} dateTime={callback.completed_at}>{say.moment(callback.completed_at)}</time></span>;
  }
  const leftMs = Date.parse(callback.due_at) - now;
  const level = leftMs < 0 ? 'over' : leftMs < SOON_MS ? 'soon' : 'later';
  return (
    <span className={styles.due} data-level={level} data-stacked={stacked}>
      <time className={styles.moment} dateTime={callback.due_at} title={say.fullMoment(callback.due_at)}>{say.moment(callback.due_at)}</time>
      <span className={styles.left}>
        {level === 'over' && <TriangleAlert size={12} aria-hidden />}
        {say.remaining(callback.due_at)}
      </span>
    </span>
  );
}
