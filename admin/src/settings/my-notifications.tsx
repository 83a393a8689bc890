import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { QuietFields } from './quiet-fields.tsx';
import { SaveBar } from './save-bar.tsx';
import type { NoticeKind, NotificationSettings } from './shapes.ts';
import { useDraft } from './use-draft.ts';
import { useNotificationSettings } from './use-notification-settings.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const CHANNELS = ['in_app', 'mail', 'push'] as const;
type Channel = (typeof CHANNELS)[number];
type Told = Exclude<NoticeKind, 'digest'>;
type Preferences = NotificationSettings['preferences'];

const KINDS: Readonly<Record<'own' | 'lead', readonly Told[]>> = {
  own: ['assigned', 'warning', 'overdue', 'called_again', 'attempt_due', 'snooze_over', 'mention', 'claim_returned', 'settled', 'reopened', 'unassigned'],
  lead: ['escalated', 'decision_needed', 'unassigned_too_long', 'load_short'],
};
const QUIETS = ['company', 'own', 'off'] as const;
const LANGUAGES = ['company', 'de', 'en'] as const;

export function MyNotifications() {
  const { t } = useTranslation('told');
  const { settings, version, save, saving, error } = useNotificationSettings('preferences');
  const { draft, set, dirty, discard } = useDraft<Preferences>(settings.preferences, version);
  const { quiet, digest, locale } = draft;
  const [from, until] = settings.company.quiet_hours ?? ['20:00', '07:00'];
  const quietValue = quiet === null ? 'company' : 'off' in quiet ? 'off' : 'own';
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('mine.title')}</h3>
      <p className={page.intro}>{t('mine.intro')}</p>
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); save(draft); }}>
        <Ways settings={settings} draft={draft} set={set} />
        <ExplainedSwitch label={t('mine.digest')} hint={t('mine.digestHint')} on={digest} change={(on) => set({ ...draft, digest: on })} />
        <NativeSelect
          label={t('mine.quiet')} value={quietValue} data={QUIETS.map((value) => ({ value, label: t(`mine.quietValue.${value}`) }))}
          onChange={(event) => set({ ...draft, quiet: event.currentTarget.value === 'off' ? { off: true } : event.currentTarget.value === 'own' ? { from, until } : null })}
        />
        {quiet !== null && !('off' in quiet) && <QuietFields from={quiet.from} until={quiet.until} change={(nextFrom, nextUntil) => set({ ...draft, quiet: { from: nextFrom, until: nextUntil } })} />}
        <NativeSelect label={t('mine.language')} value={locale ?? 'company'} data={LANGUAGES.map((value) => ({ value, label: t(`mine.languageValue.${value}`) }))} onChange={(event) => set({ ...draft, locale: event.currentTarget.value === 'de' || event.currentTarget.value === 'en' ? event.currentTarget.value : null })} />
        <SaveBar dirty={dirty} saving={saving} error={error} discard={discard} />
      </form>
    </section>
  );
}

interface WaysProps {
  readonly settings: NotificationSettings;
  readonly draft: Preferences;
  readonly set: (next: Preferences) => void;
}

/** Which kind goes which way. What nobody has chosen is as the program would do it. */
function Ways({ settings, draft, set }: WaysProps) {
  const { t } = useTranslation('told');
  const { channels } = draft;
  const waysOf = (kind: Told): readonly Channel[] => channels[kind] ?? settings.usual[kind] ?? [];
  const choose = (kind: Told, channel: Channel, on: boolean): void => {
    const ways = CHANNELS.filter((one) => (one === channel ? on : waysOf(kind).includes(one)));
    set({ ...draft, channels: { ...channels, [kind]: ways } });
  };
  return (
    <div>
      <table className={styles.ways}>
        <thead><tr><th scope="col">{t('mine.what')}</th>{CHANNELS.map((channel) => <th key={channel} scope="col">{t(`mine.channel.${channel}`)}</th>)}</tr></thead>
        {(['own', 'lead'] as const).map((group) => (
          <tbody key={group}>
            <tr><th scope="rowgroup" colSpan={4} className={styles.wayGroup}>{t(`mine.group.${group}`)}</th></tr>
            {KINDS[group].map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`kind.${kind}`)}</th>
                {CHANNELS.map((channel) => <td key={channel}><Checkbox aria-label={t('mine.on', { kind: t(`kind.${kind}`), channel: t(`mine.channel.${channel}`) })} checked={waysOf(kind).includes(channel)} onChange={(event) => choose(kind, channel, event.currentTarget.checked)} /></td>)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {Object.keys(channels).length > 0 && <Button className={styles.all!} size="xs" variant="subtle" color="gray" onClick={() => set({ ...draft, channels: {} })}>{t('mine.usual')}</Button>}
    </div>
  );
}
