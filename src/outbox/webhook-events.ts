// What other programs are told of a callback. Written by the transaction of the change, one row per webhook that asked
// for it.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { OUTBOX_CHANNEL } from './enqueue.ts';

export type WebhookEvent =
  | 'callback.created' | 'callback.assigned' | 'callback.contacted' | 'callback.completed' | 'callback.cancelled' | 'callback.reopened'
  | 'callback.escalated' | 'callback.overdue' | 'callback.settled' | 'ledger.difference';

export interface CallbackHappening {
  readonly event: WebhookEvent;
  /** Of the timeline: the same one again is the same message. */
  readonly eventId: string;
  readonly callbackId: string;
  readonly at: EpochMs;
  readonly actor: string;
}

/** To be called after the callback's row was written: what is told is how it stands then. */
export async function enqueueWebhooks(tx: Tx, companyId: string, happening: CallbackHappening): Promise<void> {
  const added = await tx.run(
    `insert into webhook_deliveries (company_id, id, webhook_id, event, callback_id, at, data, due_at)
     select w.company_id, md5(w.id::text || $3::text || $2)::uuid, w.id, $2, c.id, $4::timestamptz,
       jsonb_build_object('callback_id', c.id, 'actor', $6::text, 'status', c.status, 'priority', c.priority, 'error_type', c.error_type, 'created_from', c.created_from,
         'branch_id', c.branch_id, 'service_id', c.service_id, 'assigned_to', c.assigned_to, 'due_at', c.due_at, 'created_at', c.created_at, 'completed_at', c.completed_at,
         'resolution', case when c.resolution ~ '^[a-z_]{1,60}$' then c.resolution end, 'attempts_count', c.attempts_count, 'call_id', c.call_id, 'wish_id', c.wish_id, 'appointment_id', c.appointment_id), $4::timestamptz
     from webhooks w join callbacks c on c.company_id = w.company_id and c.id = $5
     where w.company_id = $1 and w.active and $2 = any(w.events)
     on conflict do nothing`,
    [companyId, happening.event, happening.eventId, iso(happening.at), happening.callbackId, happening.actor],
  );
  if (added > 0) await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
}
