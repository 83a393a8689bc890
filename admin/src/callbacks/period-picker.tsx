import { Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { useSay } from '../words/say.ts';
import type { InboxSearch } from './inbox-search.ts';
import picker from './picker.module.css';
import styles from './period-picker.module.css';

/** When it was created: the usual spans, or two days. */
export function PeriodPicker({ search: { from, to }, change }: { readonly search: InboxSearch; readonly change: (next: Partial<InboxSearch>) => void }) {
  const { t } = useTranslation('callbacks');
  const { company } = useSession();
  const say = useSay();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: company.time_zone }).format(serverNow());
  const back = (days: number): string => new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  const spans = [[t('filter.today'), today], [t('filter.last7'), back(6)], [t('filter.last30'), back(29)], [t('filter.anytime'), undefined]] as const;
  const chosen = [from, to].filter((day) => day !== undefined).map(say.date).join(' – ');
  const given = (day: string): string | undefined => (day === '' ? undefined : day);
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className={picker.picker} data-active={chosen !== ''} aria-label={chosen === '' ? t('filter.period') : `${t('filter.period')}: ${chosen}`}>
          {chosen === '' ? t('filter.period') : chosen}
          <ChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div className={picker.options}>
          {spans.map(([label, day]) => <button key={label} type="button" className={picker.option} aria-pressed={from === day && to === undefined} onClick={() => change({ from: day, to: undefined })}>{label}</button>)}
        </div>
        <div className={styles.days}>
          <label className={picker.field}>{t('filter.from')}<input type="date" value={from ?? ''} max={to} onChange={(event) => change({ from: given(event.currentTarget.value) })} /></label>
          <label className={picker.field}>{t('filter.to')}<input type="date" value={to ?? ''} min={from} onChange={(event) => change({ to: given(event.currentTarget.value) })} /></label>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
