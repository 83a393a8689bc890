import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

interface ConfirmButtonProps {
  /** What it does, as the button says it. */
  readonly label: string;
  /** What it is about, where several such buttons stand below each other. */
  readonly about?: string;
  readonly question: string;
  readonly sure: string;
  readonly act: () => void;
  readonly busy?: boolean;
  /** Alone on its line. */
  readonly alone?: boolean;
}

/** Asks where it stands: a dialog would cover what is meant. */
export function ConfirmButton({ label, about, question, sure, act, busy = false, alone = false }: ConfirmButtonProps) {
  const { t } = useTranslation('settings');
  const [asking, setAsking] = useState(false);
  const place = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  // each of them goes with the press on it, and the keyboard must not be nowhere
  useEffect(() => {
    if (asking || asked.current) place.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) return <Button ref={place} {...(alone ? { variant: 'default' } : { variant: 'subtle', color: 'gray', size: 'xs' })} loading={busy} {...(about === undefined ? {} : { 'aria-label': `${about}: ${label}` })} onClick={() => setAsking(true)}>{label}</Button>;
  return (
    <span className={styles.confirm} role="group" aria-label={question}>
      <span>{question}</span>
      <Button ref={place} size="xs" color="red" variant="light" loading={busy} onClick={() => { setAsking(false); act(); }}>{sure}</Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => setAsking(false)}>{t('cancel')}</Button>
    </span>
  );
}
