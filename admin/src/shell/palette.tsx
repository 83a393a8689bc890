import { Modal } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Bookmark, Search } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebouncedValue } from '@mantine/hooks';
import { findCallbacksQuery, viewsQuery } from '../callbacks/queries.ts';
import { shownViews } from '../callbacks/use-saved-views.ts';
import { useWishLine } from '../callbacks/use-wish-line.ts';
import { AREAS } from './areas.ts';
import { commandStore } from './command-store.ts';
import { usePaletteCommands } from './use-palette-commands.tsx';
import styles from './palette.module.css';

export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint?: string;
  readonly act: () => void;
}

/** Ctrl+K: pages, commands and callbacks by name or number, with arrows and Enter. */
export function Palette({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(words.trim());
  const chosen = Math.min(at, entries.length - 1);
  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    close();
    entry.act();
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((chosen + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') run(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={close} withCloseButton={false} padding={0} size="lg" yOffset="12dvh" centered={false} aria-label={t('shell.palette')}>
      <div className={styles.field}>
        <Search size={18} aria-hidden />
        <input
          className={styles.input} data-autofocus value={words} placeholder={t('palette.placeholder')} aria-label={t('shell.palette')}
          role="combobox" aria-expanded aria-controls="palette" aria-activedescendant={entries[chosen] === undefined ? undefined : `palette-${entries[chosen].id}`}
          onChange={(event) => { setWords(event.currentTarget.value); setAt(0); }} onKeyDown={press}
        />
      </div>
      <div id="palette" role="listbox" aria-label={t('shell.palette')} className={styles.list}>
        {entries.map((entry, i) => (
          <div key={entry.id} role="presentation">
            {entry.group !== entries[i - 1]?.group && <p className={styles.group} role="presentation">{entry.group}</p>}
            <div id={`palette-${entry.id}`} role="option" aria-selected={i === chosen} tabIndex={-1} className={styles.entry} ref={i === chosen ? intoView : undefined} onMouseMove={() => setAt(i)} onClick={() => run(entry)} onKeyDown={press}>
              {entry.icon}
              <span className={styles.title}>{entry.title}</span>
              {entry.hint !== undefined && <span className={styles.hint}>{entry.hint}</span>}
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className={styles.nothing} role="status">{t('palette.nothing')}</p>}
    </Modal>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useEntries(words: string): readonly Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(words, 150);
  const wishLine = useWishLine();
  const { data: found } = useQuery({ ...findCallbacksQuery(settled), enabled: settled.length > 1, placeholderData: keepPreviousData });
  const matches = (title: string): boolean => words === '' || title.toLowerCase().includes(words.toLowerCase());
  const callbacks: Entry[] = words.length < 2 ? [] : (found?.items ?? []).map((callback) => ({
    id: callback.id, group: t('palette.callbacks'), icon: <Search size={16} aria-hidden />,
    title: callback.customer_name ?? callback.phone_number ?? callback.phone_raw ?? '–', hint: wishLine(callback),
    act: () => void navigate({ to: '/callbacks/$id', params: { id: callback.id } }),
  }));
  const areas: Entry[] = AREAS.map(({ name, to, icon: Icon }) => ({ id: name, group: t('palette.go'), icon: <Icon size={16} aria-hidden />, title: t(`area.${name}`), act: () => void navigate({ to }) }));
  const { data: kept } = useQuery(viewsQuery);
  const views: Entry[] = shownViews(kept).map(({ id, name, search }) => ({ id, group: t('palette.views'), icon: <Bookmark size={16} aria-hidden />, title: name, act: () => void navigate({ to: '/callbacks', search }) }));
  const offered = useSyncExternalStore(commandStore.subscribe, commandStore.read);
  return [...callbacks, ...[...offered, ...views, ...areas, ...usePaletteCommands()].filter(({ title }) => matches(title))];
}
