import { useQuery } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptOutcome } from '../../api/shapes.ts';
import { phoneWords } from '../phone-words.ts';
import type { SheetProps } from './acting.ts';
import { Choices } from './choices.tsx';
import { untoldCalls, useDraft } from './draft-store.ts';
import { NoteField } from './fields.tsx';
import { NextAttemptField, PROPOSED } from './next-attempt-field.tsx';
import type { NextAt } from './next-attempt-field.tsx';
import { nextAttemptQuery } from './queries.ts';
import { ResolutionFields, useResolution } from './resolution-fields.tsx';
import { Sheet } from './sheet.tsx';
import { useSave } from './use-save.ts';
import { useSend } from './use-send.ts';
import styles from './outcome-sheet.module.css';

const OUTCOMES: readonly AttemptOutcome[] = ['reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'not_in_service', 'wrong_person', 'call_later'];

/** How the call ended, then what comes of it: two keys where nobody picked up. */
export function OutcomeSheet({ acting }: SheetProps) {
  const [reached, setReached] = useState(untoldCalls.has(acting.callback.id));
  return reached ? <Reached acting={acting} back={() => setReached(false)} /> : <Ended acting={acting} reached={() => setReached(true)} />;
}

function Ended({ acting, reached }: SheetProps & { readonly reached: () => void }) {
  const { t } = useTranslation('acting');
  const { callback, hide, goOn, done } = acting;
  const [outcome, setOutcome] = useState<AttemptOutcome | null>(null);
  const [nextAt, setNextAt] = useState<NextAt>(PROPOSED);
  const note = useDraft(`${callback.id} attempt`);
  const act = useSend(callback.id);
  const { save, busy, problem } = useSave(
    () => act('attempts', { outcome, note: note.text, ...(nextAt === PROPOSED ? {} : { next_attempt_at: nextAt }) }),
    () => {
      untoldCalls.delete(callback.id);
      note.clear();
      done(t('done.attempts', { what: outcome === null ? '' : t(`outcome.${outcome}`) }));
      // until the next attempt somebody else may have it; if this gets lost, the claim runs out by itself
      act('release').catch((error: unknown) => console.warn('the claim was not given back, it runs out', error));
      goOn();
    },
  );
  return (
    <Sheet title={t('outcome.title')} hide={hide} problem={problem} submit={outcome === null ? null : { label: outcome === 'reached' ? t('goOn') : t('next'), act: outcome === 'reached' ? reached : save, busy, disabled: nextAt === null, hint: t('nextHint') }}>
      <Dialled acting={acting} />
      <Choices legend={t('outcome.title')} legendHidden columns={2} value={outcome} choose={(value) => { setOutcome(value); setNextAt(PROPOSED); }} decide={(value) => value === 'reached' && reached()} options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
      {outcome === 'voicemail' && <VoicemailHint callbackId={callback.id} />}
      {outcome !== null && outcome !== 'reached' && <NextAttemptField key={outcome} callbackId={callback.id} outcome={outcome} change={setNextAt} />}
      <NoteField label={t('outcome.note')} placeholder={t('outcome.notePlaceholder')} value={note.text} change={note.write} />
    </Sheet>
  );
}

function Reached({ acting, back }: SheetProps & { readonly back: () => void }) {
  const { t } = useTranslation('acting');
  const { callback, hide, goOn, done, show } = acting;
  const note = useDraft(`${callback.id} attempt`);
  const chosen = useResolution();
  const act = useSend(callback.id);
  const { resolution } = chosen;
  const { save, busy, problem } = useSave(
    async () => {
      untoldCalls.add(callback.id);
      const attempt = { outcome: 'reached', note: note.text };
      // together: one press, so that one undo takes back both
      await (resolution === 'book' || resolution === 'open' ? act('attempts', attempt) : act('complete', { resolution, notes: note.text, attempt }));
    },
    () => {
      untoldCalls.delete(callback.id);
      note.clear();
      if (resolution === 'book') return show('manual');
      done(resolution === 'open' || resolution === null ? t('done.attempts', { what: t('outcome.reached') }) : t('done.complete', { what: t(`resolution.${resolution}`) }));
      goOn();
    },
  );
  const aside = <button type="button" className={styles.back} onClick={back}>{t('back')}</button>;
  return (
    <Sheet title={t('resolution.title')} hide={hide} problem={problem} aside={aside} submit={{ label: resolution === 'book' ? t('goOn') : t('next'), act: save, busy, disabled: resolution === null }}>
      <ResolutionFields chosen={chosen} callback={callback} reached note={note} />
    </Sheet>
  );
}

function Dialled({ acting: { callback } }: SheetProps) {
  const { t } = useTranslation('acting');
  const { phone_number: number } = callback;
  if (number === null) return null;
  return (
    <p className={styles.dialled}>
      <Phone size={15} aria-hidden />
      <span>{t('outcome.dialled', { number: phoneWords(number) })}</span>
      <a href={`tel:${number}`}>{t('outcome.dialAgain')}</a>
    </p>
  );
}

function VoicemailHint({ callbackId }: { readonly callbackId: string }) {
  const { t } = useTranslation('acting');
  const { data } = useQuery(nextAttemptQuery(callbackId, 'voicemail'));
  return <p className={styles.hint}>{t(`outcome.voicemailHint.${data?.voicemail_permission ?? 'unknown'}`)}</p>;
}
