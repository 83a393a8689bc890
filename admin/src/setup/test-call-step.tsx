import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Phone, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupQuery } from '../api/setup.ts';
import type { TestCall } from '../api/shapes.ts';
import { Outcome } from '../rehearsal/outcome.tsx';
import { startTestCall, testCallQuery } from '../rehearsal/queries.ts';
import { Talk } from '../rehearsal/talk.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import { Onward, StepTitle } from './step-frame.tsx';
import type { StepProps } from './step-frame.tsx';
import styles from './setup-page.module.css';

/** Of a range that belongs to nobody. */
const EXAMPLE_NUMBER = '+49 30 23125 999';

/** A call that goes well, in which somebody types what a customer would say. */
export function TestCallStep({ setup, next }: StepProps) {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const [call, setCall] = useState<TestCall | null>(null);
  const starting = useMutation({ mutationFn: () => startTestCall({ fault: 'none', customer_name: t('test.caller'), phone_number: EXAMPLE_NUMBER }), onSuccess: setCall });
  return (
    <div className={styles.form} data-wide={call !== null}>
      <StepTitle title={t('step.test_call')} text={t('test.text')} />
      {!setup.steps.calendar && <p className={styles.notice}>{t('test.noServices')} <Link to="/setup" search={{ step: 'calendar' }}>{t('step.calendar')}</Link></p>}
      {call === null && setup.steps.calendar && <div><Button variant={setup.steps.test_call ? 'default' : 'filled'} leftSection={<Phone size={16} aria-hidden />} loading={starting.isPending} onClick={() => starting.mutate()}>{t('test.start')}</Button></div>}
      {starting.error !== null && <p role="alert" className={styles.problem}>{errorText(starting.error)}</p>}
      {call !== null && <Played key={call.id} call={call} changed={setCall} again={() => setCall(null)} />}
      {setup.steps.test_call && <p className={styles.good}><CircleCheck size={17} aria-hidden />{t('test.done')}</p>}
      {setup.steps.test_call && <p className={styles.hint}>{t('test.more')} <Link to="/rehearsal">{t('test.toRehearsal')}</Link></p>}
      <Onward done={setup.steps.test_call} next={next} />
    </div>
  );
}

function Played({ call, changed, again }: { readonly call: TestCall; readonly changed: (call: TestCall) => void; readonly again: () => void }) {
  const { t } = useTranslation('setup');
  const queries = useQueryClient();
  const { data } = useQuery({ ...testCallQuery(call.id), initialData: call });
  const settled = data.wishes.filter(({ fate }) => fate !== 'in_progress').length;
  useEffect(() => {
    if (settled > 0) void queries.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
  }, [settled, queries]);
  return (
    <>
      <div className={styles.sides}>
        <Talk call={call} changed={changed} />
        <Outcome wishes={data.wishes} />
      </div>
      {call.over && <div><Button variant="default" leftSection={<RotateCcw size={15} aria-hidden />} onClick={again}>{t('test.again')}</Button></div>}
    </>
  );
}
