import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { PhoneOff, Unplug } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import type { TestCall } from '../api/shapes.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { endTestCall, say } from './queries.ts';
import { Spoken } from './spoken.tsx';
import styles from './talk.module.css';

export function Talk({ call, changed }: { readonly call: TestCall; readonly changed: (call: TestCall) => void }) {
  const { t } = useTranslation('rehearsal');
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const end = useRef<HTMLLIElement>(null);
  const saying = useMutation({ mutationFn: (words: string) => say(call.id, words), onSuccess: changed });
  const ending = useMutation({ mutationFn: (how: 'hang_up' | 'breaks_off') => endTestCall(call.id, how), onSuccess: changed });
  const busy = saying.isPending || ending.isPending;
  useEffect(() => {
    // newer browsers answer with a promise, which React would take for a cleanup
    void end.current?.scrollIntoView({ block: 'nearest' });
  }, [call.lines.length, saying.isPending]);
  const speak = (words: string): void => {
    if (words.trim() === '' || busy) return;
    setText('');
    saying.mutate(words);
  };
  return (
    <section className={styles.talk} aria-label={t('conversation')}>
      <ol className={styles.lines} aria-live="polite">
        {call.lines.map((line, i) => <Spoken key={i} line={line} />)}
        {saying.isPending && <Spoken line={{ who: 'caller', at: '', text: saying.variables, function: null }} />}
        {saying.isPending && <li className={styles.thinking}>{t('thinking')}</li>}
        <li ref={end} aria-hidden className={styles.end} />
      </ol>
      {(saying.error ?? ending.error) !== null && <p role="alert" className={styles.problem}>{errorText(saying.error ?? ending.error)}</p>}
      {call.over ? <p className={styles.over}>{t('over')}</p> : (
        <>
          <Suggestions say={speak} busy={busy} />
          <form className={styles.form} onSubmit={(event) => { event.preventDefault(); speak(text); }}>
            <TextInput className={styles.input} aria-label={t('input')} placeholder={t('placeholder')} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
            <Button type="submit" loading={saying.isPending}>{t('say')}</Button>
          </form>
          <div className={styles.ends}>
            <Button variant="default" size="xs" disabled={busy} leftSection={<PhoneOff size={14} aria-hidden />} onClick={() => ending.mutate('hang_up')}>{t('hangUp')}</Button>
            <Button variant="default" size="xs" disabled={busy} leftSection={<Unplug size={14} aria-hidden />} onClick={() => ending.mutate('breaks_off')}>{t('breakOff')}</Button>
          </div>
        </>
      )}
    </section>
  );
}

function Suggestions({ say: speak, busy }: { readonly say: (words: string) => void; readonly busy: boolean }) {
  const { t } = useTranslation('rehearsal');
  const { services } = useDirectory();
  const ideas = [t('suggest.book', { service: services[0]?.name ?? '' }), t('suggest.yes'), t('suggest.other'), t('suggest.callback')];
  return (
    <div className={styles.ideas} role="group" aria-label={t('suggestions')}>
      {ideas.map((idea) => <button key={idea} type="button" className={styles.idea} disabled={busy} onClick={() => speak(idea)}>{idea}</button>)}
    </div>
  );
}
