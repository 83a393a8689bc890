import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { graverError, higherPriority, type CallbackDraft, type CallbackMetadata, type CreatedFrom, type ErrorType, type StoredCallback } from './callback.ts';
import { addCallbackEvent } from './callback-events.ts';

interface OpenRow {
  readonly id: string;
  /** This very draft is in it already: it came again, after a COMMIT whose reply was lost or after a crash. */
  readonly known: boolean;
  readonly created_from: CreatedFrom;
  readonly phone_number: string | null;
  readonly priority: Priority;
  readonly error_type: ErrorType | null;
  readonly due_at: EpochMs;
  readonly metadata: CallbackMetadata;
}

/**
 * Stores the callback. Where its wish has an open one already, the two become one: the higher priority, the
 * graver error, the earlier deadline, the union of the context; so a caller whose availability check and booking
 * both failed is called once, by the stricter promise. Safe to repeat with the same draft, also after a person
 * has dealt with it.
 */
export async function storeCallback(tx: Tx, companyId: string, draft: CallbackDraft): Promise<StoredCallback> {
  const open = await tx.maybe<OpenRow>(
    `select * from (
       select id, priority, error_type, due_at, metadata, created_from, phone_number, status,
         id = $2 or exists (select from callback_events e where e.company_id = $1 and e.callback_id = callbacks.id
                              and e.kind = 'joined' and e.detail->>'receipt' = $4) as known
       from callbacks where company_id = $1 and (id = $2 or wish_id = $3) for update) as candidates
     where known or status in ('pending', 'assigned', 'contacted')
     order by known desc, due_at limit 1`,
    [companyId, draft.id, draft.wishId, draft.receipt],
  );
  if (open === null) return await insertCallback(tx, companyId, draft);
  if (open.known) return { id: open.id, dueAt: open.due_at, phoneNumber: open.phone_number };
  return await joinCallback(tx, { companyId, open, draft });
}

async function insertCallback(tx: Tx, companyId: string, draft: CallbackDraft): Promise<StoredCallback> {
  await tx.run(
    `insert into callbacks (company_id, id, receipt, wish_id, call_id, status, priority, error_type, error_message, created_from,
       customer_name, phone_number, phone_raw, customer_email, branch_id, service_id, due_at, due_because,
       preferred_time_window, notes, metadata, created_at, updated_at, watch_at)
     values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21, $21)`,
    [
      companyId, draft.id, draft.receipt, draft.wishId, draft.callId, draft.priority, draft.errorType, draft.errorMessage,
      draft.createdFrom, draft.customerName, draft.phoneNumber, draft.phoneRaw, draft.customerEmail, draft.branchId, draft.serviceId,
      iso(draft.dueAt), draft.dueBecause, draft.preferredTimeWindow == null ? null : JSON.stringify(draft.preferredTimeWindow),
      draft.notes, JSON.stringify(draft.metadata), iso(draft.createdAt),
    ],
  );
  await addCallbackEvent(tx, companyId, {
    id: uuidFrom('callback-created', draft.id), callbackId: draft.id, at: draft.createdAt, actor: draft.createdBy ?? 'machine', kind: 'created',
    detail: { created_from: draft.createdFrom, error_type: draft.errorType, priority: draft.priority, due_because: draft.dueBecause, receipt: draft.receipt },
  });
  return { id: draft.id, dueAt: draft.dueAt, phoneNumber: draft.phoneNumber };
}

async function joinCallback(tx: Tx, joining: { companyId: string; open: OpenRow; draft: CallbackDraft }): Promise<StoredCallback> {
  const { companyId, open, draft } = joining;
  const errorType = graverError(draft.errorType, open.error_type);
  const priority = higherPriority(draft.priority, open.priority);
  const createdFrom = askedFor(draft.createdFrom) && open.created_from === 'failsafe_callback' ? draft.createdFrom : open.created_from;
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
      companyId, open.id, priority, errorType, draft.errorMessage, draft.customerName, draft.phoneNumber, draft.phoneRaw,
      draft.customerEmail, draft.serviceId, iso(draft.dueAt), draft.dueBecause,
      draft.preferredTimeWindow == null ? null : JSON.stringify(draft.preferredTimeWindow), draft.notes,
      JSON.stringify(metadata), iso(draft.createdAt), createdFrom,
    ],
  );
  await addCallbackEvent(tx, companyId, {
    id: uuidFrom('callback-joined', open.id, draft.id), callbackId: open.id, at: draft.createdAt, actor: 'machine', kind: 'joined',
    detail: { created_from: draft.createdFrom, error_type: draft.errorType, priority: draft.priority, receipt: draft.receipt, reason: draft.errorMessage },
  });
  return { id: row!.id, dueAt: row!.due_at, phoneNumber: row!.phone_number };
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
