import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, get } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { Choices } from '../callbacks/actions/choices.tsx';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { PartTitle } from './part-title.tsx';
import type { MailKind, MailPreview } from './shapes.ts';
import { useNotificationSettings } from './use-notification-settings.ts';
import page from './settings-page.module.css';
import styles from './mails-part.module.css';

/** What has a mail; the most frequent first. */
const GROUPS: Readonly<Record<'callbacks' | 'account', readonly MailKind[]>> = {
  callbacks: ['assigned', 'warning', 'overdue', 'escalated', 'decision_needed', 'unassigned_too_long', 'digest', 'mention', 'settled', 'reopened', 'load_short', 'called_again', 'attempt_due', 'snooze_over', 'claim_returned', 'unassigned'],
  account: ['invitation', 'password_reset', 'two_factor_changed'],
};

export function MailsPart() {
  const { t } = useTranslation('told');
  const { company } = useSession();
  const { settings } = useNotificationSettings('company');
  const [kind, setKind] = useState<MailKind>('assigned');
  const [locale, setLocale] = useState<'de' | 'en'>(company.locale);
  const [form, setForm] = useState<'page' | 'text'>('page');
  const [neutral, setNeutral] = useState(settings.company.neutral);
  const groups = (['callbacks', 'account'] as const).map((group) => ({ group: t(`mails.group.${group}`), items: GROUPS[group].map((value) => ({ value, label: t(`kind.${value}`) })) }));
  return (
    <div className={page.wide}>
      <PartTitle part="mails" intro={t('mails.intro')} />
      <div className={styles.columns}>
        <div className={styles.choices}>
          <NativeSelect label={t('mails.kind')} value={kind} data={groups} onChange={(event) => setKind(event.currentTarget.value as MailKind)} />
          <Choices legend={t('mails.language')} columns={2} digitsFrom={null} value={locale} choose={setLocale} options={[{ value: 'de', label: t('mails.german') }, { value: 'en', label: t('mails.english') }]} />
          <Choices legend={t('mails.form')} columns={2} digitsFrom={null} value={form} choose={setForm} options={[{ value: 'page', label: t('mails.page') }, { value: 'text', label: t('mails.text') }]} />
          <ExplainedSwitch label={t('mails.neutral')} hint={t('mails.neutralHint')} on={neutral} change={setNeutral} />
        </div>
        <Preview kind={kind} locale={locale} neutral={neutral} form={form} />
      </div>
    </div>
  );
}

interface PreviewProps {
  readonly kind: MailKind;
  readonly locale: 'de' | 'en';
  readonly neutral: boolean;
  readonly form: 'page' | 'text';
}

function Preview({ kind, locale, neutral, form }: PreviewProps) {
  const { t } = useTranslation('told');
  const query = { locale, neutral };
  const { data, error, refetch } = useQuery({ queryKey: ['mails', kind, locale, neutral], queryFn: ({ signal }) => get<MailPreview>(`/mails/${kind}/preview`, query, signal), placeholderData: keepPreviousData });
  if (error !== null && data === undefined) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LoadingNotice />;
  return (
    <section className={styles.mail} aria-label={t('mails.frame', { subject: data.subject })} aria-live="polite">
      <dl className={styles.head} lang={locale}>
        <div><dt>{t('mails.subject')}</dt><dd className={styles.subject}>{data.subject}</dd></div>
        <div><dt>{t('mails.previewLine')}</dt><dd>{data.preview}</dd></div>
      </dl>
      {form === 'text'
        ? <pre className={styles.text} lang={locale}>{data.text}</pre>
        : <iframe className={styles.frame} title={t('mails.frame', { subject: data.subject })} sandbox="" src={addressOf(`/mails/${kind}/preview.html`, query)} />}
    </section>
  );
}
