import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { CustomerDetail } from '../api/shapes.ts';
import { phoneWords } from '../callbacks/phone-words.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import { changesOf } from './changes-of.ts';
import { HoldBack } from './hold.tsx';
import { RecordPage } from './record-page.tsx';
import { AppointmentLine, CallbackLine, CallLine, Facts, Related, WishLine } from './related.tsx';
import styles from './record-page.module.css';

export function CustomerPage() {
  const { t } = useTranslation('records');
  const { id } = useParams({ from: '/customers/$id' });
  const say = useSay();
  return (
    <RecordPage<CustomerDetail> queryKey={['customer', 'one', id]} path={`/customers/${id}`} list="customers" title={(one) => one.name ?? t('unnamed')}>
      {(one) => (
        <>
          <Facts facts={[
            [t('number'), one.phone_number === null ? null : phoneWords(one.phone_number)], [t('email'), one.email], [t('names'), one.names.every((name) => name === one.name) ? null : one.names.join(', ')], [t('lastSeen'), say.moment(one.last_seen_at)],
            [t('next'), one.next_appointment_at === null ? null : say.moment(one.next_appointment_at)],
          ]} />
          <div className={styles.columns}>
            <div className={styles.column}>
              <Related title={t('callbacks')}>{one.callbacks.items.map((callback) => <CallbackLine key={callback.id} callback={callback} />)}</Related>
              <Related title={t('appointments')}>{one.appointments.items.map((appointment) => <AppointmentLine key={appointment.id} appointment={appointment} />)}</Related>
              <Related title={t('calls')}>{one.calls.items.map((call) => <CallLine key={call.id} call={call} />)}</Related>
              <Related title={t('wishes')}>{one.wishes.items.filter(({ call_id: call }) => call === null).map((wish) => <WishLine key={wish.id} wish={wish} />)}</Related>
            </div>
            <div className={styles.column}><Edit key={one.id} customer={one} /><HoldBack key={one.id} subject={{ kind: 'customer', id: one.id }} /></div>
          </div>
        </>
      )}
    </RecordPage>
  );
}

const PERMISSIONS = ['unknown', 'none', 'no_name', 'may_identify'] as const;
type Permission = (typeof PERMISSIONS)[number];

type Known = Pick<CustomerDetail, 'name' | 'note' | 'voicemail_permission' | 'do_not_call'>;

function given(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function Edit({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('records');
  const { role } = useSession();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Known>({ name: customer.name, note: customer.note, voicemail_permission: customer.voicemail_permission, do_not_call: customer.do_not_call });
  const [name, setName] = useState(customer.name ?? '');
  const [note, setNote] = useState(customer.note ?? '');
  const [voicemail, setVoicemail] = useState<Permission>(customer.voicemail_permission ?? 'unknown');
  const [doNotCall, setDoNotCall] = useState(customer.do_not_call);
  const typed: Known = { name: given(name), note: given(note), voicemail_permission: voicemail === 'unknown' ? null : voicemail, do_not_call: doNotCall };
  const saving = useMutation({
    mutationFn: (changes: Partial<Known>) => send(`/customers/${customer.id}`, changes, { method: 'PATCH' }),
    onSuccess: async (_saved, changes) => {
      setOpened((now) => ({ ...now, ...changes }));
      toast(t('saved'));
      await queries.invalidateQueries({ queryKey: ['customer'] });
    },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  const changes = changesOf(opened, typed);
  if (role === 'viewer') return null;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); saving.mutate(changes); }}>
      <TextInput label={t('name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <NativeSelect label={t('voicemail')} value={voicemail} onChange={(event) => setVoicemail(event.currentTarget.value as Permission)} data={PERMISSIONS.map((value) => ({ value, label: t(`voicemailValue.${value}`) }))} />
      <Checkbox label={t('doNotCall')} checked={doNotCall} onChange={(event) => setDoNotCall(event.currentTarget.checked)} />
      <Textarea label={t('note')} autosize minRows={3} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Button type="submit" loading={saving.isPending} disabled={Object.keys(changes).length === 0}>{t('save')}</Button>
    </form>
  );
}
