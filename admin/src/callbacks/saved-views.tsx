import { Popover } from '@mantine/core';
import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { readInboxSearch } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { keepViews, keptViews } from './kept-views.ts';
import picker from './picker.module.css';
import styles from './saved-views.module.css';

/** Filters under a name, kept in this browser. */
export function SavedViews({ search, change }: { readonly search: InboxSearch; readonly change: (next: Partial<InboxSearch>) => void }) {
  const { t } = useTranslation('callbacks');
  const [views, setViews] = useState(keptViews);
  const store = (next: typeof views): void => {
    keepViews(next);
    setViews(next);
  };
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    if (name === '') return;
    store([...views.filter((view) => view.name !== name), { name, search: { ...search } }]);
    event.currentTarget.reset();
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className={picker.picker} aria-label={t('view.label')} title={t('view.label')}><Bookmark size={15} aria-hidden /></button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div className={picker.options}>
          {views.length === 0 && <p className={styles.empty}>{t('view.empty')}</p>}
          {views.map((view) => (
            <div key={view.name} className={styles.view}>
              <button type="button" className={picker.option} onClick={() => change({ ...NOTHING, ...readInboxSearch(view.search) })}>{view.name}</button>
              <button type="button" className={styles.remove} aria-label={t('view.remove', { name: view.name })} onClick={() => store(views.filter((other) => other.name !== view.name))}><X size={14} aria-hidden /></button>
            </div>
          ))}
        </div>
        <form className={styles.save} onSubmit={save}>
          <label className={picker.field}>{t('view.save')}<input name="name" placeholder={t('view.name')} maxLength={40} autoComplete="off" /></label>
          <button type="submit" className={picker.small}>{t('view.saveIt')}</button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

const NOTHING: InboxSearch = {
  tab: undefined, error_type: undefined, created_from: undefined, status: undefined, priority: undefined, branch: undefined, service: undefined, assigned_to: undefined, category: undefined,
  error_group: undefined, from: undefined, to: undefined, q: undefined, sort: undefined,
};
