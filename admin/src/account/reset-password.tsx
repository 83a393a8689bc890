import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, sendOutside } from '../api/client.ts';
import { Doorway } from '../shell/doorway.tsx';
import { useErrorText } from '../shell/use-error-text.ts';
import styles from '../shell/sign-in.module.css';

/** Without a token: asks for the link. With the one of the mail: takes a new password. */
export function ResetPassword() {
  const token = new URLSearchParams(location.search).get('token');
  return token === null ? <AskForLink /> : <ChoosePassword token={token} />;
}

function AskForLink() {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const ask = useMutation({ mutationFn: (email: string) => sendOutside('/api/auth/request-password-reset', { email }) });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    ask.mutate(String(new FormData(event.currentTarget).get('email')));
  };
  return (
    <Doorway title={t('reset.title')} text={ask.isSuccess ? t('reset.sent') : t('reset.text')}>
      {!ask.isSuccess && (
        <form className={styles.form} onSubmit={submit}>
          <TextInput name="email" type="email" label={t('reset.email')} autoComplete="username" required withAsterisk={false} size="md" />
          {ask.error !== null && <p className={styles.problem} role="alert">{errorText(ask.error)}</p>}
          <Button type="submit" size="md" fullWidth loading={ask.isPending}>{t('reset.send')}</Button>
        </form>
      )}
      <a href="/" className={styles.quiet}>{t('toSignIn')}</a>
    </Doorway>
  );
}

function ChoosePassword({ token }: { readonly token: string }) {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const change = useMutation({ mutationFn: (password: string) => sendOutside('/api/auth/reset-password', { token, new_password: password }) });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    change.mutate(String(new FormData(event.currentTarget).get('password')));
  };
  if (change.isSuccess) return <Doorway title={t('reset.chooseTitle')} text={t('reset.changed')}><a href="/">{t('toSignIn')}</a></Doorway>;
  const gone = change.error instanceof ApiError && ['invalid', 'not_found', 'forbidden', 'signed_out'].includes(change.error.kind);
  return (
    <Doorway title={t('reset.chooseTitle')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordInput name="password" label={t('newPassword')} description={t('passwordHint')} autoComplete="new-password" minLength={10} required withAsterisk={false} size="md" />
        {change.error !== null && <p className={styles.problem} role="alert">{gone ? t('reset.gone') : errorText(change.error)}</p>}
        <Button type="submit" size="md" fullWidth loading={change.isPending}>{t('reset.choose')}</Button>
      </form>
      {gone && <a href="/reset-password" className={styles.quiet}>{t('reset.again')}</a>}
    </Doorway>
  );
}
