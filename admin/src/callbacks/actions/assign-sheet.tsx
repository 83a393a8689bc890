import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../../api/directory.ts';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import type { Choice } from './choices.tsx';
import { TextField } from './fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';

/** From so many on one looks for a name rather than at a list. */
const SEARCH_FROM = 8;
const NOBODY = '';

export function AssignSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const { callback, hide, done } = acting;
  const { staff, me } = useDirectory();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(
    () => act('assign', { staff: chosen === NOBODY ? null : chosen }),
    () => {
      done(chosen === NOBODY ? t('done.unassign') : t('done.assign', { what: staff.find(({ id }) => id === chosen)?.name ?? '' }));
      hide();
    },
  );
  const inBranch = staff.filter(({ branch_ids: branches }) => callback.branch === null || branches.length === 0 || branches.includes(callback.branch.id));
  const others = staff.filter((member) => !inBranch.includes(member));
  const options: readonly Choice<string>[] = [
    ...(me === null ? [] : [{ value: me, label: t('assignTo.me'), hint: hintFor(me) }]),
    ...[...inBranch, ...others].filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name, hint: hintFor(id) })),
    { value: NOBODY, label: t('assignTo.nobody'), hint: callback.assigned_to === null ? t('assignTo.now') : undefined },
  ].filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
  function hintFor(id: string): string | undefined {
    return id === callback.assigned_to ? t('assignTo.now') : undefined;
  }
  return (
    <Sheet title={t('assignTo.title')} hide={hide} problem={problem} submit={{ label: t('save'), act: save, busy, disabled: chosen === null }}>
      {staff.length >= SEARCH_FROM && <TextField label={t('assignTo.search')} value={words} change={setWords} focus />}
      <Choices legend={t('assignTo.title')} legendHidden columns={2} value={chosen} choose={setChosen} options={options} />
      {options.length === 0 && <p role="status">{t('assignTo.empty')}</p>}
    </Sheet>
  );
}
