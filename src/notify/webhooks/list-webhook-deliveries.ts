import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { page } from '../../platform/keyset.ts';
import type { Page, Place } from '../../platform/keyset.ts';
import type { EpochMs } from '../../platform/world.ts';
import { OUTBOX_CHANNEL } from '../../outbox/enqueue.ts';

export interface WebhookDeliveryView {
  readonly id: string;
  readonly event: string;
  readonly callback_id: string | null;
  readonly at: string;
  readonly state: 'due' | 'sent' | 'dead';
  readonly tries: number;
  readonly next_try_at: string | null;
  readonly last_status: number | null;
  readonly last_error: string | null;
}

type Row = Omit<WebhookDeliveryView, 'at' | 'next_try_at'> & { readonly at: EpochMs; readonly due_at: EpochMs | null; readonly key: number };

interface Asked {
  readonly companyId: string;
  readonly webhookId: string;
  readonly state: WebhookDeliveryView['state'] | null;
  readonly limit: number;
  readonly after: Place | null;
}

/** The latest first. */
export async function listWebhookDeliveries(tx: Tx, { companyId, webhookId, state, limit, after }: Asked): Promise<Page<WebhookDeliveryView>> {
  const rows = await tx.rows<Row>(
    `select id, event, callback_id, at, state, tries, due_at, last_status, last_error, (extract(epoch from at) * 1000000)::bigint as key
     from webhook_deliveries
     where company_id = $1 and webhook_id = $2 and ($3::text is null or state = $3)
       and ($5::uuid is null or (at, id) < (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5))
     order by at desc, id desc limit $6`,
    [companyId, webhookId, state, after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  return page(rows, limit, {
    item: ({ at, due_at, key: _key, ...row }) => ({ ...row, at: iso(at), next_try_at: due_at === null ? null : iso(due_at) }),
    place: ({ key, id }) => ({ keys: [key], id }),
  });
}

/**
 * Sends again what was given up: one message, or (`id` null) all dead ones of the webhook. It keeps its id, so that a
 * receiver which had it after all recognises it. Returns how many.
 */
export async function replayWebhook(tx: Tx, of: { companyId: string; webhookId: string; id: string | null; at: EpochMs }): Promise<number> {
  const replayed = await tx.run(
    `update webhook_deliveries set state = 'due', due_at = $4, ended_at = null, tries = 0
     where company_id = $1 and webhook_id = $2 and case when $3::uuid is null then state = 'dead' else id = $3 and state <> 'due' end`,
    [of.companyId, of.webhookId, of.id, iso(of.at)],
  );
  if (replayed > 0) await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
  return replayed;
}
