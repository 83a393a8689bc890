import { Button, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { VoiceSection } from '../settings/file.ts';
import { Refusal } from '../settings/save-bar.tsx';
import { AgentPrompt } from './agent-prompt.tsx';
import { Onward, StepTitle, Where } from './step-frame.tsx';
import type { StepProps } from './step-frame.tsx';
import { SyncAgents } from './sync-agents.tsx';
import { useSave } from './use-save.ts';
import styles from './setup-page.module.css';

export function VoiceStep({ setup, next }: StepProps) {
  const { t } = useTranslation('setup');
  const { file } = useSave();
  const [changing, setChanging] = useState(false);
  const voice = file.voice[0];
  return (
    <div className={styles.form}>
      <StepTitle title={t('step.voice')} text={t('voice.text')} />
      {voice === undefined || changing ? <ConnectRetell voice={voice} connected={() => setChanging(false)} /> : (
        <>
          <p className={styles.connected}>{t('voice.connected', { agents: voice.agents.join(', ') || '–' })} <button type="button" className={styles.link} onClick={() => setChanging(true)}>{t('voice.change')}</button></p>
          {setup.public_address === null ? <p className={styles.notice}>{t('voice.noAddress')}</p> : <SyncAgents connection={voice.connection} />}
          <AgentPrompt />
        </>
      )}
      <Onward done={setup.steps.voice} next={next} />
    </div>
  );
}

function ConnectRetell({ voice, connected }: { readonly voice: VoiceSection | undefined; readonly connected: () => void }) {
  const { t } = useTranslation('setup');
  const { company } = useSession();
  const { file, save, saving, error } = useSave();
  const [key, setKey] = useState('');
  const [agents, setAgents] = useState(voice?.agents.join(', ') ?? '');
  const [name, setName] = useState(voice?.connection ?? `${company.slug}-retell`);
  const [address, setAddress] = useState(voice?.apiBaseUrl ?? '');
  const submit = (): void => {
    const entry = { ...voice, connection: name, platform: 'retell' as const, apiKey: key === '' ? (voice?.apiKey ?? null) : key, agents: agents.split(',').map((agent) => agent.trim()).filter((agent) => agent !== ''), apiBaseUrl: address === '' ? null : address };
    save({ voice: voice === undefined ? [...file.voice, entry] : file.voice.map((one) => (one === voice ? entry : one)) }, connected);
  };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <TextInput label={t('voice.agents')} description={t('voice.agentsHint')} placeholder="agent_…" required withAsterisk={false} autoComplete="off" value={agents} onChange={(event) => setAgents(event.currentTarget.value)} />
      <PasswordInput label={t('voice.key')} {...(voice?.apiKey == null ? {} : { description: t('keyStays') })} placeholder="key_…" required={voice?.apiKey == null} withAsterisk={false} autoComplete="off" value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <Where title={t('voice.where')} steps={[t('voice.where1'), t('voice.where2'), t('voice.where3')]} />
      <details className={styles.where}>
        <summary>{t('voice.more')}</summary>
        <div className={styles.form}>
          <TextInput label={t('voice.connection')} description={t('voice.connectionHint')} required withAsterisk={false} disabled={voice !== undefined} pattern="[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('address')} type="url" placeholder="https://api.retellai.com" value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
        </div>
      </details>
      {error !== null && <Refusal error={error} />}
      <div><Button type="submit" loading={saving}>{t('voice.connect')}</Button></div>
    </form>
  );
}
