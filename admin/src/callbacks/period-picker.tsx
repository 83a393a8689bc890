import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../words/say.ts';
import { FilterChip } from './filter-chip.tsx';
import { PERIODS } from './inbox-search.ts';
import type { InboxSearch } from './inbox-search.ts';
import picker from './picker.module.css';
import styles from './period-picker.module.css';

/** When it was created: a span that goes along with the day, or two days of one's own. */
export function PeriodPicker({ search: { within, from, to }, change }: { readonly search: InboxSearch; readonly change: (next: Partial<InboxSearch>) => void }) {
  const { t } = useTranslation('callbacks');
  const say = useSay();
  const days = from === undefined ? (to === undefined ? null : t('filter.until', { day: say.date(to) })) : to === undefined ? t('filter.since', { day: say.date(from) }) : from === to ? say.date(from) : `${say.date(from)} – ${say.date(to)}`;
  const given = (day: string): string | undefined => (day === '' ? undefined : day);
  const nothing = { within: undefined, from: undefined, to: undefined };
  return (
    <FilterChip label={t('filter.period')} chosen={within === undefined ? days : t(`filter.${within}`)} clear={() => change(nothing)}>
      <div role="group" aria-label={t('filter.period')} className={picker.options}>
        {PERIODS.map((one) => (
          <button key={one} type="button" role="checkbox" aria-checked={within === one} className={picker.option} onClick={() => change({ ...nothing, within: within === one ? undefined : one })}>
            <span className={picker.check}>{within === one && <Check size={14} aria-hidden />}</span>
            <span className={picker.label}>{t(`filter.${one}`)}</span>
          </button>
        ))}
      </div>
      <div className={styles.days}>
        <label className={picker.field}>{t('filter.from')}<input type="date" value={from ?? ''} max={to} onChange={(event) => change({ within: undefined, from: given(event.currentTarget.value) })} /></label>
        <label className={picker.field}>{t('filter.to')}<input type="date" value={to ?? ''} min={from} onChange={(event) => change({ within: undefined, to: given(event.currentTarget.value) })} /></label>
      </div>
    </FilterChip>
  );
}
