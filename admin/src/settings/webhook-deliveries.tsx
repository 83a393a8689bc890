import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { ErrorNotice, LoadingNotice } from '../shell/notices.tsx';
import { toast } from '../shell/toast-store.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { useSay } from '../words/say.ts';
import type { Webhook, WebhookDelivery } from './shapes.ts';
import { useWebhookDeliveries } from './use-webhook-deliveries.ts';
import { eventKey } from './webhook-fields.tsx';
import page from './settings-page.module.css';
import styles from './parts.module.css';

const TONES = { due: 'hours', sent: 'extra', dead: 'closed' } as const;

export function WebhookDeliveries({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('told');
  const errorText = useErrorText();
  const { list, items, refresh } = useWebhookDeliveries(webhook.id);
  const replay = useMutation({
    mutationFn: (delivery: string | null) => send(delivery === null ? `/webhooks/${webhook.id}/replay` : `/webhooks/${webhook.id}/deliveries/${delivery}/replay`),
    onSuccess: async () => { await refresh(); toast(t('webhooks.replayed')); },
    onError: (error) => toast(errorText(error), { tone: 'problem' }),
  });
  return (
    <section className={styles.section}>
      <div className={page.partLine}>
        <h3 className={page.heading}>{t('webhooks.deliveries')}</h3>
        {webhook.dead > 0 && <Button variant="default" size="xs" loading={replay.isPending && replay.variables === null} onClick={() => replay.mutate(null)}>{t('webhooks.replayAll')}</Button>}
      </div>
      {list.isPending && <LoadingNotice />}
      {list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={page.muted}>{t('webhooks.noDeliveries')}</p>}
      {items.length > 0 && <ul className={styles.list}>{items.map((one) => <Line key={one.id} delivery={one} busy={replay.isPending && replay.variables === one.id} again={() => replay.mutate(one.id)} />)}</ul>}
      {list.hasNextPage && <div><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('webhooks.more')}</Button></div>}
    </section>
  );
}

function Line({ delivery, busy, again }: { readonly delivery: WebhookDelivery; readonly busy: boolean; readonly again: () => void }) {
  const { t } = useTranslation('told');
  const say = useSay();
  const { id, event, callback_id: callbackId, at, state, tries, next_try_at: next, last_status: status, last_error: error } = delivery;
  const name = t(`webhooks.eventName.${eventKey(event as Parameters<typeof eventKey>[0])}`);
  const facts = [say.moment(at), t('webhooks.tries', { count: tries }), ...(status === null ? [] : [`HTTP ${status}`]), ...(state === 'due' && tries > 0 && next !== null ? [t('webhooks.next', { when: say.moment(next) })] : [])];
  return (
    <li className={styles.entry}>
      <span className={styles.itemText}>
        <span>{callbackId === null ? name : <Link to="/callbacks/$id" params={{ id: callbackId }} search={{ tab: 'all' }}>{name}</Link>}</span>
        <span className={styles.itemMore}>{facts.join('\u00A0· ')}{error !== null && state !== 'sent' && status === null && <code className={styles.technical}>{error}</code>}</span>
      </span>
      {state !== 'due' && <Button size="xs" variant="subtle" color="gray" loading={busy} aria-label={`${name}, ${say.moment(at)}: ${t('webhooks.again')}`} data-id={id} onClick={again}>{t('webhooks.again')}</Button>}
      <span className={styles.kind} data-tone={TONES[state]}>{t(`webhooks.state.${state}`)}</span>
    </li>
  );
}
