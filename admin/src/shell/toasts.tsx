import { Check, TriangleAlert, Undo2, X } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { dismiss, toast, toastStore } from './toast-store.ts';
import type { Toast } from './toast-store.ts';
import { useErrorText } from './use-error-text.ts';
import { useKeys } from './use-keys.ts';
import styles from './toasts.module.css';

export function Toasts() {
  const { t } = useTranslation();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <section className={styles.toasts} aria-label={t('toast.region')} aria-live="polite">
      {toasts.map((shown, i) => <Shown key={shown.id} shown={shown} newest={i === toasts.length - 1} />)}
    </section>
  );
}

function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'offline' || error.kind === 'held' || error.kind === 'unavailable' || error.kind === 'broken');
}

function Shown({ shown, newest }: { readonly shown: Toast; readonly newest: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const Icon = shown.tone === 'done' ? Check : TriangleAlert;
  const undo = (): void => {
    if (shown.undo === undefined || busy) return;
    setBusy(true);
    shown.undo().then(
      () => {
        toast(t('toast.undone'));
        dismiss(shown.id);
      },
      (error: unknown) => {
        const { undo: again } = shown;
        // where only the way there failed it may still be taken back; the server does not do so twice
        toast(errorText(error), { tone: 'problem', ...(again !== undefined && mayPass(error) ? { undo: again } : {}) });
        dismiss(shown.id);
      },
    );
  };
  useKeys({ z: newest && shown.undo !== undefined ? undo : undefined });
  return (
    <div className={styles.toast} data-tone={shown.tone}>
      <Icon size={17} aria-hidden />
      <p>{shown.text}</p>
      {shown.undo !== undefined && (
        <button type="button" className={styles.undo} disabled={busy} onClick={undo}>
          <Undo2 size={15} aria-hidden />
          {t('toast.undo')}
          <kbd aria-hidden>Z</kbd>
        </button>
      )}
      <button type="button" className={styles.close} aria-label={t('toast.close')} onClick={() => dismiss(shown.id)}><X size={15} aria-hidden /></button>
    </div>
  );
}
