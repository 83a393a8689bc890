import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { CalendarWebhook } from '../settings/calendar-webhook.tsx';
import { Checked } from '../settings/checked.tsx';
import type { CheckAnswer } from '../settings/checked.tsx';
import { Refusal } from '../settings/save-bar.tsx';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import type { EventType } from './match-types.ts';
import { MatchTypes } from './event-types.tsx';
import { LocalServices } from './local-services.tsx';
import { Onward, StepTitle, Where } from './step-frame.tsx';
import type { StepProps } from './step-frame.tsx';
import { useSave } from './use-save.ts';
import styles from './setup-page.module.css';

const CALCOM_API = 'https://api.cal.com/v2';

export function CalendarStep({ setup, next }: StepProps) {
  const { t } = useTranslation('setup');
  const { file } = useSave();
  const hasKey = file.calendars['cal.com']?.apiKey != null;
  const [changing, setChanging] = useState(false);
  const [without, setWithout] = useState(!hasKey && file.services.length > 0);
  return (
    <div className={styles.form}>
      <StepTitle title={t('step.calendar')} text={t(without ? 'calendar.withoutText' : 'calendar.text')} />
      {without && <><LocalServices /><p><button type="button" className={styles.link} onClick={() => setWithout(false)}>{t('calendar.with')}</button></p></>}
      {!without && (!hasKey || changing) && <ConnectCalCom connected={() => setChanging(false)} />}
      {!without && hasKey && !changing && <Connected change={() => setChanging(true)} />}
      {!without && !hasKey && <p><button type="button" className={styles.link} onClick={() => setWithout(true)}>{t('calendar.without')}</button></p>}
      <Onward done={setup.steps.calendar} next={next} />
    </div>
  );
}

interface Tried {
  readonly apiKey: string;
  readonly baseUrl: string;
}

/** The key is tried first; one that works is kept at once, one that does not is never stored. */
function ConnectCalCom({ connected }: { readonly connected: () => void }) {
  const { t } = useTranslation('setup');
  const { file, save, saving, error } = useSave();
  const queries = useQueryClient();
  const stored = file.calendars['cal.com'];
  const [key, setKey] = useState('');
  const [address, setAddress] = useState(stored?.baseUrl ?? CALCOM_API);
  const keep = (tried: Tried): void => save({ calendars: { 'cal.com': { profile: 'hosted', ...stored, ...tried } } }, () => {
    void queries.invalidateQueries({ queryKey: ['setup', 'event-types'] });
    connected();
  });
  const check = useMutation({
    mutationFn: ({ apiKey, baseUrl }: Tried) => send<CheckAnswer>('/settings/check-connection', { part: 'cal.com', api_key: apiKey, base_url: baseUrl }),
    // the one that was tried, and not what has been typed since
    onSuccess: ({ steps }, tried) => { if (steps.some(({ name, state }) => name === 'account' && state === 'ok')) keep(tried); },
  });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); check.mutate({ apiKey: key, baseUrl: address }); }}>
      <PasswordInput label={t('calendar.key')} placeholder="cal_live_…" required withAsterisk={false} autoComplete="off" value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <Where title={t('calendar.where')} steps={[t('calendar.where1'), t('calendar.where2'), t('calendar.where3')]} />
      <details className={styles.where}>
        <summary>{t('otherAddress')}</summary>
        <TextInput label={t('address')} type="url" required withAsterisk={false} value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
      </details>
      <div><Button type="submit" loading={check.isPending || saving}>{t('check')}</Button></div>
      <Checked answer={check.data} error={check.error} />
      {error !== null && <Refusal error={error} />}
    </form>
  );
}

function Connected({ change }: { readonly change: () => void }) {
  const { t } = useTranslation('setup');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['setup', 'event-types'], queryFn: ({ signal }) => get<{ items: readonly EventType[] }>('/settings/event-types', {}, signal), retry: false, staleTime: 5 * 60_000,
  });
  return (
    <>
      <p className={styles.connected}>{t('calendar.connected')} <button type="button" className={styles.link} onClick={change}>{t('otherKey')}</button></p>
      {data === undefined && (error === null || isFetching ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
      {data !== undefined && <MatchTypes types={data.items} reload={() => void refetch()} loading={isFetching} />}
      <CalendarWebhook />
    </>
  );
}
