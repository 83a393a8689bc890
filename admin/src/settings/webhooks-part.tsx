import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AddLink, ItemLink } from './item-frame.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { PartTitle } from './part-title.tsx';
import { NEW } from './settings-search.ts';
import type { Webhook } from './shapes.ts';
import { WebhookPage } from './webhook-page.tsx';
import { webhooksQuery } from './webhooks-query.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function WebhooksPart() {
  const { data } = useSuspenseQuery(webhooksQuery);
  const { item } = useSearch({ from: '/settings' });
  const opened = data.items.find(({ id }) => id === item);
  if (item === NEW) return <NewWebhook />;
  return opened === undefined ? <List webhooks={data.items} /> : <WebhookPage key={opened.id} webhook={opened} />;
}

function List({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { t } = useTranslation('told');
  return (
    <div className={page.wide}>
      <PartTitle part="webhooks" intro={t('webhooks.intro')}><AddLink part="webhooks" label={t('webhooks.add')} /></PartTitle>
      {webhooks.length === 0 && <p className={page.muted}>{t('webhooks.none')}</p>}
      {webhooks.length > 0 && (
        <ul className={styles.list}>
          {webhooks.map(({ id, url, events, active, dead, include_person: withPerson }) => (
            <ItemLink
              key={id} part="webhooks" item={id} name={url}
              aside={!active ? <span className={styles.kind}>{t('webhooks.off')}</span> : dead > 0 ? <span className={styles.kind} data-tone="closed">{t('webhooks.dead', { count: dead })}</span> : undefined}
            >
              {t('webhooks.eventCount', { count: events.length })}{withPerson && ` · ${t('webhooks.withPerson')}`}
            </ItemLink>
          ))}
        </ul>
      )}
    </div>
  );
}
