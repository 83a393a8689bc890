import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useSay } from '../../words/say.ts';
import { dayAfter, wallClockAt } from '../../words/wall-clock.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import { slotsQuery } from './queries.ts';
import styles from './slot-picker.module.css';

interface SlotPickerProps {
  readonly service: string;
  readonly staff: string;
  readonly branch: string | null;
  readonly value: WallClock;
  readonly wished: WallClock | null;
  readonly choose: (value: WallClock) => void;
}

const DAYS = 7;

/** Free times of a week, a day at a time; the day that was wished for first. */
export function SlotPicker({ service, staff, branch, value, wished, choose }: SlotPickerProps) {
  const { t } = useTranslation(['acting', 'frame']);
  const { company } = useSession();
  const today = wallClockAt(serverNow(), company.time_zone).date;
  const [from, setFrom] = useState(value.date > today ? value.date : today);
  // nothing of another week or service stands in: no time for one thing is free for another
  const { data, isPending, isError, refetch } = useQuery({ ...slotsQuery({ service, branch, staff: staff === '' ? null : staff, from, to: dayAfter(from, DAYS) }), enabled: service !== '' });
  const days = Array.from({ length: DAYS }, (_, i) => dayAfter(from, i));
  const free = new Map<string, string[]>(days.map((day) => [day, []]));
  for (const { start } of data?.items ?? []) {
    const { date, time } = wallClockAt(Date.parse(start), company.time_zone);
    if (free.get(date)?.includes(time) === false) free.get(date)?.push(time);
  }
  if (service === '') return null;
  if (data !== undefined && data.calendar !== 'answered') return <p className={styles.silent} role="status">{t(data.calendar === 'silent' ? 'booking.silent' : 'booking.noCalendar')}</p>;
  if (isError && data === undefined) {
    return <div className={styles.silent} role="status">{t('booking.notAsked')} <Button size="compact-xs" variant="default" onClick={() => void refetch()}>{t('frame:state.retry')}</Button></div>;
  }
  return (
    <div className={styles.picker} role="group" aria-label={t('booking.free')} aria-busy={isPending}>
      <div className={styles.days}>
        <ActionIcon aria-label={t('booking.earlier')} disabled={from <= today} onClick={() => setFrom(dayAfter(from, -DAYS) < today ? today : dayAfter(from, -DAYS))}><ChevronLeft size={17} aria-hidden /></ActionIcon>
        {days.map((day) => <Day key={day} day={day} count={data === undefined ? null : (free.get(day)?.length ?? 0)} chosen={day === value.date} choose={() => choose({ ...value, date: day })} />)}
        <ActionIcon aria-label={t('booking.later')} onClick={() => setFrom(dayAfter(from, DAYS))}><ChevronRight size={17} aria-hidden /></ActionIcon>
      </div>
      {data === undefined && <p className={styles.quiet} role="status">{t('booking.loading')}</p>}
      {data !== undefined && <Times times={free.get(value.date) ?? []} value={value} wished={wished} choose={choose} />}
    </div>
  );
}

function Day({ day, count, chosen, choose }: { readonly day: string; readonly count: number | null; readonly chosen: boolean; readonly choose: () => void }) {
  const say = useSay();
  const [weekday, ...rest] = say.date(day).split(' ');
  return (
    <button type="button" className={styles.day} data-chosen={chosen} data-free={count !== 0} aria-pressed={chosen} onClick={choose}>
      <span className={styles.weekday}>{weekday}</span>
      <span>{rest.join(' ')}</span>
      <span className={styles.count}>{count === null ? '' : count === 0 ? '–' : say.count(count)}</span>
    </button>
  );
}

function Times({ times, value, wished, choose }: Pick<SlotPickerProps, 'value' | 'wished' | 'choose'> & { readonly times: readonly string[] }) {
  const { t } = useTranslation('acting');
  if (times.length === 0) return <p className={styles.quiet} role="status">{t('booking.noSlots')}</p>;
  return (
    <div className={styles.times}>
      {times.map((time) => (
        <button key={time} type="button" className={styles.time} aria-pressed={time === value.time} data-chosen={time === value.time} onClick={() => choose({ ...value, time })}>
          {time}
          {wished?.date === value.date && wished.time === time && <span className={styles.wished}>{t('booking.wished')}</span>}
        </button>
      ))}
    </div>
  );
}
