import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import { useStaffName } from '../use-staff-name.ts';
import { wishedTime, windowWords } from '../use-wish-line.ts';
import { useResolutionWords } from './use-resolution-words.ts';
import styles from './section.module.css';
import own from './case-context.module.css';

/** What is known, as words beside their names; what is empty is left out. */
export function CaseContext({ callback }: { readonly callback: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const staffName = useStaffName();
  const { metadata: m } = callback;
  const resolutionWords = useResolutionWords();
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('case.requested'), wishedTime(callback, say)],
    [t('case.service'), callback.service?.name],
    [t('case.branch'), callback.branch?.name],
    [t('case.reachable'), windowWords(callback.preferred_time_window)],
    [t('case.notes'), callback.notes],
    [t('case.booking'), typeof m['calcom_booking_id'] === 'string' || typeof m['calcom_booking_id'] === 'number' ? String(m['calcom_booking_id']) : null],
    [t('case.email'), callback.customer_email],
    [t('case.source'), t(`source.${callback.created_from}`)],
    [t('case.assigned'), callback.assignee?.name ?? (callback.assigned_to === null ? null : staffName(callback.assigned_to))],
    [t('case.attempts'), callback.attempts_count === 0 ? null : say.count(callback.attempts_count)],
    [t('case.dueBecause'), callback.due_because.replaceAll(' → ', ' · ')],
    [t('case.created'), say.moment(callback.created_at)],
    [t('case.resolution'), callback.resolution === null ? null : resolutionWords(callback.resolution)],
  ];
  return (
    <section aria-label={t('case.context')}>
      <h3 className={styles.title}>{t('case.context')}</h3>
      <dl className={own.facts}>
        {facts.map(([name, value]) => value !== null && value !== undefined && value !== '' && (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
