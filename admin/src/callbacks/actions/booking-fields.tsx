import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '../../api/directory.ts';
import type { CallbackDetail } from '../../api/shapes.ts';
import { ExplainedSwitch } from './explained-switch.tsx';
import { FieldRow, SelectField, TextField } from './fields.tsx';
import { useWished } from './use-wished.ts';
import styles from './booking-fields.module.css';

export interface BookingForm {
  readonly service: string;
  readonly staff: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly keepOpen: boolean;
}

/** What is known already is filled in; nothing has to be typed twice. */
export function useBookingForm(callback: CallbackDetail): { readonly form: BookingForm; readonly change: (next: Partial<BookingForm>) => void; readonly body: object } {
  const wished = useWished(callback);
  const [changed, setChanged] = useState<Partial<BookingForm>>({});
  const form: BookingForm = {
    service: wished.serviceId ?? '', staff: wished.staffId ?? '', name: callback.customer_name ?? '', phone: callback.phone_number ?? '', email: callback.customer_email ?? '', keepOpen: false, ...changed,
  };
  const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    form,
    change: (next) => setChanged((now) => ({ ...now, ...next })),
    body: { service: given(form.service), staff: given(form.staff), customer_name: given(form.name), phone_number: given(form.phone), customer_email: given(form.email), keep_open: form.keepOpen },
  };
}

interface BookingFieldsProps {
  readonly form: BookingForm;
  readonly change: (next: Partial<BookingForm>) => void;
}

export function ServiceFields({ form, change }: BookingFieldsProps) {
  const { t } = useTranslation('acting');
  const { services, staff } = useDirectory();
  const named = (items: readonly { readonly id: string; readonly name: string }[], none: string) => [{ value: '', label: none }, ...items.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FieldRow>
      <SelectField label={t('booking.service')} value={form.service} change={(service) => change({ service })} options={named(services, t('booking.choose'))} />
      <SelectField label={t('booking.staff')} value={form.staff} change={(staffId) => change({ staff: staffId })} options={named(staff, t('booking.anybody'))} />
    </FieldRow>
  );
}

/** Closed where everything is known: somebody with a customer on the telephone reads as little as possible. */
export function ContactFields({ form, change }: BookingFieldsProps) {
  const { t } = useTranslation('acting');
  const [complete] = useState(form.name !== '' && (form.phone !== '' || form.email !== ''));
  return (
    <details className={styles.details} open={!complete}>
      <summary>{t('booking.details')}: {[form.name, form.phone, form.email].filter((part) => part !== '').join(' · ')}</summary>
      <FieldRow>
        <TextField label={t('booking.name')} value={form.name} change={(name) => change({ name })} />
        <TextField label={t('booking.phone')} type="tel" value={form.phone} change={(phone) => change({ phone })} />
        <TextField label={t('booking.email')} type="email" value={form.email} change={(email) => change({ email })} />
      </FieldRow>
    </details>
  );
}

export function KeepOpenSwitch({ form, change }: BookingFieldsProps) {
  const { t } = useTranslation('acting');
  return <ExplainedSwitch label={t('booking.keepOpen')} hint={t('booking.keepOpenHint')} on={form.keepOpen} change={(keepOpen) => change({ keepOpen })} />;
}
