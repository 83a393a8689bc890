import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { signedOut } from '../api/signed-out.ts';
import styles from './outage-banner.module.css';

const SignInAgain = lazy(() => import('./sign-in-again.tsx').then(({ SignInAgain: component }) => ({ default: component })));

/** The page stays as it is, with all that is typed; what it shows grows old, and it says so. */
export function SessionEnded() {
  const { t } = useTranslation();
  const ended = useSyncExternalStore(signedOut.subscribe, signedOut.read);
  const [open, setOpen] = useState(false);
  if (!ended) return null;
  return (
    <div className={styles.banner} data-outage="session" role="alert">
      <KeyRound size={17} aria-hidden />
      <p><strong>{t('signIn.ended')}</strong> {t('signIn.endedNext')}</p>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>{t('signIn.again')}</Button>
      <Suspense>{open && <SignInAgain close={() => setOpen(false)} />}</Suspense>
    </div>
  );
}
