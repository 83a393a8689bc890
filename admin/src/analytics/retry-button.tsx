import { Button } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorGroup } from '../api/shapes.ts';

const RetryDialog = lazy(() => import('./retry-dialog.tsx').then(({ RetryDialog: component }) => ({ default: component })));

/** Where callbacks of that error are open. */
export function RetryButton({ group }: { readonly group: ErrorGroup }) {
  const { t } = useTranslation('analytics');
  const [open, setOpen] = useState(false);
  // the last one that is booked closes its callback: what came of it is to be read all the same
  if (group.open === 0 && !open) return null;
  return (
    <>
      <Button size="xs" leftSection={<RefreshCw size={14} aria-hidden />} onClick={() => setOpen(true)}>{t('retry.open')}</Button>
      <Suspense>{open && <RetryDialog fingerprint={group.fingerprint} close={() => setOpen(false)} />}</Suspense>
    </>
  );
}
