import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Download, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { saveFile } from '../shell/save-file.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { Counts } from './counts.tsx';
import { ErasePerson } from './erase-person.tsx';
import type { Who } from './person-part.tsx';
import { Remains } from './remains.tsx';
import type { Erasure } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

interface FoundPersonProps {
  readonly who: Who;
  readonly found: Erasure;
  readonly searchFor: (text: string) => void;
}

export function FoundPerson({ who, found, searchFor }: FoundPersonProps) {
  const { t } = useTranslation('protection');
  const [erased, setErased] = useState<Erasure | null>(null);
  if (erased !== null) {
    return (
      <section className={styles.first} role="status">
        <h3 className={page.heading}>{t('erase.done')}</h3>
        <p className={page.intro}>{t('erase.doneText')}</p>
        <Counts counts={erased.counts} />
        <Remains remains={erased.remains} />
      </section>
    );
  }
  const besides = [...found.besides.numbers, ...found.besides.emails];
  return (
    <>
      <section className={styles.first}>
        <h3 className={page.heading}>{found.names.length === 0 ? t('person.unnamed') : found.names.join(', ')}</h3>
        <p className={page.intro}>{t('person.stored')}</p>
        <Counts counts={found.counts} />
        {besides.length > 0 && (
          <div className={styles.besides}>
            <p className={styles.hint}>{t('person.besides')}</p>
            <ul>{besides.map((one) => <li key={one}><Button size="xs" variant="default" leftSection={<Search size={14} aria-hidden />} onClick={() => searchFor(one)}>{one}</Button></li>)}</ul>
          </div>
        )}
      </section>
      <Disclose who={who} />
      <ErasePerson who={who} found={found} done={setErased} />
    </>
  );
}

function Disclose({ who }: { readonly who: Who }) {
  const { t } = useTranslation('protection');
  const errorText = useErrorText();
  const disclose = useMutation({
    mutationFn: () => send<unknown>('/privacy/export', who),
    onSuccess: (everything) => saveFile('auskunft.json', new Blob([JSON.stringify(everything, null, 2)], { type: 'application/json' })),
  });
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('disclose.title')}</h3>
      <p className={page.intro}>{t('disclose.text')}</p>
      <div><Button variant="default" leftSection={<Download size={16} aria-hidden />} loading={disclose.isPending} onClick={() => disclose.mutate()}>{t('disclose.download')}</Button></div>
      {disclose.error !== null && <p role="alert" className={page.problem}>{errorText(disclose.error)}</p>}
    </section>
  );
}
