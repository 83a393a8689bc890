import { useTranslation } from 'react-i18next';
import { DayEntry } from './day-entry.tsx';
import { KeptByFile } from './kept-by-file.tsx';
import { useCalendarEntries, useEntering } from './use-calendar-entries.ts';
import { useDayWords } from './use-day-words.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** `staff` null: of everybody. */
export function AbsenceList({ staff: only }: { readonly staff: string | null }) {
  const { t } = useTranslation('team');
  const { absences } = useCalendarEntries();
  const { remove } = useEntering('absences');
  const words = useDayWords();
  const listed = absences.filter(({ staff }) => only === null || staff.slug === only);
  if (listed.length === 0) return <p className={page.muted}>{only === null ? t('absences.none') : t('absences.noneOfOne')}</p>;
  return (
    <div>
      <ul className={styles.list}>
        {listed.map(({ id, staff, from, to, hours, reason, origin }) => (
          <DayEntry
            key={id} title={only === null ? staff.name : words.days(from, to)} facts={[...(only === null ? [words.days(from, to)] : []), hours === null ? t('days.allDay') : timesText(hours), ...(reason === null ? [] : [reason])]} origin={origin}
            about={`${staff.name}, ${words.days(from, to)}`} busy={remove.isPending && remove.variables === id} remove={() => remove.mutate(id)}
          />
        ))}
      </ul>
      <KeptByFile entries={listed} />
    </div>
  );
}

function timesText(hours: readonly (readonly [string, string])[]): string {
  return hours.map(([from, until]) => `${from}–${until}`).join(', ');
}
