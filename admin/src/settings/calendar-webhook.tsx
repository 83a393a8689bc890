import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { get, send } from '../api/client.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { useCopy } from '../shell/use-copy.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import { ConfirmButton } from './confirm-button.tsx';
import type { CalendarWebhook as State, CalendarWebhookRegistered, CalendarWebhookSecret } from './shapes.ts';
import styles from './calendar-webhook.module.css';

const QUERY = { queryKey: ['calendar-webhook'], queryFn: ({ signal }: { readonly signal: AbortSignal }) => get<State>('/settings/calendar-webhook', {}, signal), refetchInterval: 30_000 };

/** As Cal.com calls them, whatever the language. */
const EVENTS = ['Booking created', 'Booking requested', 'Booking rescheduled', 'Booking canceled', 'Booking rejected'];

/** Cal.com tells what somebody changes there: entered by us, or by hand. Whether it works is told by the last message that came. */
export function CalendarWebhook() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery(QUERY);
  return (
    <section className={styles.part} aria-labelledby="calendar-webhook">
      <header>
        <h3 id="calendar-webhook" className={styles.heading}>{t('calendarWebhook.title')}</h3>
        <p className={styles.hint}>{t('calendarWebhook.text')}</p>
      </header>
      {data === undefined && (error === null ? <LoadingNotice /> : <ErrorNotice error={error} retry={() => void refetch()} />)}
      {data?.address === null && <p>{t('calendarWebhook.noAddress')}</p>}
      {data !== undefined && data.address !== null && <><LastMessage at={data.last_message_at} /><Register /><ByHand address={data.address} isSecretStored={data.secret_stored} /></>}
    </section>
  );
}

function LastMessage({ at }: { readonly at: string | null }) {
  const { t } = useTranslation('settings');
  const say = useSay();
  if (at === null) return <p className={styles.hint}>{t('calendarWebhook.noMessage')}</p>;
  return <p className={styles.good}><CircleCheck size={17} aria-hidden />{t('calendarWebhook.lastMessage', { when: say.moment(at) })}</p>;
}

function Register() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const onSettled = useReread();
  const register = useMutation({ mutationFn: () => send<CalendarWebhookRegistered>('/settings/calendar-webhook', {}), onSettled });
  return (
    <div className={styles.action}>
      <div><Button variant="default" loading={register.isPending} onClick={() => register.mutate()}>{t('calendarWebhook.register')}</Button></div>
      <div aria-live="polite">{register.data !== undefined && !register.isPending && <Registered answer={register.data} />}</div>
      {register.error !== null && <p role="alert" className={styles.problem}>{errorText(register.error)}</p>}
    </div>
  );
}

/** The settings too: with a new secret their version is another one, and what is saved next must not be refused for that. */
function useReread(): () => void {
  const queries = useQueryClient();
  return () => void Promise.all([QUERY.queryKey, ['settings']].map((queryKey) => queries.invalidateQueries({ queryKey, exact: true })));
}

function Registered({ answer: { outcome, how, detail } }: { readonly answer: CalendarWebhookRegistered }) {
  const { t } = useTranslation('settings');
  if (how !== null) return <p className={styles.good}><CircleCheck size={17} aria-hidden />{t(`calendarWebhook.${how}`)}</p>;
  return (
    <div className={styles.bad}>
      <TriangleAlert size={17} aria-hidden />
      <div>
        {t(outcome === 'refused' ? 'calendarWebhook.refused' : 'calendarWebhook.unknown')}
        {detail !== null && <details><summary>{t('technical')}</summary><code>{detail}</code></details>}
      </div>
    </div>
  );
}

/** For whoever may not give the key that right, or would rather do it himself. */
function ByHand({ address, isSecretStored }: { readonly address: string; readonly isSecretStored: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <details className={styles.hand}>
      <summary>{t('calendarWebhook.hand')}</summary>
      <ol>
        <li>{t('calendarWebhook.hand1')}</li>
        <li>{t('calendarWebhook.hand2')}<Copied label={t('calendarWebhook.copyAddress')} text={address} /></li>
        <li>{t('calendarWebhook.hand3', { events: EVENTS.join(', ') })}</li>
        <li>{t('calendarWebhook.hand4')}<Secret isStored={isSecretStored} /></li>
      </ol>
    </details>
  );
}

function Secret({ isStored }: { readonly isStored: boolean }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const onSettled = useReread();
  const make = useMutation({ mutationFn: () => send<CalendarWebhookSecret>('/settings/calendar-webhook/secret', {}), onSettled });
  if (make.data !== undefined) return <><Copied label={t('calendarWebhook.copySecret')} text={make.data.secret} /><p className={styles.hint}>{t('calendarWebhook.secretOnce')}</p></>;
  return (
    <div className={styles.secret}>
      {isStored
        ? <ConfirmButton label={t('calendarWebhook.newSecret')} question={t('calendarWebhook.newSecretQuestion')} sure={t('calendarWebhook.newSecretSure')} busy={make.isPending} act={() => make.mutate()} />
        : <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>{t('calendarWebhook.makeSecret')}</Button>}
      {make.error !== null && <p role="alert" className={styles.problem}>{errorText(make.error)}</p>}
    </div>
  );
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const copy = useCopy();
  return (
    <div className={styles.copied}>
      <code>{text}</code>
      <Button size="xs" variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(text)}>{label}</Button>
    </div>
  );
}
