import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Eraser, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestCall } from '../api/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useTitle } from '../shell/use-title.ts';
import { Outcome } from './outcome.tsx';
import { clearTestCalls, testCallQuery } from './queries.ts';
import { StartForm } from './start-form.tsx';
import { Talk } from './talk.tsx';
import styles from './rehearsal-page.module.css';

/** A call that is played: on one side what is said, on the other what becomes of it. */
export function RehearsalPage() {
  const { t } = useTranslation('rehearsal');
  useTitle(t('title'));
  const [call, setCall] = useState<TestCall | null>(null);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('title')}</h1>
          <p className={styles.intro}>{t('intro')}</p>
        </div>
        <div className={styles.actions}>
          {call !== null && <Button variant="default" leftSection={<RotateCcw size={15} aria-hidden />} onClick={() => setCall(null)}>{t('again')}</Button>}
          <Clear />
        </div>
      </header>
      {call === null ? <StartForm started={setCall} /> : <Running key={call.id} call={call} changed={setCall} />}
    </div>
  );
}

function Running({ call, changed }: { readonly call: TestCall; readonly changed: (call: TestCall) => void }) {
  // What the server knows of the wishes goes on changing after the last word was said.
  const { data } = useQuery({ ...testCallQuery(call.id), initialData: call });
  return (
    <div className={styles.sides}>
      <Talk call={call} changed={changed} />
      <Outcome wishes={data.wishes} />
    </div>
  );
}

function Clear() {
  const { t } = useTranslation('rehearsal');
  const errorText = useErrorText();
  const clearing = useMutation({
    mutationFn: clearTestCalls,
    onSuccess: ({ callbacks, appointments }) => toast(t('cleared', { callbacks, appointments })),
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  return <Button variant="subtle" color="gray" title={t('clearText')} leftSection={<Eraser size={15} aria-hidden />} loading={clearing.isPending} onClick={() => clearing.mutate()}>{t('clear')}</Button>;
}
