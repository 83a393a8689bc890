import { Button, CopyButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Ban, Check, Clock, Copy, Mail, MessageSquare, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LastMessage } from '../../api/shapes.ts';
import { useSay } from '../../words/say.ts';
import type { Acting } from '../actions/acting.ts';
import { lastMessageQuery } from '../actions/queries.ts';
import styles from './section.module.css';
import own from './decision.module.css';

const HOPELESS: ReadonlySet<string | undefined> = new Set(['wrong_number', 'not_in_service']);

/** Attempts are used up, or cannot help: why, the last message, and what can be chosen. Nothing here ends by itself. */
export function Decision({ acting, may }: { readonly acting: Acting; readonly may: boolean }) {
  const { t } = useTranslation('acting');
  const say = useSay();
  const { callback, show, call } = acting;
  const { data: message } = useQuery({ ...lastMessageQuery(callback.id), enabled: callback.decision_since !== null });
  if (callback.decision_since === null || callback.completed_at !== null) return null;
  const last = callback.attempts.findLast(({ withdrawn_at: withdrawn }) => withdrawn === null);
  const hopeless = HOPELESS.has(last?.outcome);
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (
    <section className={own.decision} aria-label={t('decision.title')}>
      <h3 className={styles.title}>{t('decision.title')}</h3>
      <p>{hopeless ? t('decision.number') : t('decision.attempts', { count: callback.attempts_count })} {t('decision.since', { moment: say.moment(callback.decision_since) })}</p>
      {message !== undefined && <Message message={message} />}
      {may && (
        <div className={own.choices}>
          {!hopeless && <Button size="xs" variant="default" leftSection={<Phone {...icon} />} onClick={call}>{t('callBack')}</Button>}
          <Button size="xs" variant="default" leftSection={<Clock {...icon} />} onClick={() => show('snooze')}>{t('decision.later')}</Button>
          <Button size="xs" variant="default" leftSection={<Check {...icon} />} onClick={() => show('complete')}>{t('complete')}</Button>
          <Button size="xs" variant="default" leftSection={<Ban {...icon} />} onClick={() => show('cancel')}>{t('cancel')}</Button>
        </div>
      )}
    </section>
  );
}

function Message({ message }: { readonly message: LastMessage }) {
  const { t } = useTranslation(['acting', 'frame']);
  const { email, sms_to: mobile, subject, text, items } = message;
  const sms = items[0]?.sms ?? text;
  return (
    <div className={own.message}>
      <p className={own.name}>{t('decision.message')} <span className={own.quiet}>{t('decision.messageHint')}</span></p>
      <pre className={own.text}>{text}</pre>
      <div className={own.choices}>
        <CopyButton value={text}>{({ copied, copy }) => <Button size="xs" variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={copy}>{copied ? t('frame:copied') : t('decision.copy')}</Button>}</CopyButton>
        {email !== null && <Button size="xs" variant="default" component="a" href={`mailto:${email}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`} leftSection={<Mail size={14} aria-hidden />}>{t('decision.mail')}</Button>}
        {mobile !== null && <Button size="xs" variant="default" component="a" href={`sms:${mobile}?body=${encodeURIComponent(sms)}`} leftSection={<MessageSquare size={14} aria-hidden />}>{t('decision.sms')}</Button>}
      </div>
    </div>
  );
}
