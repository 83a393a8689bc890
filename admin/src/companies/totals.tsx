import { useTranslation } from 'react-i18next';
import type { Say } from '../words/say.ts';
import { totalsOf } from './burning.ts';
import type { Total, Watched } from './burning.ts';
import styles from './totals.module.css';

interface TotalsProps {
  readonly companies: readonly Watched[];
  readonly only: Total | undefined;
  /** undefined: all again. */
  readonly choose: (total: Total | undefined) => void;
  readonly say: Pick<Say, 'count'>;
}

const SHOWN = [
  { total: 'overdue', tone: 'red' }, { total: 'due_now', tone: 'amber' }, { total: 'urgent', tone: 'amber' }, { total: 'unassigned', tone: 'none' }, { total: 'open', tone: 'none' },
  { total: 'disturbed', tone: 'red' }, { total: 'difference', tone: 'red' },
] as const satisfies readonly { total: Total; tone: string }[];

/** Over all companies; pressed, only those remain that it counts. */
export function Totals({ companies, only, choose, say }: TotalsProps) {
  const { t } = useTranslation('companies');
  const totals = totalsOf(companies);
  return (
    <ul className={styles.totals} aria-label={t('totals')}>
      {SHOWN.map(({ total, tone }) => (
        <li key={total}>
          <button type="button" className={styles.total} data-tone={totals[total] > 0 ? tone : 'none'} aria-pressed={only === total} disabled={totals[total] === 0 && only !== total} onClick={() => choose(only === total ? undefined : total)}>
            <span className={styles.figure}>{say.count(totals[total])}</span>
            <span className={styles.name}>{t(`total.${total}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
