import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client.ts';
import { useCopy } from '../shell/use-copy.ts';
import { ItemFrame } from './item-frame.tsx';
import { SaveBar } from './save-bar.tsx';
import type { NewWebhook as Made } from './shapes.ts';
import { BLANK_WEBHOOK, isUrlRefused, WebhookFields } from './webhook-fields.tsx';
import { webhooksQuery } from './webhooks-query.ts';
import page from './settings-page.module.css';
import styles from './parts.module.css';

export function NewWebhook() {
  const { t } = useTranslation('told');
  const queries = useQueryClient();
  const [draft, set] = useState(BLANK_WEBHOOK);
  const make = useMutation({ mutationFn: () => send<Made>('/webhooks', draft), onSuccess: () => void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }) });
  return (
    <ItemFrame part="webhooks" title={t('webhooks.new')}>
      {make.data === undefined
        ? (
          <form className={page.form} onSubmit={(event) => { event.preventDefault(); if (draft.events.length > 0) make.mutate(); }}>
            <WebhookFields draft={draft} set={set} error={make.error} />
            <SaveBar dirty={JSON.stringify(draft) !== JSON.stringify(BLANK_WEBHOOK)} saving={make.isPending} error={isUrlRefused(make.error) ? null : make.error} discard={() => set(BLANK_WEBHOOK)} />
          </form>
        )
        : <Secret made={make.data} />}
    </ItemFrame>
  );
}

/** Shown this once, and so on a page of its own: nothing else there to look at. */
function Secret({ made }: { readonly made: Made }) {
  const { t } = useTranslation('told');
  const copy = useCopy();
  return (
    <section className={styles.secret} role="status">
      <h3 className={page.heading}>{t('webhooks.secret')}</h3>
      <p className={page.intro}>{t('webhooks.secretOnce')}</p>
      <code className={styles.code}>{made.secret}</code>
      <div className={page.row}>
        <Button variant="default" onClick={() => copy(made.secret)}>{t('webhooks.copy')}</Button>
        <Link className={styles.add} to="/settings" search={{ part: 'webhooks', item: made.id }}>{t('webhooks.tryOut')}</Link>
      </div>
    </section>
  );
}
