import { useTranslation } from 'react-i18next';
import { useDirectory } from '../api/directory.ts';
import { DayEntry } from './day-entry.tsx';
import { ExceptionForm } from './exception-form.tsx';
import { Holidays } from './holidays.tsx';
import { KeptByFile } from './kept-by-file.tsx';
import { PartTitle } from './part-title.tsx';
import type { CalendarException } from './shapes.ts';
import { useCalendarEntries, useEntering } from './use-calendar-entries.ts';
import { useDayWords } from './use-day-words.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function ExceptionsPart() {
  const { t } = useTranslation('team');
  return (
    <div className={page.wide}>
      <PartTitle part="exceptions" intro={t('exceptions.intro')} />
      <div className={styles.beside}>
        <div className={page.wide}>
          <List />
          <section className={styles.section}><h3 className={page.heading}>{t('exceptions.new')}</h3><ExceptionForm /></section>
        </div>
        <Holidays />
      </div>
    </div>
  );
}

function List() {
  const { t } = useTranslation('team');
  const { branches } = useDirectory();
  const { exceptions, from: today } = useCalendarEntries();
  const { remove } = useEntering('exceptions');
  const words = useDayWords();
  if (exceptions.length === 0) return <p className={page.muted}>{t('exceptions.none')}</p>;
  const facts = ({ kind, hours, branch, reason }: CalendarException): string[] => [
    hours === null ? t('days.allDay') : `${t(`exceptions.timesOf.${kind}`)} ${hours.map(([from, until]) => `${from}–${until}`).join(', ')}`,
    ...(branch !== null && branch.name !== '' ? [branch.name] : branches.length > 1 ? [t('exceptions.everyBranch')] : []), ...(reason === null ? [] : [reason]),
  ];
  return (
    <div>
      <ul className={styles.list}>
        {exceptions.toSorted((a, b) => (nextDate(a, today) < nextDate(b, today) ? -1 : 1)).map((exception) => {
          const { id, kind, from, to, origin } = exception;
          const title = words.days(from, to);
          return <DayEntry key={id} title={title} kind={{ tone: kind, text: t(`exceptions.kind.${kind}`) }} facts={facts(exception)} origin={origin} about={title} busy={remove.isPending && remove.variables === id} remove={() => remove.mutate(id)} />;
        })}
      </ul>
      <KeptByFile entries={exceptions} />
    </div>
  );
}

/** When it begins next; what comes every year, this year or the next. */
function nextDate({ from, to }: CalendarException, today: string): string {
  if (from.length > 5) return from;
  const year = Number(today.slice(0, 4));
  return `${year}-${to}` >= today ? `${year}-${from}` : `${year + 1}-${from}`;
}
