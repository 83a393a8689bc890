import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { words as german } from '../../words/de/acting.ts';
import { toast } from '../../shell/toast-store.ts';
import type { Acting } from '../actions/acting.ts';
import { useProblemText } from '../actions/use-problem-text.ts';
import { useSend } from '../actions/use-send.ts';
import styles from './section.module.css';
import own from './may-be-settled.module.css';

/** The machine believes that the customer has helped himself, and is not sure enough to close it: a person says so. */
export function MayBeSettled({ acting, may }: { readonly acting: Acting; readonly may: boolean }) {
  const { t } = useTranslation('acting');
  const { callback, done, goOn } = acting;
  const act = useSend(callback.id);
  const problemText = useProblemText();
  const hint = callback.completed_at === null ? callback.timeline.findLast(({ kind }) => kind === 'may_be_settled') : undefined;
  const { deed, appointmentId } = proofIn(hint?.detail['proof']);
  const booked = deed === 'booked';
  const { mutate, isPending } = useMutation({
    mutationFn: () => act('complete', { resolution: booked ? 'appointment_booked' : 'solved_otherwise', ...(booked && appointmentId !== null ? { appointment_id: appointmentId } : {}) }),
    onSuccess: () => {
      done(t('done.complete', { what: t(booked ? 'resolution.appointment_booked' : 'resolution.solved_otherwise') }));
      goOn();
    },
    onError: (error) => toast(problemText(error), { tone: 'problem' }),
  });
  if (hint === undefined) return null;
  return (
    <section className={own.hint} aria-label={t('settled.title')}>
      <h3 className={styles.title}>{t('settled.title')}</h3>
      <p>{t(`settled.deed.${deed}`)} {t('settled.look')}</p>
      {may && <Button variant="default" leftSection={<Check size={15} aria-hidden />} loading={isPending} onClick={() => mutate()}>{t('settled.confirm')}</Button>}
    </section>
  );
}

type Deed = keyof typeof german.settled.deed;

function proofIn(proof: unknown): { readonly deed: Deed; readonly appointmentId: string | null } {
  const { deed, appointment_id: appointmentId } = (typeof proof === 'object' && proof !== null ? proof : {}) as { readonly deed?: unknown; readonly appointment_id?: unknown };
  return { deed: typeof deed === 'string' && deed in german.settled.deed ? (deed as Deed) : 'other', appointmentId: typeof appointmentId === 'string' ? appointmentId : null };
}
