import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import { useDraft } from './draft-store.ts';
import { TextField } from './fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';
import { useStoredReason } from './usual-reasons.ts';
import styles from './snooze-sheet.module.css';

/** Nobody will call, or it is open again after all: both want a reason, usual ones are one key away. */
export function ReasonSheet({ acting, kind }: SheetProps & { readonly kind: 'cancel' | 'reopen' }) {
  const { t } = useTranslation('acting');
  const { callback, hide, goOn, done } = acting;
  const words = kind === 'cancel' ? 'cancelFor' : 'reopenFor';
  const stored = useStoredReason(words);
  const usual: readonly string[] = t(`${words}.reasons`, { returnObjects: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const own = useDraft(`${callback.id} ${kind}`);
  const reason = own.text.trim() !== '' ? own.text.trim() : chosen === null ? null : stored(chosen);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(() => act(kind, { reason }), () => {
    own.clear();
    done(t(`done.${kind}`));
    if (kind === 'cancel') goOn();
    else hide();
  });
  return (
    <Sheet title={t(`${words}.title`)} hide={hide} problem={problem} submit={{ label: kind === 'cancel' ? t('next') : t('reopen'), act: save, busy, disabled: reason === null }}>
      <Choices legend={t(`${words}.title`)} legendHidden columns={2} value={own.text.trim() === '' ? chosen : null} choose={setChosen} options={usual.map((value) => ({ value, label: value }))} />
      <TextField label={t(`${words}.own`)} value={own.text} change={own.write} />
      <p className={styles.promise}>{t(`${words}.hint`)}</p>
    </Sheet>
  );
}
