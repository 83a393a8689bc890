// From when to when, any number of times a day.
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { readTime } from '../words/wall-clock.ts';
import type { Interval } from './file.ts';
import styles from './settings-page.module.css';

// Not a time field: that shows hours as the browser's own language writes them, AM and PM included.
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]|24:00';
const USUAL: readonly Interval[] = [['09:00', '13:00'], ['14:00', '18:00']];

interface TimesProps {
  /** What the times are of, for whoever hears the page. */
  readonly name: string;
  readonly intervals: readonly Interval[];
  readonly change: (intervals: readonly Interval[]) => void;
  /** What no time at all means. */
  readonly none: string;
}

export function Times({ name, intervals, change, none }: TimesProps) {
  const { t } = useTranslation('settings');
  const put = (at: number, next: Interval): void => change(intervals.map((interval, i) => (i === at ? next : interval)));
  const add = (): void => change([...intervals, USUAL[intervals.length] ?? ['19:00', '20:00']]);
  const wrong = troubleWith(intervals);
  return (
    <div className={styles.times}>
      {intervals.length === 0 && <span className={styles.closed}>{none}</span>}
      {intervals.map(([from, until], i) => (
        <span key={i} className={styles.time}>
          <ClockField label={`${name} ${t('hours.from')}`} value={from} change={(value) => put(i, [value, until])} />
          <span aria-hidden>–</span>
          <ClockField label={`${name} ${t('hours.until')}`} value={until} change={(value) => put(i, [from, value])} />
          <ActionIcon aria-label={`${name}: ${t('hours.remove')}`} onClick={() => change(intervals.filter((_, at) => at !== i))}><X size={15} aria-hidden /></ActionIcon>
        </span>
      ))}
      {intervals.length === 0
        ? <Button size="xs" variant="subtle" color="gray" aria-label={`${name}: ${t('hours.add')}`} leftSection={<Plus size={14} aria-hidden />} onClick={add}>{t('hours.add')}</Button>
        : <ActionIcon title={t('hours.add')} aria-label={`${name}: ${t('hours.add')}`} onClick={add}><Plus size={16} aria-hidden /></ActionIcon>}
      {wrong !== null && <p role="alert" className={styles.wrongTimes}>{t(`hours.${wrong}`)}</p>}
    </div>
  );
}

/** „930“ becomes 09:30 when it is left. */
export function ClockField({ label, value, change }: { readonly label: string; readonly value: string; readonly change: (value: string) => void }) {
  return <TextInput className={styles.clock!} inputMode="numeric" pattern={CLOCK} maxLength={5} required autoComplete="off" aria-label={label} value={value} onChange={(event) => change(event.currentTarget.value)} onBlur={() => change(value === '24:00' ? value : (readTime(value) ?? value))} />;
}

const WRITTEN = new RegExp(`^(${CLOCK})$`);

/** Said while it is typed, in words: the server would refuse it in those of a file. */
function troubleWith(intervals: readonly Interval[]): 'backwards' | 'overlap' | null {
  if (intervals.some((pair) => pair.some((time) => !WRITTEN.test(time)))) return null; // the field itself says so
  if (intervals.some(([from, until]) => from >= until)) return 'backwards';
  return intervals.some(([from], i) => i > 0 && (intervals[i - 1]?.[1] ?? '') > from) ? 'overlap' : null;
}
