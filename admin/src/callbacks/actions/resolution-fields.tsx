import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../api/shapes.ts';
import { Choices } from './choices.tsx';
import { NoteField } from './fields.tsx';
import type { useDraft } from './draft-store.ts';

const CLOSING = ['answered', 'no_longer_needed', 'solved_otherwise', 'appointment_booked', 'duplicate', 'other'] as const;
/** `book`: first the appointment, which then closes it. `open`: reached, but not the end of it. */
export type Resolution = (typeof CLOSING)[number] | 'book' | 'open';

interface Chosen {
  readonly resolution: Resolution | null;
  readonly choose: (resolution: Resolution) => void;
}

export function useResolution(): Chosen {
  const [resolution, choose] = useState<Resolution | null>(null);
  return { resolution, choose };
}

interface ResolutionFieldsProps {
  readonly chosen: Chosen;
  readonly callback: Callback;
  /** Asked right after the call: then it may as well stay open, or become an appointment. */
  readonly reached: boolean;
  readonly note: ReturnType<typeof useDraft>;
}

export function ResolutionFields({ chosen, callback, reached, note }: ResolutionFieldsProps) {
  const { t } = useTranslation('acting');
  const options: readonly Resolution[] = [...(callback.appointment_id === null ? ['book' as const] : []), ...CLOSING, ...(reached ? ['open' as const] : [])];
  return (
    <>
      <Choices legend={t('resolution.title')} legendHidden columns={2} value={chosen.resolution} choose={chosen.choose} options={options.map((value) => ({ value, label: t(`resolution.${value}`) }))} />
      <NoteField label={t('resolution.notes')} placeholder={t('outcome.notePlaceholder')} value={note.text} change={note.write} />
    </>
  );
}
