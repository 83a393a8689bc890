import { useTranslation } from 'react-i18next';
import type { SheetProps } from './acting.ts';
import { untoldCalls, useDraft } from './draft-store.ts';
import { ResolutionFields, useResolution } from './resolution-fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';

export function CompleteSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const { callback, hide, goOn, done, show } = acting;
  const chosen = useResolution();
  const { resolution } = chosen;
  const note = useDraft(`${callback.id} complete`);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(
    () => act('complete', { resolution, notes: note.text, ...(untoldCalls.has(callback.id) ? { attempt: { outcome: 'reached' } } : {}) }),
    () => {
      untoldCalls.delete(callback.id);
      note.clear();
      done(t('done.complete', { what: resolution === null ? '' : t(`resolution.${resolution}`) }));
      goOn();
    },
  );
  const submit = resolution === 'book'
    ? { label: t('goOn'), act: () => show('manual'), busy: false }
    : { label: t('next'), act: save, busy, disabled: resolution === null, hint: t('nextHint') };
  return (
    <Sheet title={t('resolution.title')} hide={hide} problem={problem} submit={submit}>
      <ResolutionFields chosen={chosen} callback={callback} reached={false} note={note} />
    </Sheet>
  );
}
