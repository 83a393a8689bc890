import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Doorway } from './doorway.tsx';
import { signInWithPassword } from './sign-in-with-password.ts';
import type { SignInOutcome } from './sign-in-with-password.ts';
import styles from './sign-in.module.css';

export function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  return <Doorway title={t('signIn.title')}><SignInWays onSignedIn={onSignedIn} /></Doorway>;
}

export function SignInWays({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <WithPassword onSignedIn={onSignedIn} />
      <p className={styles.or}><span>{t('signIn.or')}</span></p>
      <WithLink />
    </>
  );
}

function WithPassword({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  // a wrong code leaves the field for the code where it is
  const [asksForCode, setAsksForCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const next = await signInWithPassword({ email: String(form.get('email')), password: String(form.get('password')), code: form.get('code')?.toString() ?? null });
    setBusy(false);
    setOutcome(next);
    if (next === 'codeNeeded' || next === 'codeOver') setAsksForCode(next === 'codeNeeded');
    if (next === 'signedIn') onSignedIn();
  };
  const problem = outcome === null || outcome === 'signedIn' || outcome === 'codeNeeded' ? null : t(`signIn.${outcome}`);
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput name="email" type="email" label={t('signIn.email')} autoComplete="username" required withAsterisk={false} size="md" />
      <PasswordInput name="password" label={t('signIn.password')} autoComplete="current-password" required withAsterisk={false} size="md" />
      {asksForCode && <TextInput name="code" label={t('signIn.code')} description={t('signIn.codeNeeded')} autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} required withAsterisk={false} size="md" autoFocus />}
      {problem !== null && <p className={styles.problem} role="alert">{problem}</p>}
      <Button type="submit" size="md" loading={busy} fullWidth>{t('signIn.submit')}</Button>
      <a href="/reset-password" className={styles.quiet}>{t('signIn.forgotten')}</a>
    </form>
  );
}

function WithLink() {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('link')).trim();
    const token = /(?:[?&]token=)?(?<token>[\w-]{20,})$/.exec(given)?.groups?.['token'];
    if (token === undefined) setProblem(t('signIn.linkInvalid'));
    else location.assign(`/sign-in?token=${encodeURIComponent(token)}`);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput name="link" label={t('signIn.linkField')} description={t('signIn.linkHint')} autoComplete="off" required withAsterisk={false} error={problem} size="md" />
      <Button type="submit" size="md" variant="default" fullWidth>{t('signIn.linkSubmit')}</Button>
    </form>
  );
}
