import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { ErrorBadge } from '../error-badge.tsx';
import { useNextStep } from './use-next-step.ts';
import styles from './section.module.css';
import own from './what-happened.module.css';

/** The error in plain words, what to do about it, and the technical text one click away. */
export function WhatHappened({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const { error_type: type, metadata } = callback;
  const kind = type ?? 'none';
  const during = metadata['error_during'];
  const where = during === 'alternative_search' || during === 'availability_check' || during === 'booking_exception' ? t(`during.${during}`) : null;
  const technical = technicalText(callback);
  const step = useNextStep(callback);
  if (type === null && technical === '' && step === null) return null;
  return (
    <section className={own.happened} data-error={kind} aria-label={t('case.happened')}>
      {type !== null && <ErrorBadge type={type} size="m" />}
      <p className={own.what}>{t(`error.${kind}.what`)}{where !== null && ` ${where}`}</p>
      {step !== null && <p><strong className={own.next}>{t('case.next')}:</strong> {step}</p>}
      {technical !== '' && (
        <details className={styles.details}>
          <summary>{t('case.technical')}</summary>
          <pre className={styles.code}>{technical}</pre>
        </details>
      )}
    </section>
  );
}

/** For whoever looks after the technique; each text once. */
function technicalText({ error_message: message, metadata, id }: CallbackDetail): string {
  const texts = [message, metadata['original_error'], metadata['exception_message'], metadata['appointment_error']].filter((text): text is string => typeof text === 'string' && text !== '');
  if (texts.length === 0) return '';
  const call = typeof metadata['retell_call_id'] === 'string' ? [`call ${metadata['retell_call_id']}`] : [];
  return [...new Set([...texts, ...call, `callback ${id}`])].join('\n');
}
