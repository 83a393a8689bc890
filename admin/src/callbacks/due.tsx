import type { Callback } from '../api/shapes.ts';
import { useSay } from '../words/say.ts';
import type { Say } from '../words/say.ts';
import styles from './due.module.css';

const SOON_MS = 30 * 60_000;

interface DueProps {
  readonly callback: Pick<Callback, 'due_at' | 'status' | 'completed_at'>;
  /** Makes it tick. */
  readonly now: number;
  readonly className?: string | undefined;
  /** Where the moment beside it says the minutes: „noch 3 h“. */
  readonly brief?: boolean;
}

/** The real moment, and how long until then: „15:20 · noch 42 min“. What is over says „seit“, in red as well. */
export function Due(props: DueProps) {
  return <DueWords {...props} say={useSay()} />;
}

/** The same without a hook, for rows. */
export function DueWords({ callback, now, say, className = '', brief = false }: DueProps & { readonly say: Say }) {
  const { due_at: due, completed_at: completed } = callback;
  if (completed !== null) return <span className={`${styles.due} ${className}`}><time className={styles.moment} dateTime={completed} title={say.fullMoment(completed)}>{say.shortMoment(completed)}</time></span>;
  const leftMs = Date.parse(due) - now;
  return (
    <span className={`${styles.due} ${className}`} data-level={leftMs < 0 ? 'over' : leftMs < SOON_MS ? 'soon' : 'later'}>
      <time className={styles.moment} dateTime={due} title={say.fullMoment(due)}>{say.shortMoment(due)}</time>
      <span className={styles.left}>{brief ? say.remainingBriefly(due) : say.remaining(due)}</span>
    </span>
  );
}
