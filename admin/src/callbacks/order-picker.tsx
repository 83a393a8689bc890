import { Popover } from '@mantine/core';
import { ArrowDownWideNarrow, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SORTS, sortOf } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import { moveFocus } from './move-focus.ts';
import picker from './picker.module.css';

/** In which order the list stands. What is the pile's own order is no choice that the address has to carry. */
export function OrderPicker({ search, change }: { readonly search: InboxSearch; readonly change: (next: Partial<InboxSearch>) => void }) {
  const { t } = useTranslation('callbacks');
  const now = sortOf(search);
  const usual = sortOf({ ...search, sort: undefined });
  const words = `${t('order.label')}: ${t(`order.${now}`)}`;
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className={picker.picker} data-chosen={now !== usual} aria-label={words} title={words}>
          <ArrowDownWideNarrow size={16} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div role="radiogroup" aria-label={t('order.label')} className={picker.options} onKeyDown={moveFocus}>
          {SORTS.map((sort) => (
            <button key={sort} type="button" role="radio" aria-checked={sort === now} className={picker.option} onClick={() => change({ sort: sort === usual ? undefined : sort })}>
              <span className={picker.check}>{sort === now && <Check size={14} aria-hidden />}</span>
              <span className={picker.label}>{t(`order.${sort}`)}</span>
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
