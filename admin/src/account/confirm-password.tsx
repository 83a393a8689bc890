import { Button, PasswordInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeProblem } from './use-code-problem.ts';
import styles from './account-page.module.css';

interface ConfirmPasswordProps {
  readonly confirm: (password: string) => Promise<void>;
  readonly cancel: () => void;
}

export function ConfirmPassword({ confirm, cancel }: ConfirmPasswordProps) {
  const { t } = useTranslation(['account', 'frame']);
  const { mutate, isPending, error } = useMutation({ mutationFn: confirm });
  const problem = useCodeProblem(error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    mutate(String(new FormData(event.currentTarget).get('password')));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput className={styles.field} name="password" label={t('factor.confirm')} autoComplete="current-password" required withAsterisk={false} autoFocus />
      {problem !== null && <p className={styles.problem} role="alert">{problem}</p>}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>{t('factor.goOn')}</Button>
        <Button variant="subtle" color="gray" onClick={cancel}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}
