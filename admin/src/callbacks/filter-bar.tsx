import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTypedSearch } from '../shell/use-typed-search.ts';
import { facetsQuery } from './queries.ts';
import type { Filters } from './queries.ts';
import { FILTER_NAMES, hasFilters, NO_FILTERS } from './inbox-search.ts';
import type { FilterName, InboxSearch } from './inbox-search.ts';
import { OrderPicker } from './order-picker.tsx';
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

/** One line: free text, and a compact picker for each filter, with counts. Where it is narrow, those that are set stay in sight and the others wait behind a button. */
export function FilterBar({ search, change, filters }: FilterBarProps) {
  const { t } = useTranslation('callbacks');
  const { data } = useQuery({ ...facetsQuery(filters), placeholderData: (before) => before });
  const options = useFilterOptions(data, search.category);
  const [shown, setShown] = useState(false);
  const values = (name: FilterName): readonly string[] => search[name]?.split(',') ?? [];
  // a company with one branch has nothing to choose there
  const offered = FILTER_NAMES.filter((name) => values(name).length > 0 || options[name].length > (name === 'branch' ? 2 : 0));
  return (
    <div className={styles.bar} role="search" aria-label={t('filter.label')} data-shown={shown} data-set={hasFilters(search)}>
      <SearchField value={search.q ?? ''} change={(q) => change({ q: q === '' ? undefined : q })} />
      <button type="button" className={styles.toggle} aria-expanded={shown} onClick={() => setShown(!shown)}>
        <SlidersHorizontal size={16} aria-hidden />
        {t('filter.label')}
      </button>
      <div className={styles.pickers}>
        {offered.map((name) => (
          <Picker key={name} label={t(`filter.${name}`)} options={options[name]} value={values(name)} change={(next) => change({ [name]: next.length === 0 ? undefined : next.join(',') })} />
        ))}
        {search.error_group !== undefined && (
          <span className={picker.chip} data-active="true">
            <span className={picker.picker}>{t('filter.sameError')}</span>
            <button type="button" className={picker.off} aria-label={t('filter.sameErrorOff')} title={t('filter.sameErrorOff')} onClick={() => change({ error_group: undefined })}><X size={13} aria-hidden /></button>
          </span>
        )}
        <PeriodPicker search={search} change={change} />
        {hasFilters(search) && <button type="button" className={styles.clear} onClick={() => change(NO_FILTERS)}>{t('filter.clear')}</button>}
      </div>
      <div className={styles.end}>
        <OrderPicker search={search} change={change} />
        <SavedViews search={search} change={change} />
      </div>
    </div>
  );
}

function SearchField({ value, change }: { readonly value: string; readonly change: (q: string) => void }) {
  const { t } = useTranslation('callbacks');
  const [typed, type] = useTypedSearch(value, change);
  return (
    <label className={styles.search}>
      <Search size={15} aria-hidden />
      <input
        data-inbox-search value={typed} placeholder={t('filter.search')} aria-label={t('filter.search')} enterKeyHint="search" autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }}
      />
      {typed !== '' && <CloseButton size="xs" aria-label={t('filter.clear')} onClick={() => type('')} />}
    </label>
  );
}
