import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestCall, TestCallFault } from '../api/shapes.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { FAULTS, startTestCall } from './queries.ts';
import styles from './start-form.module.css';

const EXAMPLE_NUMBER = '030 23125 999';

export function StartForm({ started }: { readonly started: (call: TestCall) => void }) {
  const { t } = useTranslation('rehearsal');
  const errorText = useErrorText();
  const [fault, setFault] = useState<TestCallFault>('none');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState(EXAMPLE_NUMBER);
  const [hidden, setHidden] = useState(false);
  const starting = useMutation({ mutationFn: startTestCall, onSuccess: started });
  const start = (): void => starting.mutate({ fault, customer_name: name.trim() === '' ? null : name.trim(), phone_number: hidden ? null : phone });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); start(); }}>
      <fieldset className={styles.faults}>
        <legend className={styles.legend}>{t('faultTitle')}</legend>
        {FAULTS.map((one) => (
          <label key={one} className={styles.fault} data-chosen={fault === one}>
            <input type="radio" name="fault" value={one} checked={fault === one} onChange={() => setFault(one)} />
            <span>
              <strong>{t(`fault.${one}.name`)}</strong>
              <span className={styles.text}>{t(`fault.${one}.text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.caller}>
        <legend className={styles.legend}>{t('caller')}</legend>
        <TextInput label={t('name')} description={t('nameHint')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('phone')} type="tel" value={phone} disabled={hidden} onChange={(event) => setPhone(event.currentTarget.value)} />
        <Checkbox label={t('hidden')} checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
        {starting.isError && <p role="alert" className={styles.problem}>{errorText(starting.error)}</p>}
        <Button type="submit" size="md" loading={starting.isPending} leftSection={<Phone size={16} aria-hidden />}>{t('start')}</Button>
      </fieldset>
    </form>
  );
}
