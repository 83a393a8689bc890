import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../words/say.ts';
import { wallClockAt } from '../../words/wall-clock.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import { useSession } from '../../api/session.ts';
import type { SheetProps } from './acting.ts';
import { ContactFields, KeepOpenSwitch, ServiceFields, useBookingForm } from './booking-fields.tsx';
import { BookingResult } from './booking-result.tsx';
import { MomentFields, useMoment } from './moment-fields.tsx';
import { Sheet } from './sheet.tsx';
import { useBooking } from './use-booking.ts';
import { useWished } from './use-wished.ts';

const NOTHING: WallClock = { date: '', time: '' };
/** What is still under way must not be sent once more. */
const NOT_AGAIN: ReadonlySet<string> = new Set(['unconfirmed', 'busy', 'pending_confirmation']);

/** The booking once more: says what it will do, then what it does, then what came of it. */
export function RetrySheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const { callback, hide, goOn } = acting;
  const { company } = useSession();
  const wished = useWished(callback);
  const { form, change, body } = useBookingForm(callback);
  const [when, setWhen] = useState<WallClock | null>(null);
  const shown = when ?? wished.clock ?? NOTHING;
  const start = useMoment(shown);
  const booking = useBooking(callback.id);
  const { outcome, busy } = booking;
  const tryAt = (at: string): void => {
    setWhen(wallClockAt(Date.parse(at), company.time_zone));
    booking.run('retry-booking', { ...body, start: at });
  };
  const over = outcome !== null && (outcome.outcome === 'booked' || NOT_AGAIN.has(outcome.outcome));
  const submit = over
    ? { label: t('goOn'), act: goOn, busy: false, hint: t('nextHint') }
    : { label: t('booking.goRetry'), act: () => booking.run('retry-booking', { ...body, start }), busy, disabled: start === null || form.service === '', ...(start === null ? {} : { hint: say.moment(start) }) };
  return (
    <Sheet title={t('booking.retryTitle')} hide={hide} problem={booking.problem} submit={submit}>
      {!over && (
        <>
          <p>{t('booking.retryWhat')}</p>
          <MomentFields value={shown} change={setWhen} />
          <ServiceFields form={form} change={change} />
          <ContactFields form={form} change={change} />
          <KeepOpenSwitch form={form} change={change} />
        </>
      )}
      <BookingResult booking={booking} tryAt={tryAt} onlyHere={false} />
    </Sheet>
  );
}
