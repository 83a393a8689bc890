import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { ItemFrame } from './item-frame.tsx';
import { SaveBar } from './save-bar.tsx';
import type { Webhook, WebhookTested } from './shapes.ts';
import { useDraft } from './use-draft.ts';
import { useWebhookDeliveries } from './use-webhook-deliveries.ts';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { isUrlRefused, WebhookFields } from './webhook-fields.tsx';
import type { WebhookDraft } from './webhook-fields.tsx';
import { webhooksQuery } from './webhooks-query.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function WebhookPage({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('told');
  const errorText = useErrorText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { url, events, include_person: includePerson, active } = webhook;
  const { draft, set, dirty, discard } = useDraft<WebhookDraft>({ url, events, include_person: includePerson, active }, Date.parse(webhook.updated_at));
  const refresh = async (): Promise<void> => await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const change = useMutation({ mutationFn: () => send(`/webhooks/${webhook.id}`, draft, { method: 'PATCH' }), onSuccess: async () => { await refresh(); toast(t('webhooks.saved')); } });
  const remove = useMutation({
    mutationFn: () => send(`/webhooks/${webhook.id}`, {}, { method: 'DELETE' }),
    onSuccess: async () => { toast(t('webhooks.removed')); await navigate({ to: '/settings', search: { part: 'webhooks' }, ignoreBlocker: true }); await refresh(); },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  return (
    <ItemFrame part="webhooks" title={new URL(url).host}>
      <form className={page.form} onSubmit={(event) => { event.preventDefault(); if (draft.events.length > 0) change.mutate(); }}>
        <WebhookFields draft={draft} set={set} error={change.error} />
        <ExplainedSwitch label={t('webhooks.active')} hint={t('webhooks.activeHint')} on={draft.active} change={(on) => set({ ...draft, active: on })} />
        <SaveBar dirty={dirty} saving={change.isPending} error={isUrlRefused(change.error) ? null : change.error} discard={discard} />
      </form>
      <Test id={webhook.id} />
      <WebhookDeliveries webhook={webhook} />
      <section className={styles.section}>
        <h3 className={page.heading}>{t('webhooks.ending')}</h3>
        <p className={page.intro}>{t('webhooks.endingText')}</p>
        <div><ConfirmButton alone label={t('webhooks.remove')} question={t('webhooks.removeQuestion')} sure={t('webhooks.removeSure')} busy={remove.isPending} act={() => remove.mutate()} /></div>
      </section>
    </ItemFrame>
  );
}

/** Sends one, and waits until it is known what became of it. */
function Test({ id }: { readonly id: string }) {
  const { t } = useTranslation('told');
  const errorText = useErrorText();
  const { items, refresh } = useWebhookDeliveries(id);
  const test = useMutation({ mutationFn: () => send<WebhookTested>(`/webhooks/${id}/test`), onSuccess: refresh });
  const sent = items.find((one) => one.id === test.data?.delivery_id);
  const waiting = test.data !== undefined && (sent === undefined || sent.state === 'due');
  return (
    <section className={styles.section}>
      <h3 className={page.heading}>{t('webhooks.tryOut')}</h3>
      <p className={page.intro}>{t('webhooks.tryOutText')}</p>
      <div><Button variant="default" loading={test.isPending || waiting} onClick={() => test.mutate()}>{t('webhooks.test')}</Button></div>
      <div aria-live="polite">
        {waiting && <p className={page.muted}>{t('webhooks.testWaiting')}</p>}
        {sent?.state === 'sent' && <p className={styles.good}><CircleCheck size={17} aria-hidden />{t('webhooks.testSent', { status: sent.last_status ?? '' })}</p>}
        {sent?.state === 'dead' && <p className={styles.bad}><CircleX size={17} aria-hidden /><span>{sent.last_status === null ? t('webhooks.testFailed') : t('webhooks.testRefused', { status: sent.last_status })}</span></p>}
        {sent?.state === 'dead' && sent.last_status === null && <code className={styles.technical}>{sent.last_error}</code>}
        {test.error !== null && <p role="alert" className={page.problem}>{errorText(test.error)}</p>}
      </div>
    </section>
  );
}
