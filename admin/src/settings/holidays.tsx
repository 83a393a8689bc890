import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import { useSession } from '../api/session.ts';
import { REGIONS } from './regions.ts';
import { useCalendarEntries } from './use-calendar-entries.ts';
import { useDayWords } from './use-day-words.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

/** Of the Land of each branch, a year ahead: whoever enters a closure sees which days are closed already. */
export function Holidays() {
  const { t, i18n } = useTranslation('team');
  const { branches } = useDirectory();
  const { permissions } = useSession();
  const { holidays, regions, closed_on_holidays: closed } = useCalendarEntries();
  const words = useDayWords();
  const places = regions.map((region) => REGIONS.find(({ value }) => value === region)?.label ?? region);
  const change = permissions.includes('manage_company') && <Link to="/settings" search={{ part: 'company' }}>{t('holidays.change')}</Link>;
  return (
    <section className={styles.holidays}>
      <h3 className={page.heading}>{t('holidays.title')}</h3>
      <p className={styles.hint}>{places.length > 0 && `${places.join(', ')}. `}{holidays.length === 0 ? t('holidays.none') : closed ? t('holidays.closed') : t('holidays.open')} {change}</p>
      <ul className={styles.dates}>
        {holidays.map(({ date, name, since, branches: of }) => (
          <li key={`${date} ${name.de}`}>
            <time dateTime={date}>{words.day(date)}</time>
            <span>{i18n.language === 'en' ? name.en : name.de}{since !== null && ` (${t('holidays.since', { time: since })})`}{of.length < branches.length && <span className={styles.itemMore}>{of.map((branch) => branch.name).join(', ')}</span>}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
