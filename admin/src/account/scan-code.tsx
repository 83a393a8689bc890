import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { sendOutside } from '../api/client.ts';
import { useCodeProblem } from './use-code-problem.ts';
import styles from './account-page.module.css';

interface ScanCodeProps {
  readonly uri: string;
  readonly cancel: () => void;
  readonly proven: () => void;
}

/** To scan from another device, to open on this one, or to type; it counts once the app has shown a code that is right. */
export function ScanCode({ uri, cancel, proven }: ScanCodeProps) {
  const { t } = useTranslation(['account', 'frame']);
  const { mutate, isPending, error } = useMutation({ mutationFn: (code: string) => sendOutside('/api/auth/two-factor/verify-totp', { code }), onSuccess: proven });
  const problem = useCodeProblem(error);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    mutate(String(new FormData(event.currentTarget).get('code')));
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.scan}>
        <Squares text={uri} />
        <div className={styles.byHand}>
          <p>{t('factor.scan')}</p>
          <p><a href={uri}>{t('factor.openApp')}</a></p>
          <p className={styles.muted}>{t('factor.byHand')}</p>
          <code className={styles.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </div>
      </div>
      <div className={styles.form}>
        <TextInput className={styles.field} name="code" label={t('factor.code')} inputMode="numeric" autoComplete="one-time-code" required withAsterisk={false} minLength={6} />
        {problem !== null && <p className={styles.problem} role="alert">{problem}</p>}
      </div>
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>{t('factor.enable')}</Button>
        <Button variant="subtle" color="gray" onClick={cancel}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}

function Squares({ text }: { readonly text: string }) {
  const { t } = useTranslation('account');
  const { size, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { border: 1 });
    return { size: modules, path: data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
  }, [text]);
  return <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('factor.picture')} shapeRendering="crispEdges"><path d={path} fill="currentColor" /></svg>;
}
