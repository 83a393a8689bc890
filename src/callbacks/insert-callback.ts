import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { CallbackDraft, StoredCallback } from './callback.ts';
import { addCallbackEvent } from './callback-events.ts';

export async function insertCallback(tx: Tx, companyId: string, draft: CallbackDraft): Promise<StoredCallback> {
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
