import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { UnsavedGuard } from './unsaved-guard.tsx';
import styles from './settings-page.module.css';

interface SaveBarProps {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly discard: () => void;
}

/** Nothing is saved by itself: hours that change while somebody types would be told to callers. */
export function SaveBar({ dirty, saving, error, discard }: SaveBarProps) {
  const { t } = useTranslation('settings');
  return (
    <div className={styles.saveBar} data-dirty={dirty}>
      <UnsavedGuard dirty={dirty && !saving} />
      <Button type="submit" loading={saving} disabled={!dirty}>{t('save')}</Button>
      {dirty && <Button variant="subtle" color="gray" disabled={saving} onClick={discard}>{t('discard')}</Button>}
      {error !== null && error !== undefined && <Refusal error={error} />}
    </div>
  );
}

export function Refusal({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const problem = error instanceof ApiError ? error.problem : null;
  if (problem?.code === 'SETTINGS_STALE') return <p role="alert" className={styles.problem}>{t('stale')}</p>;
  if (problem?.code !== 'SETTINGS_REFUSED') return <p role="alert" className={styles.problem}>{errorText(error)}</p>;
  const place = problem.detail.split(':')[0] ?? '';
  return (
    <div role="alert" className={styles.problem}>
      {t('refused', { place })}
      <details><summary>{t('technical')}</summary>{problem.detail}</details>
    </div>
  );
}
