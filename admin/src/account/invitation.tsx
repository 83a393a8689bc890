import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { get, sendOutside } from '../api/client.ts';
import { Doorway } from '../shell/doorway.tsx';
import { LoadingNotice } from '../shell/notices.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from '../shell/sign-in.module.css';

interface Shown {
  readonly company: string;
  readonly email: string;
  readonly account_exists: boolean;
}

/** Behind the link of an invitation: makes the account where there is none, and goes in. */
export function Invitation() {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const token = new URLSearchParams(location.search).get('token') ?? '';
  const { data: shown, error } = useQuery({ queryKey: ['invitation', token], queryFn: () => get<Shown>('/people/accept-invitation', { token }), retry: false });
  const accept = useMutation({
    mutationFn: (given: { name?: string; password: string }) => sendOutside('/api/v1/people/accept-invitation', { token, ...given }),
    onSuccess: () => location.assign('/'),
  });
  if (error !== null) return <Doorway title={t('invitation.gone')} text={t('invitation.goneText')}><a href="/">{t('toSignIn')}</a></Doorway>;
  if (shown === undefined) return <LoadingNotice />;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    accept.mutate({ ...(shown.account_exists ? {} : { name: String(form.get('name')) }), password: String(form.get('password')) });
  };
  return (
    <Doorway title={t('invitation.title', { company: shown.company })} text={t(shown.account_exists ? 'invitation.existing' : 'invitation.text', { email: shown.email })}>
      <form className={styles.form} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={shown.email} />
        {!shown.account_exists && <TextInput name="name" label={t('invitation.name')} autoComplete="name" required withAsterisk={false} maxLength={100} size="md" />}
        <PasswordInput
          name="password" label={t('password')} description={shown.account_exists ? undefined : t('passwordHint')} autoComplete={shown.account_exists ? 'current-password' : 'new-password'}
          minLength={shown.account_exists ? 1 : 10} required withAsterisk={false} size="md"
        />
        {accept.error !== null && <p className={styles.problem} role="alert">{errorText(accept.error)}</p>}
        <Button type="submit" size="md" fullWidth loading={accept.isPending}>{t('invitation.accept')}</Button>
      </form>
    </Doorway>
  );
}
