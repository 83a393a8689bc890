import { Button, PasswordInput, Radio, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from './setup-page.module.css';

/** Whoever came by the sign-in link of the server has no account; without one the next visit needs the server's console again. */
export function OwnAccount() {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const { operator, company } = useSession();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [everywhere, setEverywhere] = useState(operator);
  const making = useMutation({ mutationFn: () => send('/people/account', { name, email, password, operator: everywhere }) });
  if (making.isSuccess) return <p className={styles.good} role="status"><CircleCheck size={17} aria-hidden />{t('account.made', { email })}</p>;
  const taken = making.error instanceof ApiError && making.error.problem?.code === 'ALREADY_THERE';
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); making.mutate(); }}>
      <div>
        <h3 className={styles.legend}>{t('account.title')}</h3>
        <p className={styles.hint}>{t('account.text')}</p>
      </div>
      <div className={styles.pair}>
        <TextInput label={t('account.name')} autoComplete="name" required withAsterisk={false} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('account.email')} type="email" autoComplete="username" required withAsterisk={false} value={email} error={taken ? t('account.taken') : undefined} onChange={(event) => { setEmail(event.currentTarget.value); making.reset(); }} />
      </div>
      <PasswordInput label={t('account.password')} description={t('account.passwordHint')} autoComplete="new-password" required withAsterisk={false} minLength={10} maxLength={128} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      {operator && (
        <Radio.Group label={t('account.for')} value={everywhere ? 'all' : 'one'} onChange={(value) => setEverywhere(value === 'all')}>
          <div className={styles.radios}>
            <Radio value="all" label={t('account.all')} />
            <Radio value="one" label={t('account.one', { company: company.name })} />
          </div>
        </Radio.Group>
      )}
      {making.error !== null && !taken && <p role="alert" className={styles.problem}>{errorText(making.error)}</p>}
      <div><Button type="submit" loading={making.isPending}>{t('account.make')}</Button></div>
    </form>
  );
}
