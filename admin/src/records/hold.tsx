import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { Page } from '../api/shapes.ts';
import { ConfirmButton } from '../settings/confirm-button.tsx';
import type { PrivacyHold } from '../settings/shapes.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import styles from './record-page.module.css';

type Subject = PrivacyHold['subject'];

/** Whether the nightly deletion passes this by, and the way to say so: where the complaint or the claim is read, not in the settings. */
export function HoldBack({ subject }: { readonly subject: Subject }) {
  const { permissions } = useSession();
  return permissions.includes('protect_data') ? <OwnersHold subject={subject} /> : null;
}

function OwnersHold({ subject }: { readonly subject: Subject }) {
  // both at once: what opens on a press must not wait for its words
  const { t } = useTranslation(['protection', 'settings']);
  const say = useSay();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({ queryKey: ['privacy', 'holds', subject.id], queryFn: ({ signal }) => get<Page<PrivacyHold>>('/privacy/holds', { subject: subject.id }, signal) });
  const settled = { onSuccess: async () => await queries.invalidateQueries({ queryKey: ['privacy'] }), onError: (error: Error) => toast(errorText(error), { tone: 'problem' as const }) };
  const release = useMutation({ mutationFn: (id: string) => send(`/privacy/holds/${id}`, {}, { method: 'DELETE' }), ...settled });
  const place = useMutation({ mutationFn: (reason: string) => send('/privacy/holds', { subject, reason }), ...settled, onSuccess: async () => { await settled.onSuccess(); setAsking(false); } });
  if (data === undefined) return null;
  const held = data.items[0];
  return (
    <section className={styles.hold} aria-label={t('holds.here')}>
      <h2 className={styles.heading}>{t('holds.here')}</h2>
      {held !== undefined && (
        <>
          <p>{held.reason}</p>
          <p className={styles.muted}>{[t('holds.since', { moment: say.moment(held.held_at) }), ...(held.held_by_name === null ? [] : [held.held_by_name])].join('\u00A0· ')}</p>
          <ConfirmButton alone label={t('holds.release')} question={t('holds.releaseQuestion')} sure={t('holds.releaseSure')} busy={release.isPending} act={() => release.mutate(held.id)} />
        </>
      )}
      {held === undefined && (asking ? <Reason busy={place.isPending} give={(reason) => place.mutate(reason)} cancel={() => setAsking(false)} /> : (
        <>
          <p className={styles.muted}>{t(`holds.usual.${subject.kind}`)}</p>
          <Button variant="default" onClick={() => setAsking(true)}>{t('holds.place')}</Button>
        </>
      ))}
    </section>
  );
}

function Reason({ busy, give, cancel }: { readonly busy: boolean; readonly give: (reason: string) => void; readonly cancel: () => void }) {
  const { t } = useTranslation(['protection', 'settings']);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  // the button that opened it is gone, and the keyboard with it
  useEffect(() => field.current?.focus(), []);
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); give(reason.trim()); }}>
      <Textarea ref={field} label={t('protection:holds.reason')} description={t('protection:holds.reasonHint')} autosize minRows={2} maxLength={500} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>{t('protection:holds.place')}</Button>
        <Button variant="subtle" color="gray" disabled={busy} onClick={cancel}>{t('settings:cancel')}</Button>
      </div>
    </form>
  );
}
