import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { setupQuery } from '../api/setup.ts';
import { Invite } from '../settings/people-part.tsx';
import { OwnAccount } from './own-account.tsx';
import { Onward, StepTitle } from './step-frame.tsx';
import type { StepProps } from './step-frame.tsx';
import styles from './setup-page.module.css';

/** First an account for whoever came by the link of the server, which ends with it; then the others. */
export function PeopleStep({ setup, next }: StepProps) {
  const { t } = useTranslation('setup');
  const { signed_in_as: how } = useSession();
  const queries = useQueryClient();
  // an invitation tells the list of people; whether the step is done is asked along with it
  useEffect(() => queries.getMutationCache().subscribe(({ mutation }) => {
    if (mutation?.state.status === 'success') void queries.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
  }), [queries]);
  return (
    <div className={`${styles.form} ${styles.people}`}>
      <StepTitle title={t('step.people')} text={t('people.text')} />
      {how === 'link' && <OwnAccount />}
      <Invite />
      <Onward done={setup.steps.people} next={next} />
    </div>
  );
}
