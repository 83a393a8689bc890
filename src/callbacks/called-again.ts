// The customer calls again while something of his is open: the timeline says so, and whoever has the case is told.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Recipient } from '../outbox/notice.ts';
import { addCallbackEvent } from './callback-events.ts';

interface Heard {
  readonly callbackId: string;
  readonly callId: string;
  readonly at: EpochMs;
}

async function addLine(tx: Tx, companyId: string, { callbackId, callId, at }: Heard): Promise<void> {
  await addCallbackEvent(tx, companyId, { id: uuidFrom('called-again', callbackId, callId), callbackId, at, actor: 'machine', kind: 'called_again', detail: { call_id: callId } });
}

/** Every open callback of his that is older than the call says that he called. Never for a withheld number. Safe to repeat. */
export async function noteFreshCall(tx: Tx, companyId: string, callId: string): Promise<void> {
  const open = await tx.rows<{ id: string; at: EpochMs }>(
    `select c.id, coalesce(k.started_at, k.created_at) as at
     from calls k join callbacks c on c.company_id = k.company_id and c.phone_number = k.from_number and c.status in ('pending', 'assigned', 'contacted')
       and c.call_id is distinct from k.id and c.created_at < coalesce(k.started_at, k.created_at)
     where k.company_id = $1 and k.id = $2 and k.direction is distinct from 'outbound' order by c.id`,
    [companyId, callId],
  );
  for (const { id, at } of open) await addLine(tx, companyId, { callbackId: id, callId, at });
}

/** He wants the same once more. The case stays with whoever has it, and he is told. */
export async function tellCalledAgain(tx: Tx, companyId: string, again: Heard & { readonly callerKey: string; readonly assignedTo: string | null }): Promise<void> {
  const { callbackId, callId, at, callerKey, assignedTo } = again;
  await addLine(tx, companyId, again);
  const holder = await tx.maybe<{ claimed_by: string; staff_id: string | null }>(
    'select claimed_by, staff_id from caller_claims where company_id = $1 and caller_key = $2 and claim_until > $3',
    [companyId, callerKey, iso(at)],
  );
  const told: Recipient[] = assignedTo === null ? [] : [{ kind: 'staff', id: assignedTo }];
  if (holder !== null && (assignedTo === null || holder.staff_id !== assignedTo)) {
    told.push(holder.staff_id === null ? { kind: 'actor', id: holder.claimed_by } : { kind: 'staff', id: holder.staff_id });
  }
  await enqueueNotices(tx, companyId, told.map((to) => ({
    kind: 'called_again', to, callbackId, at, dedupeKey: `called-again:${callbackId}:${callId}:${'id' in to ? to.id : ''}`, facts: { call_id: callId },
  })));
}
