import { Button, NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, get } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { Choices } from '../callbacks/actions/choices.tsx';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { OwnTextFields } from './own-text-fields.tsx';
import { PartTitle } from './part-title.tsx';
import { SaveBar } from './save-bar.tsx';
import type { MailKind, MailPreview, MailTextKind } from './shapes.ts';
import { useMailTexts } from './use-mail-texts.ts';
import type { MailLocale, OwnText } from './use-mail-texts.ts';
import { useNotificationSettings } from './use-notification-settings.ts';
import page from './settings-page.module.css';
import styles from './mails-part.module.css';

/** What has a mail; the most frequent first. */
const GROUPS: Readonly<Record<'callbacks' | 'account', readonly MailKind[]>> = {
  callbacks: ['assigned', 'warning', 'overdue', 'escalated', 'decision_needed', 'unassigned_too_long', 'digest', 'mention', 'settled', 'reopened', 'load_short', 'called_again', 'attempt_due', 'snooze_over', 'claim_returned', 'unassigned'],
  account: ['invitation', 'password_reset', 'two_factor_changed'],
};

type Kind = MailKind | MailTextKind;

/** They are between the program and an account; a company adds nothing to them. */
const NOT_OWN: ReadonlySet<Kind> = new Set<Kind>(['password_reset', 'two_factor_changed']);

const NONE: OwnText = { opening: '', closing: '' };

/** Long enough that a preview is not fetched for every letter, and short enough to look like typing. */
const TYPING_MS = 300;

export function MailsPart() {
  const { t } = useTranslation('told');
  const { company } = useSession();
  const { settings } = useNotificationSettings('company');
  const texts = useMailTexts();
  const [kind, setKind] = useState<Kind>('assigned');
  const [locale, setLocale] = useState<MailLocale>(company.locale);
  const [form, setForm] = useState<'page' | 'text'>('page');
  const [neutral, setNeutral] = useState(settings.company.neutral);
  const own = NOT_OWN.has(kind) ? null : (kind as MailTextKind);
  const text = own === null ? NONE : texts.textOf(own, locale);
  // all of it together: a kind is never shown with the text of the one before
  const [shown] = useDebouncedValue({ kind, locale, text }, TYPING_MS);
  const settled = shown.kind === kind && shown.locale === locale ? shown.text : text;
  const { data, error, refetch, query } = usePreview({ kind, locale, neutral, text: settled });
  const labelOf = (value: Kind): string => {
    const label = value === 'all' ? t('mails.all') : t(`kind.${value}`);
    return !NOT_OWN.has(value) && texts.isOwn(value as MailTextKind) ? t('mails.own.marked', { kind: label }) : label;
  };
  const groups = (['callbacks', 'account'] as const).map((group) => ({ group: t(`mails.group.${group}`), items: GROUPS[group].map((value) => ({ value, label: labelOf(value) })) }));
  return (
    <div className={page.wide}>
      <PartTitle part="mails" intro={t('mails.intro')} />
      <div className={styles.columns}>
        <form className={styles.choices} onSubmit={(event) => { event.preventDefault(); texts.save(); }}>
          <NativeSelect label={t('mails.kind')} value={kind} data={[{ value: 'all', label: labelOf('all') }, ...groups]} onChange={(event) => setKind(event.currentTarget.value as Kind)} />
          <Choices legend={t('mails.language')} columns={2} digitsFrom={null} value={locale} choose={setLocale} options={[{ value: 'de', label: t('mails.german') }, { value: 'en', label: t('mails.english') }]} />
          {own === null ? <p className={styles.note}>{t('mails.own.never')}</p> : (
            <OwnTextFields key={`${own} ${locale}`} locale={locale} text={text} otherwise={own === 'all' ? NONE : texts.textOf('all', locale)} write={(next) => texts.write(own, locale, next)} placeholders={texts.placeholders[own][locale]} problems={data?.problems ?? []} />
          )}
          {own !== null && (text.opening !== '' || text.closing !== '') && <Button className={styles.standard} variant="subtle" color="gray" onClick={() => texts.write(own, locale, NONE)}>{t('mails.own.standard')}</Button>}
          <SaveBar dirty={texts.dirty} saving={texts.saving} error={texts.error} discard={texts.discard} />
        </form>
        <div className={styles.shown}>
          <div className={styles.view}>
            <Choices legend={t('mails.form')} columns={2} digitsFrom={null} value={form} choose={setForm} options={[{ value: 'page', label: t('mails.page') }, { value: 'text', label: t('mails.text') }]} />
            <ExplainedSwitch label={t('mails.neutral')} hint={t('mails.neutralHint')} on={neutral} change={setNeutral} />
          </div>
          {data === undefined ? (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={refetch} />) : <Mail mail={data} locale={locale} form={form} address={addressOf(`/mails/${kind}/preview.html`, query)} />}
        </div>
      </div>
    </div>
  );
}

interface Wanted {
  readonly kind: Kind;
  readonly locale: MailLocale;
  readonly neutral: boolean;
  readonly text: OwnText;
}

function usePreview({ kind, locale, neutral, text }: Wanted) {
  const query = { locale, neutral, draft: true, ...text };
  const { data, error, refetch } = useQuery({ queryKey: ['mails', kind, query], queryFn: ({ signal }) => get<MailPreview>(`/mails/${kind}/preview`, query, signal), placeholderData: keepPreviousData });
  return { data, error, refetch: () => void refetch(), query };
}

interface MailProps {
  readonly mail: MailPreview;
  readonly locale: MailLocale;
  readonly form: 'page' | 'text';
  readonly address: string;
}

function Mail({ mail, locale, form, address }: MailProps) {
  const { t } = useTranslation('told');
  return (
    <section className={styles.mail} aria-label={t('mails.frame', { subject: mail.subject })} aria-live="polite">
      <dl className={styles.head} lang={locale}>
        <div><dt>{t('mails.subject')}</dt><dd className={styles.subject}>{mail.subject}</dd></div>
        <div><dt>{t('mails.previewLine')}</dt><dd>{mail.preview}</dd></div>
      </dl>
      {form === 'text' ? <pre className={styles.text} lang={locale}>{mail.text}</pre> : <iframe className={styles.frame} title={t('mails.frame', { subject: mail.subject })} sandbox="" src={address} />}
    </section>
  );
}
