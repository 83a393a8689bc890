import { Popover } from '@mantine/core';
import { Bookmark, Check, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../words/say.ts';
import { filtersOf, NO_FILTERS } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { moveFocus } from './move-focus.ts';
import { EditView, KeepView } from './saved-view-forms.tsx';
import { useMayShare, useSavedViewActions, useSavedViews } from './use-saved-views.ts';
import type { ShownView } from './use-saved-views.ts';
import picker from './picker.module.css';
import styles from './saved-views.module.css';

interface SavedViewsProps {
  readonly search: InboxSearch;
  readonly change: (next: Partial<InboxSearch>) => void;
}

/** Filters and order under a name: one's own, and those of the company. */
export function SavedViews({ search, change }: SavedViewsProps) {
  const { t } = useTranslation(['callbacks', 'frame']);
  const { views, isPending, isError, refetch } = useSavedViews();
  const actions = useSavedViewActions(views);
  const mayShare = useMayShare();
  const [editing, setEditing] = useState<string | null>(null);
  const here = meaning(search);
  const current = views.find((view) => meaning(view.search) === here);
  const opened = (): void => {
    setEditing(null);
    void refetch();
  };
  const listed = (shared: boolean) => views.filter((view) => view.shared === shared).map((view) =>
    editing === view.id
      ? <EditView key={view.id} view={view} actions={actions} mayShare={mayShare} done={() => setEditing(null)} />
      : <ViewRow key={view.id} view={view} current={view === current} open={() => change({ ...NO_FILTERS, sort: undefined, ...view.search })} edit={view.shared && !mayShare ? null : () => setEditing(view.id)} />);
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal width="min(20rem, calc(100vw - 1rem))" onOpen={opened}>
      <Popover.Target>
        <button type="button" className={picker.picker} data-chosen={current !== undefined} aria-label={current === undefined ? t('view.label') : `${t('view.label')}: ${current.name}`} title={t('view.label')}>
          <Bookmark size={16} aria-hidden />
          {current !== undefined && <span className={styles.current}>{current.name}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div className={picker.options} onKeyDown={moveFocus} role="presentation">
          {isPending && <p className={styles.hint}>{t('frame:state.loading')}</p>}
          {isError && views.length === 0 && <p className={styles.hint}>{t('view.failed')} <button type="button" className={styles.link} onClick={() => void refetch()}>{t('frame:state.retry')}</button></p>}
          {!isPending && !isError && views.length === 0 && <p className={styles.hint}>{t('view.empty')}</p>}
          {listed(false)}
          {views.some(({ shared }) => shared) && <p className={styles.group}>{t('view.ofCompany')}</p>}
          {listed(true)}
        </div>
        {current === undefined && <KeepView search={search} actions={actions} mayShare={mayShare} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Two addresses that show the same are one view. */
function meaning(search: InboxSearch): string {
  return JSON.stringify([Object.entries(filtersOf(search)).toSorted(([a], [b]) => (a < b ? -1 : 1)), search.sort ?? null]);
}

interface ViewRowProps {
  readonly view: ShownView;
  readonly current: boolean;
  readonly open: () => void;
  /** null: whoever looks may not. */
  readonly edit: (() => void) | null;
}

function ViewRow({ view, current, open, edit }: ViewRowProps) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  return (
    <div className={styles.view}>
      <button type="button" className={picker.option} aria-pressed={current} onClick={open}>
        <span className={picker.check}>{current && <Check size={14} aria-hidden />}</span>
        <span className={styles.name}>{view.name}</span>
        {view.open !== null && view.open > 0 && <span className={picker.count} title={t('view.open', { count: view.open })}>{say.count(view.open)}</span>}
      </button>
      {edit !== null && <button type="button" className={styles.edit} aria-label={t('view.edit', { name: view.name })} onClick={edit}><Pencil size={14} aria-hidden /></button>}
    </div>
  );
}
