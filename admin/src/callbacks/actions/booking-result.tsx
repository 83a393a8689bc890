import { Check, CircleAlert, Loader } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BookingOutcome } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { words as german } from '../../words/de/acting.ts';
import type { Booking, BookingStep, Conflicts } from './use-booking.ts';
import styles from './booking-result.module.css';

const STEPS: readonly BookingStep[] = ['looking', 'booking', 'storing'];

/** What is being done, then what came of it, with what else is free: one click tries that. */
export function BookingResult({ booking, tryAt, onlyHere }: { readonly booking: Booking; readonly tryAt: (start: string) => void; readonly onlyHere: boolean }) {
  if (booking.busy) return <Progress step={booking.step} />;
  if (booking.conflicts !== null) return <Conflicting conflicts={booking.conflicts} />;
  return booking.outcome === null ? null : <Outcome outcome={booking.outcome} tryAt={tryAt} onlyHere={onlyHere} />;
}

function Progress({ step }: { readonly step: BookingStep }) {
  const { t } = useTranslation('acting');
  const at = STEPS.indexOf(step);
  return (
    <ol className={styles.steps} aria-label={t('booking.steps')} aria-live="polite">
      {STEPS.map((name, i) => (
        <li key={name} data-state={i < at ? 'done' : i === at ? 'now' : 'later'} aria-current={i === at ? 'step' : undefined}>
          {i < at ? <Check size={16} aria-hidden /> : i === at ? <Loader size={16} className={styles.turning} aria-hidden /> : <span className={styles.later} aria-hidden />}
          {t(`booking.${name}`)}
        </li>
      ))}
    </ol>
  );
}

function Outcome({ outcome, tryAt, onlyHere }: { readonly outcome: BookingOutcome; readonly tryAt: (start: string) => void; readonly onlyHere: boolean }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const good = outcome.outcome === 'booked';
  return (
    <div className={styles.outcome} data-good={good} role="status">
      <p className={styles.words}>
        {good ? <Check size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
        <span>{outcome.start !== null && <strong>{say.moment(outcome.start)}. </strong>}<Said outcome={outcome} onlyHere={onlyHere} /></span>
      </p>
      {outcome.alternatives.length > 0 && (
        <div className={styles.alternatives} role="group" aria-label={t('booking.alternatives')}>
          <p className={styles.name}>{t('booking.alternatives')}</p>
          {outcome.alternatives.map(({ start }, i) => (
            <button key={start} type="button" className={styles.slot} data-digit={i + 1} onClick={() => tryAt(start)} aria-label={t('booking.goTry', { when: say.moment(start) })}>{say.moment(start)}</button>
          ))}
        </div>
      )}
      {outcome.original_error !== null && (
        <details className={styles.technical}>
          <summary>{t('booking.technical')}</summary>
          <pre>{outcome.original_error}</pre>
        </details>
      )}
    </div>
  );
}

function Said({ outcome: { outcome, adopted, callback, missing, unread }, onlyHere }: { readonly outcome: BookingOutcome; readonly onlyHere: boolean }) {
  const { t } = useTranslation('acting');
  if (outcome === 'booked') {
    return <>{t(onlyHere ? 'booking.result.here' : adopted ? 'booking.result.adopted' : 'booking.result.booked')} {t(callback.completed_at === null ? 'booking.result.open' : 'booking.result.closed')}</>;
  }
  if (unread !== null) return <>{t(`booking.result.unread.${unread}`)}</>;
  const lacks = missing.map((name) => (isLack(name) ? t(`booking.lacks.${name}`) : name)).join(', ');
  return <>{t(`booking.result.${outcome}`, { missing: lacks })}</>;
}

function isLack(name: string): name is keyof typeof german.booking.lacks {
  return name in german.booking.lacks;
}

function Conflicting({ conflicts }: { readonly conflicts: Conflicts }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  return (
    <div className={styles.outcome} data-good={false} role="alert">
      <p className={styles.words}><CircleAlert size={18} aria-hidden /><span>{t('booking.conflict')}</span></p>
      <ul className={styles.conflicts}>
        {conflicts.map(({ appointment_id: id, customer_name: name, start, end }) => <li key={id}>{t('booking.conflictEntry', { name: name ?? t('booking.someone'), from: say.moment(start), until: say.clock(end) })}</li>)}
      </ul>
    </div>
  );
}
