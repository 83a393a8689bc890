import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DAYS } from './file.ts';
import type { BranchSection, Day, Interval } from './file.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';
import styles from './settings-page.module.css';

export function HoursPart() {
  const { t } = useTranslation('settings');
  const { file, version, save, saving, error } = useSettings();
  const { draft, set, dirty, discard } = useDraft<readonly BranchSection[]>(file.branches, version);
  const change = (slug: string, day: Day, intervals: readonly Interval[]): void =>
    set(draft.map((branch) => (branch.slug === slug ? { ...branch, openingHours: { ...branch.openingHours, [day]: intervals } } : branch)));
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save({ branches: draft }); }}>
      <p className={styles.intro}>{t('hours.intro')}</p>
      {draft.map((branch) => (
        <fieldset key={branch.slug} className={styles.group}>
          <legend>{branch.name}</legend>
          {DAYS.map((day) => <DayRow key={day} day={day} intervals={branch.openingHours[day]} change={(intervals) => change(branch.slug, day, intervals)} />)}
        </fieldset>
      ))}
      <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
    </form>
  );
}

// Not a time field: that shows hours as the browser's own language writes them, AM and PM included.
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]|24:00';
const USUAL: readonly Interval[] = [['09:00', '13:00'], ['14:00', '18:00']];

function DayRow({ day, intervals, change }: { readonly day: Day; readonly intervals: readonly Interval[]; readonly change: (intervals: readonly Interval[]) => void }) {
  const { t } = useTranslation('settings');
  const name = t(`hours.day.${day}`);
  const put = (at: number, next: Interval): void => change(intervals.map((interval, i) => (i === at ? next : interval)));
  return (
    <div className={styles.day}>
      <span className={styles.dayName}>{name}</span>
      <div className={styles.times}>
        {intervals.length === 0 && <span className={styles.closed}>{t('hours.closed')}</span>}
        {intervals.map(([from, until], i) => (
          <span key={i} className={styles.time}>
            <TextInput className={styles.clock!} inputMode="numeric" pattern={CLOCK} maxLength={5} required aria-label={`${name} ${t('hours.from')}`} value={from} onChange={(event) => put(i, [event.currentTarget.value, until])} />
            <span aria-hidden>–</span>
            <TextInput className={styles.clock!} inputMode="numeric" pattern={CLOCK} maxLength={5} required aria-label={`${name} ${t('hours.until')}`} value={until} onChange={(event) => put(i, [from, event.currentTarget.value])} />
            <ActionIcon aria-label={`${name}: ${t('hours.remove')}`} onClick={() => change(intervals.filter((_, at) => at !== i))}><X size={15} aria-hidden /></ActionIcon>
          </span>
        ))}
        <Button size="xs" variant="subtle" color="gray" aria-label={`${name}: ${t('hours.add')}`} leftSection={<Plus size={14} aria-hidden />} onClick={() => change([...intervals, USUAL[intervals.length] ?? ['19:00', '20:00']])}>{t('hours.add')}</Button>
      </div>
    </div>
  );
}
