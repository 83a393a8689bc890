import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/** What was typed is not lost by a press on the menu; closing the tab is asked about by the browser itself. */
export function UnsavedGuard({ dirty }: { readonly dirty: boolean }) {
  const { t } = useTranslation('settings');
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, disabled: !dirty, withResolver: true });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={t('unsaved.title')} closeButtonProps={{ 'aria-label': t('cancel') }} size="sm">
      <p>{t('unsaved.text')}</p>
      <div className={styles.answers}>
        <Button data-autofocus onClick={() => reset?.()}>{t('unsaved.stay')}</Button>
        <Button variant="default" onClick={() => proceed?.()}>{t('unsaved.leave')}</Button>
      </div>
    </Modal>
  );
}
