import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useSay } from '../../words/say.ts';
import { wallClockAt } from '../../words/wall-clock.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import type { SheetProps } from './acting.ts';
import { ContactFields, KeepOpenSwitch, ServiceFields, useBookingForm } from './booking-fields.tsx';
import { BookingResult } from './booking-result.tsx';
import { useDraft } from './draft-store.ts';
import { ExplainedSwitch } from './explained-switch.tsx';
import { TextField } from './fields.tsx';
import { MomentFields, useMoment } from './moment-fields.tsx';
import { Sheet } from './sheet.tsx';
import { SlotPicker } from './slot-picker.tsx';
import { useBooking } from './use-booking.ts';
import { useWished } from './use-wished.ts';

/** An appointment by hand: a free time is one click, any other can be typed. */
export function ManualSheet({ acting }: SheetProps) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const { callback, hide, goOn } = acting;
  const { company } = useSession();
  const wished = useWished(callback);
  const { form, change, body } = useBookingForm(callback);
  const [when, setWhen] = useState<WallClock | null>(null);
  const [onlyHere, setOnlyHere] = useState(false);
  const notes = useDraft(`${callback.id} appointment`);
  const today = wallClockAt(serverNow(), company.time_zone).date;
  const shown = when ?? (wished.clock !== null && wished.clock.date >= today ? wished.clock : { date: today, time: '' });
  const start = useMoment(shown);
  const booking = useBooking(callback.id);
  const { outcome, busy, conflicts } = booking;
  const enter = (at: string | null): void => booking.run('appointment', { ...body, start: at, notes: notes.text, book_at_calendar: !onlyHere, force: conflicts !== null });
  const set = (value: WallClock): void => {
    // what stood in the way did so at another time
    booking.forget();
    setWhen(value);
  };
  const tryAt = (at: string): void => {
    setWhen(wallClockAt(Date.parse(at), company.time_zone));
    enter(at);
  };
  const over = outcome !== null && ['booked', 'pending_confirmation', 'unconfirmed'].includes(outcome.outcome);
  const submit = over
    ? { label: t('goOn'), act: goOn, busy: false, hint: t('nextHint') }
    : { label: t(conflicts === null ? 'booking.goManual' : 'booking.force'), act: () => enter(start), busy, disabled: start === null || form.service === '', ...(start === null ? {} : { hint: say.moment(start) }) };
  return (
    <Sheet title={t('booking.manualTitle')} hide={hide} problem={booking.problem} submit={submit}>
      {!over && (
        <>
          <ServiceFields form={form} change={change} />
          <SlotPicker key={wished.start} service={form.service} staff={form.staff} branch={callback.branch?.id ?? null} value={shown} wished={wished.clock} choose={set} />
          <MomentFields value={shown} change={set} />
          <ContactFields form={form} change={change} />
          <TextField label={t('booking.notes')} value={notes.text} change={notes.write} />
          <ExplainedSwitch label={t('booking.onlyHere')} hint={t('booking.onlyHereHint')} on={onlyHere} change={(on) => { booking.forget(); setOnlyHere(on); }} />
          <KeepOpenSwitch form={form} change={change} />
        </>
      )}
      <BookingResult booking={booking} tryAt={tryAt} onlyHere={onlyHere} />
    </Sheet>
  );
}
