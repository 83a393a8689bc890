import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, send } from '../api/client.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import type { words } from '../words/de/protection.ts';
import { useSay } from '../words/say.ts';
import type { Who } from './person-part.tsx';
import { Remains } from './remains.tsx';
import type { Erasure } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

type Why = keyof (typeof words)['erase']['why'];
const WORDS = new Set(['LÖSCHEN', 'DELETE']);

interface ErasePersonProps {
  readonly who: Who;
  readonly found: Erasure;
  readonly done: (erased: Erasure) => void;
}

/** It cannot be taken back: each appointment to come is confirmed by itself, and the word is typed. */
export function ErasePerson({ who, found, done }: ErasePersonProps) {
  const { t, i18n } = useTranslation('protection');
  const say = useSay();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [word, setWord] = useState('');
  const erase = useMutation({
    mutationFn: () => send<Erasure>('/privacy/erase', { ...who, confirm: word, appointments: confirmed }),
    onSuccess: (erased) => {
      done(erased);
      void queries.invalidateQueries();
    },
  });
  const whyWords = (why: string): string => t(`erase.why.${(i18n.exists(`protection:erase.why.${why}`) ? why : 'held') as Why}`);
  const refusal = erase.error instanceof ApiError && erase.error.problem?.code === 'ERASURE_BLOCKED' ? whyWords(erase.error.problem.why ?? '') : erase.error === null ? null : errorText(erase.error);
  const ready = WORDS.has(word.trim().normalize('NFC')) && found.appointments.every(({ id }) => confirmed.includes(id));
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('erase.title')}</h3>
      <p className={page.intro}>{t('erase.text')}</p>
      <Remains remains={found.remains} />
      {found.obstacle !== null && <p className={styles.calm}>{whyWords(found.obstacle.why)}</p>}
      {found.obstacle === null && (
        <form className={page.form} onSubmit={(event) => { event.preventDefault(); if (ready) erase.mutate(); }}>
          {found.appointments.length > 0 && (
            <fieldset className={styles.checks}>
              <legend>{t('erase.appointments')}</legend>
              <p className={styles.hint}>{t('erase.appointmentsHint')}</p>
              <div className={styles.checkGrid}>{found.appointments.map(({ id, start }) => <Checkbox key={id} label={say.fullMoment(start)} checked={confirmed.includes(id)} onChange={(event) => setConfirmed(event.currentTarget.checked ? [...confirmed, id] : confirmed.filter((one) => one !== id))} />)}</div>
            </fieldset>
          )}
          <TextInput label={t('erase.word')} description={t('erase.wordHint')} autoComplete="off" value={word} onChange={(event) => setWord(event.currentTarget.value)} />
          <div><Button type="submit" color="red" disabled={!ready} loading={erase.isPending}>{t('erase.act')}</Button></div>
          {refusal !== null && <p role="alert" className={page.problem}>{refusal}</p>}
        </form>
      )}
    </section>
  );
}
