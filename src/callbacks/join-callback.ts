// Two promises become one callback: the higher priority, the graver error, the earlier deadline, the union of the context.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { graverError, higherPriority, type CallbackDraft, type CallbackMetadata, type CreatedFrom, type StoredCallback } from './callback.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { StandingCallback } from './find-standing.ts';

export async function joinCallback(tx: Tx, companyId: string, { open, draft }: { readonly open: StandingCallback; readonly draft: CallbackDraft }): Promise<StoredCallback> {
  const errorType = graverError(draft.errorType, open.error_type);
  const priority = higherPriority(draft.priority, open.priority);
  const createdFrom = askedFor(draft.createdFrom) && open.created_from === 'failsafe_callback' ? draft.createdFrom : open.created_from;
  // Of another wish's failure only the graver one speaks; within one wish what was told last tells it best.
  const message = open.wish_id === draft.wishId || errorType !== open.error_type ? draft.errorMessage : null;
  const metadata = { ...open.metadata, ...withoutIdentity(draft.metadata), error_type: errorType, created_from: createdFrom };
  const row = await tx.maybe<{ id: string; due_at: EpochMs; phone_number: string | null }>(
    `update callbacks set priority = $3, error_type = $4, error_message = coalesce($5, error_message),
       customer_name = coalesce($6, customer_name), phone_number = coalesce($7, phone_number), phone_raw = coalesce($8, phone_raw),
       customer_email = coalesce($9, customer_email), service_id = coalesce($10, service_id),
       due_because = case when due_at <= $11 then due_because else $12 end, due_at = least(due_at, $11),
       preferred_time_window = coalesce($13, preferred_time_window),
       notes = case when $14::text is null or position($14 in notes) > 0 then notes else concat_ws(E'\\n', notes, $14) end,
       metadata = $15, updated_at = greatest(updated_at, $16), created_from = $17, version = version + 1, watch_at = least(watch_at, $16)
     where company_id = $1 and id = $2
     returning id, due_at, phone_number`,
    [
      companyId, open.id, priority, errorType, message ?? (open.error_message === null ? draft.errorMessage : null), draft.customerName, draft.phoneNumber, draft.phoneRaw,
      draft.customerEmail, draft.serviceId, iso(draft.dueAt), draft.dueBecause,
      draft.preferredTimeWindow == null ? null : JSON.stringify(draft.preferredTimeWindow), draft.notes,
      JSON.stringify(metadata), iso(draft.createdAt), createdFrom,
    ],
  );
  await addCallbackEvent(tx, companyId, {
    id: uuidFrom('callback-joined', open.id, draft.id), callbackId: open.id, at: draft.createdAt, actor: draft.createdBy ?? 'machine', kind: 'joined',
    // Everything from which a person can take it out again (split-callback.ts).
    detail: {
      created_from: draft.createdFrom, error_type: draft.errorType, priority: draft.priority, receipt: draft.receipt, reason: draft.errorMessage,
      wish_id: draft.wishId, call_id: draft.callId, due_at: draft.dueAt, due_because: draft.dueBecause, context: withoutIdentity(draft.metadata),
    },
  });
  // Overdue already: then only the time that is promised now can be said, and the caller waits no longer than that.
  const dueAt = row!.due_at <= draft.createdAt ? draft.dueAt : row!.due_at;
  return { id: row!.id, dueAt, phoneNumber: row!.phone_number };
}

/** What the caller asked for himself stays with people, also where the machine had opened the callback before (settle-in-call.ts). */
function askedFor(createdFrom: CreatedFrom): boolean {
  return createdFrom === 'customer_request' || createdFrom === 'anonymous_caller';
}

/** The first promise keeps its identity (who, when, whence); later ones only add what they know of the failure. */
function withoutIdentity(metadata: CallbackMetadata): Partial<CallbackMetadata> {
  const { created_from: _from, created_at_iso: _at, call_id: _call, retell_call_id: _retell, from_number: _number, ...context } = metadata;
  return context;
}
