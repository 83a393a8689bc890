import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { setupQuery } from '../api/setup.ts';
import { Checked } from '../settings/checked.tsx';
import type { CheckAnswer } from '../settings/checked.tsx';
import { RetellChanges, SyncProblem } from '../settings/retell-changes.tsx';
import type { SyncResult } from '../settings/shapes.ts';
import { LoadingNotice } from '../shell/notices.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from './setup-page.module.css';

/** What is found at Retell and what would change there, both looked up as soon as one is here: it changes nothing. */
export function SyncAgents({ connection }: { readonly connection: string }) {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const check = useQuery({ queryKey: ['setup', 'check', connection], queryFn: () => send<CheckAnswer>('/settings/check-connection', { part: 'retell', connection }), retry: false, staleTime: 0 });
  const plan = useQuery({
    queryKey: ['setup', 'plan', connection],
    queryFn: async () => {
      const answer = await send<SyncResult>('/settings/retell/sync', { connection, dry_run: true });
      // whether this step is done is what was just found
      void queries.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
      return answer;
    },
    retry: false, staleTime: 0,
  });
  const again = (): void => void queries.invalidateQueries({ queryKey: ['setup'] });
  const sync = useMutation({ mutationFn: () => send<SyncResult>('/settings/retell/sync', { connection, dry_run: false }), onSettled: again });
  if (check.isPending || plan.isPending) return <LoadingNotice />;
  const problem = sync.data?.problem ?? plan.data?.problem ?? null;
  const failed = sync.error ?? plan.error;
  const lookAgain = (): void => {
    // what it said before somebody put it right
    sync.reset();
    again();
  };
  return (
    <>
      <div className={styles.between}>
        <h3 className={styles.legend}>{t('voice.found')}</h3>
        <Button size="xs" variant="subtle" color="gray" loading={check.isFetching} leftSection={<RefreshCw size={14} aria-hidden />} onClick={lookAgain}>{t('checkAgain')}</Button>
      </div>
      <Checked answer={check.data} error={check.error} />
      {plan.data?.up_to_date === true && <p className={styles.good}><CircleCheck size={17} aria-hidden />{t('voice.upToDate')}</p>}
      {plan.data?.up_to_date === false && plan.data.problem === null && (
        <section>
          <h3 className={styles.legend}>{t('voice.diff')}</h3>
          <p className={styles.hint}>{t('voice.diffText')}</p>
          <RetellChanges answer={plan.data} />
          <div className={styles.onward}><Button loading={sync.isPending} onClick={() => sync.mutate()}>{t('voice.apply')}</Button></div>
        </section>
      )}
      {problem !== null && <SyncProblem problem={problem} />}
      {failed !== null && <p role="alert" className={styles.problem}>{errorText(failed)}</p>}
    </>
  );
}
