import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Call } from './call.ts';

/** A function that the platform sent before the end may arrive after it; the aftercare does not overtake it. */
export const GRACE_MS = 3_000;
/** Without an event of its end, a call is over after this long without a sign of life. */
export const SILENT_FOR_MS = 300_000;

/** Inserts the call or notes a sign of life. What an earlier request told is not overwritten by one that tells less. */
export async function storeCall(tx: Tx, companyId: string, call: Call, seenAt: EpochMs): Promise<void> {
  await tx.run(
    `insert into calls (company_id, id, connection, retell_call_id, branch_id, agent_id, from_raw, from_number, to_number,
                        started_at, last_seen_at, created_at, aftercare_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
     on conflict (company_id, id) do update set
       branch_id = coalesce(calls.branch_id, excluded.branch_id),
       agent_id = coalesce(calls.agent_id, excluded.agent_id),
       from_raw = case when calls.cleared_at is null then coalesce(calls.from_raw, excluded.from_raw) end,
       from_number = case when calls.cleared_at is null then coalesce(calls.from_number, excluded.from_number) end,
       to_number = coalesce(calls.to_number, excluded.to_number),
       started_at = coalesce(calls.started_at, excluded.started_at),
       last_seen_at = greatest(calls.last_seen_at, excluded.last_seen_at),
       aftercare_at = case when calls.words_cleared_at is not null then calls.aftercare_at when calls.ended_at is null then greatest(calls.aftercare_at, excluded.aftercare_at) else coalesce(calls.aftercare_at, $13) end`,
    [
      companyId, call.id, call.connection, call.retellCallId, call.branchId, call.agentId, call.fromRaw, call.fromNumber,
      call.toNumber, call.startedAt === null ? null : iso(call.startedAt), iso(seenAt),
      iso(seenAt + SILENT_FOR_MS), iso(seenAt + GRACE_MS),
    ],
  );
}
