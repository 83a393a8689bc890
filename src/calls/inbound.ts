import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Call } from './call.ts';

/** A call that was announced before it is picked up. Serialisable: it stands in the journal. */
export interface InboundCall {
  readonly id: string;
  readonly connection: string;
  /** Older platforms announce calls without an id. */
  readonly retellCallId: string | null;
  readonly agentId: string | null;
  readonly fromRaw: string | null;
  readonly fromNumber: string | null;
  readonly toNumber: string | null;
  readonly branchId: string | null;
  readonly receivedAt: EpochMs;
}

/** By then a call that was picked up has shown itself. */
const EXPECTED_WITHIN_MS = 300_000;
/** Drained late: what the call did meanwhile may have been drained after it. */
const DRAINED_WITHIN_MS = 60_000;

/** Repeated deliveries of one announcement have one id. */
export async function storeInbound(tx: Tx, companyId: string, inbound: InboundCall, now: EpochMs): Promise<void> {
  const noticeAt = Math.max(inbound.receivedAt + EXPECTED_WITHIN_MS, now + DRAINED_WITHIN_MS);
  await tx.run(
    `insert into inbound_calls (company_id, id, connection, retell_call_id, agent_id, from_raw, from_number, to_number, branch_id, received_at, notice_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (company_id, id) do nothing`,
    [
      companyId, inbound.id, inbound.connection, inbound.retellCallId, inbound.agentId, inbound.fromRaw, inbound.fromNumber, inbound.toNumber,
      inbound.branchId, iso(inbound.receivedAt), iso(noticeAt),
    ],
  );
}

const NEAR_MS = 120_000;

/**
 * The call that this announcement became: by its id, or by both numbers within two minutes (a caller who rang again
 * and got through is none that was lost). A withheld number matches nobody in particular, so there one call
 * answers for one announcement only.
 */
export async function arrivedCall(tx: Tx, companyId: string, inbound: InboundCall): Promise<string | null> {
  const row = await tx.maybe<{ id: string }>(
    `select c.id from calls c
     where c.company_id = $1 and c.connection = $2 and (
       c.retell_call_id = $3
       or ($4::text is not null and c.from_number = $4 and c.to_number is not distinct from $5
           and coalesce(c.started_at, c.created_at) between $6 and $7)
       or ($4::text is null and $3::text is null and c.from_number is null and c.to_number is not distinct from $5
           and coalesce(c.started_at, c.created_at) between $6 and $7
           and not exists (select from inbound_calls i where i.company_id = c.company_id and i.call_id = c.id)))
     order by (c.retell_call_id = $3) desc nulls last, abs(extract(epoch from coalesce(c.started_at, c.created_at) - $8::timestamptz)), c.id limit 1`,
    [
      companyId, inbound.connection, inbound.retellCallId, inbound.fromNumber, inbound.toNumber, iso(inbound.receivedAt - NEAR_MS),
      iso(inbound.receivedAt + NEAR_MS), iso(inbound.receivedAt),
    ],
  );
  return row?.id ?? null;
}

/** The call that should have come, as a row of its own: without a life, and with nothing that the aftercare could wait for. */
export async function storeLostCall(tx: Tx, companyId: string, call: Call, at: EpochMs): Promise<void> {
  await tx.run(
    `insert into calls (company_id, id, connection, retell_call_id, branch_id, agent_id, from_raw, from_number, to_number, direction, started_at, last_seen_at, created_at, disconnection_class, settled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'inbound', $10, $10, $11, 'never_arrived', $11)
     on conflict (company_id, id) do nothing`,
    [companyId, call.id, call.connection, call.retellCallId, call.branchId, call.agentId, call.fromRaw, call.fromNumber, call.toNumber, iso(call.startedAt ?? at), iso(at)],
  );
}
