import { useTranslation } from 'react-i18next';
import { useDirectory } from '../../api/directory.ts';
import type { SheetProps } from './acting.ts';
import { useDraft } from './draft-store.ts';
import { NoteField } from './fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';
import styles from './note-sheet.module.css';

const SUGGESTED_MAX = 6;

/** A note, and „@name“ with the names that it could become. */
export function NoteSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const { callback, hide, done } = acting;
  const { staff, me } = useDirectory();
  const note = useDraft(`${callback.id} note`);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(() => act('notes', { text: note.text }), () => {
    note.clear();
    done(t('done.notes'));
    hide();
  });
  const begun = /(?:^|\s)@(?<begin>[\p{L}\p{N}_.-]*)$/u.exec(note.text)?.groups?.['begin'];
  const names = begun === undefined ? [] : staff.filter(({ id, name }) => id !== me && name.toLowerCase().startsWith(begun.toLowerCase()) && name.toLowerCase() !== begun.toLowerCase()).slice(0, SUGGESTED_MAX);
  const mention = (name: string): void => note.write(`${note.text.slice(0, note.text.length - (begun?.length ?? 0))}${name} `);
  return (
    <Sheet title={t('noteText.title')} hide={hide} problem={problem} submit={{ label: t('save'), act: save, busy, disabled: note.text.trim() === '' }}>
      <NoteField label={t('noteText.text')} placeholder={t('noteText.placeholder')} value={note.text} change={note.write} focus />
      {names.length > 0 && (
        <div className={styles.names} role="group" aria-label={t('noteText.mention')}>
          {names.map(({ id, name }) => <button key={id} type="button" className={styles.name} onClick={() => mention(name)}>@{name}</button>)}
        </div>
      )}
    </Sheet>
  );
}
