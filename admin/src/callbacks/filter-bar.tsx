import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { facetsQuery } from './queries.ts';
import type { Filters } from './queries.ts';
import { FILTER_NAMES, hasFilters } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { PeriodPicker } from './period-picker.tsx';
import { Picker } from './picker.tsx';
import picker from './picker.module.css';
import { SavedViews } from './saved-views.tsx';
import { useFilterOptions } from './use-filter-options.tsx';
import styles from './filter-bar.module.css';

interface FilterBarProps {
  readonly search: InboxSearch;
  readonly change: (next: Partial<InboxSearch>) => void;
  readonly filters: Filters;
}

/** One line: free text, and a compact picker for each filter, with counts. */
export function FilterBar({ search, change, filters }: FilterBarProps) {
  const { t } = useTranslation('callbacks');
  const { data } = useQuery({ ...facetsQuery(filters), placeholderData: (before) => before });
  const options = useFilterOptions(data);
  const [shown, setShown] = useState(false);
  const active = [...FILTER_NAMES, 'error_group' as const, 'from' as const].filter((name) => search[name] !== undefined).length;
  return (
    <div className={styles.bar} role="search" aria-label={t('filter.label')} data-shown={shown}>
      <SearchField key={search.q === undefined ? 'empty' : 'given'} value={search.q ?? ''} change={(q) => change({ q: q === '' ? undefined : q })} />
      <button type="button" className={styles.toggle} aria-expanded={shown} onClick={() => setShown(!shown)}>
        <SlidersHorizontal size={16} aria-hidden />
        {active === 0 ? t('filter.label') : `${t('filter.label')}: ${active}`}
      </button>
      <div className={styles.pickers}>
        {FILTER_NAMES.filter((name) => name !== 'category' || options.category.length > 1 || search.category !== undefined).map((name) => (
          <Picker key={name} label={t(`filter.${name}`)} options={options[name]} value={search[name]?.split(',') ?? []} change={(values) => change({ [name]: values.length === 0 ? undefined : values.join(',') })} />
        ))}
        {search.error_group !== undefined && (
          <button type="button" className={picker.picker} data-active="true" aria-label={t('filter.sameErrorOff')} title={t('filter.sameErrorOff')} onClick={() => change({ error_group: undefined })}>{t('filter.sameError')}<X size={13} aria-hidden /></button>
        )}
        <PeriodPicker search={search} change={change} />
        <SavedViews search={search} change={change} />
        {hasFilters(search) && (
          <button type="button" className={styles.clear} onClick={() => change({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])), error_group: undefined, from: undefined, to: undefined, q: undefined })}>{t('filter.clear')}</button>
        )}
      </div>
    </div>
  );
}

/** What is typed is asked for once the fingers rest. */
const REST_MS = 250;

function SearchField({ value, change }: { readonly value: string; readonly change: (q: string) => void }) {
  const { t } = useTranslation('callbacks');
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => change(typed.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, value, change]);
  return (
    <label className={styles.search}>
      <Search size={15} aria-hidden />
      <input
        data-inbox-search value={typed} placeholder={t('filter.search')} aria-label={t('filter.search')} enterKeyHint="search" autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }}
      />
      {typed !== '' && <CloseButton size="xs" aria-label={t('filter.clear')} onClick={() => setTyped('')} />}
    </label>
  );
}
