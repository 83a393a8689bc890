import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, send } from '../api/client.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { hasSome } from './counts.tsx';
import { FoundPerson } from './found-person.tsx';
import { PartTitle } from './part-title.tsx';
import type { Erasure } from './shapes.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export type Who = { readonly email: string } | { readonly phone_number: string };

/** What is stored of one person: handed out to him, or erased. First it is shown what there is. */
export function PersonPart() {
  const { t } = useTranslation('protection');
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const look = useMutation({ mutationFn: (who: Who) => send<Erasure>('/privacy/erase', { ...who, dry_run: true }) });
  const search = (text: string): void => look.mutate(text.includes('@') ? { email: text.trim() } : { phone_number: text.trim() });
  const said = look.error instanceof ApiError && look.error.kind === 'invalid' ? t('person.unreadable') : look.error === null ? null : errorText(look.error);
  return (
    <div className={page.wide}>
      <PartTitle part="person" intro={t('person.intro')} />
      <form className={styles.search} role="search" onSubmit={(event) => { event.preventDefault(); search(typed); }}>
        <TextInput label={t('person.field')} required autoComplete="off" value={typed} error={said} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" loading={look.isPending} leftSection={<Search size={16} aria-hidden />}>{t('person.search')}</Button>
      </form>
      <div aria-live="polite">
        {look.data !== undefined && !hasSome(look.data.counts) && <p className={page.muted}>{t('person.nobody')}</p>}
      </div>
      {look.data !== undefined && hasSome(look.data.counts) && <FoundPerson key={look.submittedAt} who={look.variables} found={look.data} searchFor={(text) => { setTyped(text); search(text); }} />}
    </div>
  );
}
