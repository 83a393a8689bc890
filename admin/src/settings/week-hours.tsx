import { useTranslation } from 'react-i18next';
import { DAYS } from './file.ts';
import type { Hours } from './file.ts';
import { Times } from './times.tsx';
import styles from './settings-page.module.css';

interface WeekHoursProps {
  readonly hours: Hours;
  readonly change: (hours: Hours) => void;
  /** What a day without a time is called. */
  readonly none?: string;
}

export function WeekHours({ hours, change, none }: WeekHoursProps) {
  const { t } = useTranslation('settings');
  return (
    <div>
      {DAYS.map((day) => (
        <div key={day} className={styles.day}>
          <span className={styles.dayName}>{t(`hours.day.${day}`)}</span>
          <Times name={t(`hours.day.${day}`)} intervals={hours[day]} change={(intervals) => change({ ...hours, [day]: intervals })} none={none ?? t('hours.closed')} />
        </div>
      ))}
    </div>
  );
}
