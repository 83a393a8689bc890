import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { setupQuery, useSetup } from '../api/setup.ts';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { CalendarWebhook } from './calendar-webhook.tsx';
import { Checked } from './checked.tsx';
import type { CheckAnswer } from './checked.tsx';
import type { VoiceSection } from './file.ts';
import { PartTitle } from './part-title.tsx';
import { RetellChanges, SyncProblem, TechnicalLines } from './retell-changes.tsx';
import { SaveBar } from './save-bar.tsx';
import type { SyncResult } from './shapes.ts';
import { useSettings } from './use-settings.ts';
import styles from './settings-page.module.css';

export function ConnectionsPart() {
  return <div className={styles.wide}><PartTitle part="connections" /><CalCom /><Changes /><Retell /></div>;
}

const CALCOM_API = 'https://api.cal.com/v2';

/** A key is tried before it is saved; what is stored is never shown. */
function CalCom() {
  const { t } = useTranslation('settings');
  const { file, save, saving, error } = useSettings();
  const stored = file.calendars['cal.com'];
  const [key, setKey] = useState('');
  const [address, setAddress] = useState(stored?.baseUrl ?? CALCOM_API);
  const elsewhere = address !== (stored?.baseUrl ?? CALCOM_API);
  const check = useMutation({ mutationFn: () => send<CheckAnswer>('/settings/check-connection', { part: 'cal.com', ...(key === '' ? {} : { api_key: key }), ...(elsewhere ? { base_url: address } : {}) }) });
  const submit = (): void => save({ calendars: { 'cal.com': { profile: stored?.profile ?? 'hosted', baseUrl: address, apiKey: key === '' ? (stored?.apiKey ?? null) : key, ...keep(stored) } } }, { onSuccess: () => setKey('') });
  return (
    <form className={styles.connection} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h3 className={styles.heading}>{t('connections.calCom')}</h3>
      <p className={styles.intro}>{t('connections.calComText')}</p>
      <PasswordInput label={t('connections.key')} {...(stored?.apiKey == null ? {} : { description: t('connections.keyStored') })} autoComplete="off" value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <TextInput label={t('connections.address')} type="url" value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
      <div><Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>{t('connections.check')}</Button></div>
      <Checked answer={check.data} error={check.error} />
      <SaveBar dirty={key !== '' || elsewhere} saving={saving} error={error} discard={() => { setKey(''); setAddress(stored?.baseUrl ?? CALCOM_API); }} />
    </form>
  );
}

function Changes() {
  const { file } = useSettings();
  return file.calendars['cal.com']?.apiKey == null ? null : <div className={styles.connection}><CalendarWebhook /></div>;
}

/** What this page does not edit goes back as it came. */
function keep(stored: object | undefined): { readonly webhookSecret?: string | null } {
  return stored === undefined || !('webhookSecret' in stored) ? {} : { webhookSecret: stored.webhookSecret as string | null };
}

function Retell() {
  const { t } = useTranslation('settings');
  const { file } = useSettings();
  return (
    <section className={styles.connection}>
      <h3 className={styles.heading}>{t('connections.retell')}</h3>
      <p className={styles.intro}>{t('connections.retellText')}</p>
      {file.voice.length === 0 && <p>{t('connections.none')}</p>}
      {file.voice.map((voice) => <Connected key={voice.connection} voice={voice} />)}
      {file.voice.length === 0 && <NewConnection />}
    </section>
  );
}

function Connected({ voice }: { readonly voice: VoiceSection }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const { data: setup } = useSetup();
  const queries = useQueryClient();
  const check = useMutation({ mutationFn: () => send<CheckAnswer>('/settings/check-connection', { part: 'retell', connection: voice.connection }) });
  const sync = useMutation({
    mutationFn: (dryRun: boolean) => send<SyncResult>('/settings/retell/sync', { connection: voice.connection, dry_run: dryRun }),
    onSuccess: ({ changed, problem }) => {
      if (changed && problem === null) toast(t('connections.synced'));
      void queries.invalidateQueries({ queryKey: setupQuery.queryKey, exact: true });
    },
  });
  return (
    <div className={styles.voice}>
      <p><strong>{voice.connection}</strong> <span className={styles.muted}>{t('connections.agents')}: {voice.agents.join(', ') || '–'}</span></p>
      {setup?.public_address === null ? <p>{t('connections.noAddress')}</p> : (
        <div className={styles.row}>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>{t('connections.check')}</Button>
          <Button variant="default" loading={sync.isPending} onClick={() => sync.mutate(true)}>{t('connections.sync')}</Button>
        </div>
      )}
      <Checked answer={check.data} error={check.error} />
      {sync.error !== null && <p role="alert" className={styles.problem}>{errorText(sync.error)}</p>}
      {sync.data !== undefined && (
        <div>
          {sync.data.problem !== null && <SyncProblem problem={sync.data.problem} />}
          {sync.data.up_to_date && <p>{t('connections.upToDate')}</p>}
          {(sync.data.up_to_date || sync.data.changed) ? <TechnicalLines lines={sync.data.lines} /> : <RetellChanges answer={sync.data} />}
          {!sync.data.up_to_date && !sync.data.changed && sync.data.problem === null && <Button onClick={() => sync.mutate(false)}>{t('connections.doSync')}</Button>}
        </div>
      )}
    </div>
  );
}

function NewConnection() {
  const { t } = useTranslation('settings');
  const { save, saving, error } = useSettings();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [agents, setAgents] = useState('');
  const submit = (): void => save({ voice: [{ connection: name, platform: 'retell', apiKey: key, agents: agents.split(',').map((agent) => agent.trim()).filter((agent) => agent !== '') }] });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <TextInput label={t('connections.connection')} required pattern="[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label={t('connections.key')} required autoComplete="off" value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <TextInput label={t('connections.agents')} description={t('connections.agentsHint')} value={agents} onChange={(event) => setAgents(event.currentTarget.value)} />
      <SaveBar dirty={name !== '' && key !== ''} saving={saving} error={error} discard={() => { setName(''); setKey(''); setAgents(''); }} />
    </form>
  );
}
