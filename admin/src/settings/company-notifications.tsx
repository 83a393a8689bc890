import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { DigestFields } from './digest-fields.tsx';
import { LinesField } from './lines-field.tsx';
import { QuietFields } from './quiet-fields.tsx';
import { SaveBar } from './save-bar.tsx';
import type { NotificationSettings } from './shapes.ts';
import { useDraft } from './use-draft.ts';
import { useNotificationSettings } from './use-notification-settings.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const NIGHT: [string, string] = ['20:00', '07:00'];

export function CompanyNotifications() {
  const { t } = useTranslation('told');
  const { settings, version, save, saving, error } = useNotificationSettings('company');
  const { draft, set, dirty, discard } = useDraft<NotificationSettings['company']>(settings.company, version);
  const { neutral, quiet_hours: quiet, escalation_phones: phones, digest } = draft;
  const phonesRefused = error instanceof ApiError && error.problem?.detail.startsWith('escalation_phones') === true;
  return (
    <section className={styles.first}>
      <h3 className={page.heading}>{t('company.title')}</h3>
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); save(draft); }}>
        <ExplainedSwitch label={t('company.neutral')} hint={t('company.neutralHint')} on={neutral} change={(on) => set({ ...draft, neutral: on })} />
        <ExplainedSwitch label={t('company.quiet')} hint={t('company.quietHint')} on={quiet !== null} change={(on) => set({ ...draft, quiet_hours: on ? (settings.company.quiet_hours ?? NIGHT) : null })} />
        {quiet !== null && <QuietFields from={quiet[0]} until={quiet[1]} change={(from, until) => set({ ...draft, quiet_hours: [from, until] })} />}
        <LinesField label={t('company.phones')} hint={t('company.phonesHint')} lines={phones} change={(lines) => set({ ...draft, escalation_phones: [...lines] })} />
        {phonesRefused && <p role="alert" className={page.problem}>{t('company.phonesInvalid')}</p>}
        <DigestFields digest={digest} change={(next) => set({ ...draft, digest: next })} />
        <SaveBar dirty={dirty} saving={saving} error={phonesRefused ? null : error} discard={discard} />
      </form>
    </section>
  );
}
