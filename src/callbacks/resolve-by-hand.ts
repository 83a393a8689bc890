import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';

export interface ResolvedByHand {
  readonly callbackId: string;
  readonly escalationId: string;
  readonly note: string | null;
}

/** One of them, by a person. null: there is none such. */
export async function resolveEscalation(tx: Tx, { company, actor, now, ids }: Desk, { callbackId, escalationId, note }: ResolvedByHand): Promise<'resolved' | 'resolved_before' | null> {
  const row = await tx.maybe<{ open: boolean }>('select resolved_at is null as open from callback_escalations where company_id = $1 and callback_id = $2 and id = $3 for update', [company.id, callbackId, escalationId]);
  if (row === null) return null;
  if (!row.open) return 'resolved_before';
  const by = actorText(actor);
  await tx.run('update callback_escalations set resolved_at = $3, resolved_by = $4, resolution_note = $5 where company_id = $1 and id = $2', [company.id, escalationId, iso(now), by, note]);
  await addCallbackEvent(tx, company.id, { id: ids.next(), callbackId, at: now, actor: by, kind: 'escalation_resolved', detail: { escalation: escalationId, note } });
  await appendAudit(tx, company.id, { at: now, actor: by, action: 'callback.escalation_resolved', subject: { kind: 'callback', id: callbackId }, detail: { escalation: escalationId } });
  return 'resolved';
}
