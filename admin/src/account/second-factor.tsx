// The second step of signing in: a code of an app besides the password. Each change asks for the password, because a page
// that was left open must not be enough.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendOutside } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { toast } from '../shell/toast-store.ts';
import { BackupCodes } from './backup-codes.tsx';
import { ConfirmPassword } from './confirm-password.tsx';
import { ScanCode } from './scan-code.tsx';
import styles from './account-page.module.css';

type Change = 'enable' | 'disable' | 'backup-codes';

interface Begun {
  readonly totp_uri: string;
  readonly backup_codes: readonly string[];
}

type Step =
  | { readonly kind: 'rest' }
  | { readonly kind: 'password'; readonly change: Change }
  | { readonly kind: 'scan'; readonly begun: Begun }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

const REST: Step = { kind: 'rest' };

export function SecondFactor({ on }: { readonly on: boolean }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [step, setStep] = useState<Step>(REST);
  const refresh = async (): Promise<void> => await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const confirmed = async (change: Change, password: string): Promise<void> => {
    const answer = await sendOutside<Begun>(`/api/auth/two-factor/${change}`, { password });
    if (change === 'enable') return setStep({ kind: 'scan', begun: answer });
    if (change === 'backup-codes') return setStep({ kind: 'codes', codes: answer.backup_codes });
    await refresh();
    setStep(REST);
    toast(t('factor.isOff'));
  };
  return (
    <section aria-label={t('factor.title')}>
      <h2 className={styles.heading}>{t('factor.title')}</h2>
      <p className={styles.muted}>{on ? t('factor.on') : t('factor.off')}</p>
      {step.kind === 'rest' && (
        <div className={styles.buttons}>
          {!on && <Button leftSection={<ShieldCheck size={16} aria-hidden />} onClick={() => setStep({ kind: 'password', change: 'enable' })}>{t('factor.enable')}</Button>}
          {on && <Button variant="default" onClick={() => setStep({ kind: 'password', change: 'backup-codes' })}>{t('factor.newCodes')}</Button>}
          {on && <Button variant="default" onClick={() => setStep({ kind: 'password', change: 'disable' })}>{t('factor.disable')}</Button>}
        </div>
      )}
      {step.kind === 'password' && <ConfirmPassword confirm={(password) => confirmed(step.change, password)} cancel={() => setStep(REST)} />}
      {step.kind === 'scan' && (
        <ScanCode uri={step.begun.totp_uri} cancel={() => setStep(REST)} proven={() => {
          setStep({ kind: 'codes', codes: step.begun.backup_codes });
          void refresh();
        }} />
      )}
      {step.kind === 'codes' && <BackupCodes codes={step.codes} done={() => setStep(REST)} />}
    </section>
  );
}
