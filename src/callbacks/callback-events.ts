import { announceChange } from '../outbox/announce-change.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { enqueueWebhooks } from '../outbox/webhook-events.ts';
import type { DeskEventKind } from './decide.ts';
import { webhookEventsOf } from './webhook-events.ts';

type TimelineKind =
  | 'created' | 'joined' | 'booking_found' | 'looked_in_vain' | 'settled_in_call' | 'raised'
  | 'claimed' | 'released' | 'claim_returned' | 'note' | 'booking_tried' | 'escalation_resolved'
  | 'attempt_due' | 'unassigned_too_long'
  | 'called_again' | 'split' | 'may_be_settled'
  | DeskEventKind;

/** One line of a callback's timeline. `actor` is 'machine' or a person's id; `id` is derived, so repeating adds nothing. */
export interface CallbackEvent {
  readonly id: string;
  readonly callbackId: string;
  readonly at: EpochMs;
  readonly actor: string;
  readonly kind: TimelineKind;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function addCallbackEvent(tx: Tx, companyId: string, event: CallbackEvent): Promise<void> {
  // Whether any program outside listens is asked along: most companies have no webhook, and pay nothing for those that have.
  const written = await tx.maybe<{ hooked: boolean }>(
    `with line as (insert into callback_events (company_id, id, callback_id, at, actor, kind, detail) values ($1, $2, $3, $4, $5, $6, $7) on conflict (company_id, id) do nothing)
     select exists (select from webhooks where company_id = $1 and active) as hooked`,
    [companyId, event.id, event.callbackId, iso(event.at), event.actor, event.kind, JSON.stringify(event.detail)],
  );
  await announceChange(tx, companyId, { kind: 'callback', id: event.callbackId });
  if (written?.hooked !== true) return;
  for (const told of webhookEventsOf(event)) await enqueueWebhooks(tx, companyId, { event: told, eventId: event.id, callbackId: event.callbackId, at: event.at, actor: event.actor });
}
