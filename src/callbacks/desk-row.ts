// The row of a callback as the desk changes it: read under lock, written as a whole.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { CreatedFrom, ErrorType } from './callback.ts';
import type { DeskState } from './desk-state.ts';

export interface DeskRow extends DeskState {
  readonly id: string;
  readonly wishId: string;
  readonly callerKey: string;
  readonly branchId: string | null;
  readonly serviceId: string | null;
  readonly phoneNumber: string | null;
  readonly customerEmail: string | null;
  readonly errorType: ErrorType | null;
  readonly createdFrom: CreatedFrom;
  readonly createdAt: EpochMs;
  readonly version: number;
  /** Whoever wished it is not known any more, at his own request: nothing can be done for him. */
  readonly erased: boolean;
}

const COLUMNS = `
  id, wish_id as "wishId", caller_key as "callerKey", branch_id as "branchId", service_id as "serviceId", phone_number as "phoneNumber",
  customer_email as "customerEmail", error_type as "errorType", created_from as "createdFrom", created_at as "createdAt", version,
  exists (select from wishes w where w.company_id = callbacks.company_id and w.id = callbacks.wish_id and w.fate = 'erased') as erased,
  status, priority, due_at as "dueAt", due_because as "dueBecause", assigned_to as "assignedTo", assigned_at as "assignedAt", contacted_at as "contactedAt",
  completed_at as "completedAt", resolution, resolution_notes as "resolutionNotes", appointment_id as "appointmentId", attempts_count as "attemptsCount",
  last_attempt_at as "lastAttemptAt", next_attempt_at as "nextAttemptAt", snoozed_until as "snoozedUntil", snooze_words as "snoozeWords",
  decision_since as "decisionSince", warned_at as "warnedAt", escalation_level as "escalationLevel", escalated_at as "escalatedAt"`;

/**
 * null: this company has none of that id. Lock the wish before (wishes/follow-callback.ts). Not "for update": with that, whoever
 * ends a claim waits for this row to write his line in its timeline, while the holder of the row waits for the claim to close.
 */
export async function lockDeskRow(tx: Tx, companyId: string, id: string): Promise<DeskRow | null> {
  return await tx.maybe<DeskRow>(`select ${COLUMNS} from callbacks where company_id = $1 and id = $2 for no key update`, [companyId, id]);
}

/** Without a lock, to foresee what a change would be. */
export async function readDeskRow(tx: Tx, companyId: string, id: string): Promise<DeskRow | null> {
  return await tx.maybe<DeskRow>(`select ${COLUMNS} from callbacks where company_id = $1 and id = $2`, [companyId, id]);
}

export async function wishOfCallback(tx: Tx, companyId: string, id: string): Promise<string | null> {
  return (await tx.maybe<{ wish_id: string }>('select wish_id from callbacks where company_id = $1 and id = $2', [companyId, id]))?.wish_id ?? null;
}

/** What was due already stays due: only whoever looks at it may say that it was (setWatchAt). */
export async function writeDeskState(tx: Tx, companyId: string, written: { id: string; state: DeskState; watchAt: EpochMs | null; at: EpochMs }): Promise<void> {
  const { id, state, watchAt, at } = written;
  await tx.run(
    `update callbacks set version = version + 1, updated_at = greatest(updated_at, $3), watch_at = case when $4::timestamptz is not null then least(watch_at, $4) end,
       status = $5, priority = $6, due_at = $7, due_because = $8, assigned_to = $9, assigned_at = $10, contacted_at = $11, completed_at = $12,
       resolution = $13, resolution_notes = $14, appointment_id = $15, attempts_count = $16, last_attempt_at = $17, next_attempt_at = $18,
       snoozed_until = $19, snooze_words = $20, decision_since = $21, warned_at = $22, escalation_level = $23, escalated_at = $24
     where company_id = $1 and id = $2`,
    [
      companyId, id, iso(at), isoOrNull(watchAt),
      state.status, state.priority, iso(state.dueAt), state.dueBecause, state.assignedTo, isoOrNull(state.assignedAt), isoOrNull(state.contactedAt),
      isoOrNull(state.completedAt), state.resolution, state.resolutionNotes, state.appointmentId, state.attemptsCount, isoOrNull(state.lastAttemptAt),
      isoOrNull(state.nextAttemptAt), isoOrNull(state.snoozedUntil), state.snoozeWords, isoOrNull(state.decisionSince), isoOrNull(state.warnedAt),
      state.escalationLevel, isoOrNull(state.escalatedAt),
    ],
  );
}

export async function setWatchAt(tx: Tx, companyId: string, { id, at }: { readonly id: string; readonly at: EpochMs | null }): Promise<void> {
  await tx.run('update callbacks set watch_at = $3 where company_id = $1 and id = $2', [companyId, id, isoOrNull(at)]);
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
