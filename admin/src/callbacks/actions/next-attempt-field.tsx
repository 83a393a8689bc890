import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptOutcome, NextAttempt } from '../../api/shapes.ts';
import { useSession } from '../../api/session.ts';
import { serverNow } from '../../api/client.ts';
import { useSay } from '../../words/say.ts';
import { instantAt, wallClockAt } from '../../words/wall-clock.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import { MomentFields } from './moment-fields.tsx';
import { nextAttemptQuery } from './queries.ts';
import styles from './next-attempt-field.module.css';

interface NextAttemptFieldProps {
  readonly callbackId: string;
  readonly outcome: AttemptOutcome;
  readonly change: (at: NextAt) => void;
}

/** As proposed, which the server works out again when it is saved. */
export const PROPOSED = 'proposed';
/** null: what is typed is no moment, and must not be saved as another one. */
export type NextAt = string | null;

const HOUR_MS = 3_600_000;

/** When to try again: proposed, accepted by saving, or another time. */
export function NextAttemptField({ callbackId, outcome, change }: NextAttemptFieldProps) {
  const { t } = useTranslation('acting');
  const { company } = useSession();
  const { data: proposal, isPending } = useQuery(nextAttemptQuery(callbackId, outcome));
  const [own, setOwn] = useState<WallClock | null>(null);
  const set = (value: WallClock | null): void => {
    setOwn(value);
    change(value === null ? PROPOSED : instantAt(value, company.time_zone));
  };
  if (proposal?.exhausted === true) return <p className={styles.over}>{t('outcome.exhausted')}</p>;
  if (proposal !== undefined && proposal.next_attempt_at === null) return <p className={styles.over}>{t('outcome.hopeless')}</p>;
  const start = (): void => set(wallClockAt(proposal?.next_attempt_at == null ? serverNow() + HOUR_MS : Date.parse(proposal.next_attempt_at), company.time_zone));
  return (
    <div className={styles.field}>
      <p className={styles.line}>
        <CalendarClock size={16} aria-hidden />
        <span className={styles.name}>{t('outcome.nextAttempt')}</span>
        {own === null && <span className={styles.when} role="status">{proposal === undefined ? t(isPending ? 'outcome.searching' : 'outcome.automatic') : <Proposed proposal={proposal} />}</span>}
        <button type="button" className={styles.other} onClick={own === null ? start : () => set(null)}>{t(own === null ? 'outcome.otherTime' : 'outcome.proposed')}</button>
      </p>
      {own !== null && <MomentFields value={own} change={set} />}
    </div>
  );
}

function Proposed({ proposal }: { readonly proposal: NextAttempt }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const because = proposal.because.map((why) => t(`outcome.because.${why}`)).join(', ');
  return (
    <>
      <strong>{proposal.next_attempt_at === null ? '' : say.moment(proposal.next_attempt_at)}</strong>
      {because !== '' && <span className={styles.because}> · {because}</span>}
    </>
  );
}
