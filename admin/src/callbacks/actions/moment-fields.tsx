import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { instantAt, wallClockAt } from '../../words/wall-clock.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import { FieldRow, TextField, TimeField } from './fields.tsx';

/** A day and a time on the wall of the company; null while they make no moment. */
export function useMoment(value: WallClock): string | null {
  const { company } = useSession();
  return instantAt(value, company.time_zone);
}

export function useWallClock(): (iso: string) => WallClock {
  const { company } = useSession();
  return (iso) => wallClockAt(Date.parse(iso), company.time_zone);
}

export function MomentFields({ value, change, focus = false }: { readonly value: WallClock; readonly change: (value: WallClock) => void; readonly focus?: boolean }) {
  const { t } = useTranslation('acting');
  return (
    <FieldRow>
      <TextField label={t('booking.date')} type="date" value={value.date} change={(date) => change({ ...value, date })} focus={focus} />
      <TimeField label={t('booking.time')} value={value.time} change={(time) => change({ ...value, time })} />
    </FieldRow>
  );
}
