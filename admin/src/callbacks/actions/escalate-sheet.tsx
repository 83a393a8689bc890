import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../../api/directory.ts';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import { useDraft } from './draft-store.ts';
import { NoteField, SelectField } from './fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';

const REASONS = ['customer_complaint', 'urgent_request', 'complex_case', 'technical_issue', 'no_answer', 'other'] as const;
const LEVELS = ['manager', 'owner', 'operator'] as const;

export function EscalateSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const { callback, hide, done } = acting;
  const { staff, me } = useDirectory();
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
  const [to, setTo] = useState('');
  const note = useDraft(`${callback.id} escalate`);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(() => act('escalate', { reason, note: note.text, ...(to === '' ? {} : { to }) }), () => {
    note.clear();
    done(t('done.escalate'));
    hide();
  });
  const people = [
    { value: '', label: t('escalateTo.chain') },
    ...LEVELS.map((level) => ({ value: level, label: t(`escalateTo.${level}`) })),
    ...staff.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Sheet title={t('escalateTo.title')} hide={hide} problem={problem} submit={{ label: t('escalate'), act: save, busy, disabled: reason === null }}>
      <Choices legend={t('escalateTo.why')} columns={2} value={reason} choose={setReason} options={REASONS.map((value) => ({ value, label: t(`escalateTo.${value}`) }))} />
      <SelectField label={t('escalateTo.to')} value={to} change={setTo} options={people} />
      <NoteField label={t('escalateTo.note')} value={note.text} change={note.write} />
    </Sheet>
  );
}
