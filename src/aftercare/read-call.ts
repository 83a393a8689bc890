import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { classify, type Disconnection } from '../calls/disconnection.ts';
import type { Transfer } from '../calls/call-life.ts';
import type { Transcript } from '../calls/transcript.ts';
import type { Fate, Intent, Requested } from '../wishes/wish.ts';

/** A call as the aftercare sees it, locked for the rest of the transaction. */
export interface SettledCall {
  readonly id: string;
  readonly retellCallId: string;
  readonly connection: string;
  readonly branchId: string | null;
  readonly outbound: boolean;
  /** The person on the other side, whichever way the call went. */
  readonly otherRaw: string | null;
  readonly otherNumber: string | null;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly lastSeenAt: EpochMs;
  /** When it ended as far as we know: said by the platform, or its last sign of life. */
  readonly overAt: EpochMs;
  readonly durationMs: number | null;
  readonly disconnection: Disconnection | null;
  readonly disconnectionReason: string | null;
  readonly handedOver: boolean;
  readonly transcript: Transcript | null;
  readonly analysis: Json;
  readonly aftercareAt: EpochMs | null;
}

interface Row {
  readonly id: string;
  readonly retell_call_id: string;
  readonly connection: string;
  readonly branch_id: string | null;
  readonly direction: string | null;
  readonly from_raw: string | null;
  readonly from_number: string | null;
  readonly started_at: EpochMs | null;
  readonly created_at: EpochMs;
  readonly ended_at: EpochMs | null;
  readonly last_seen_at: EpochMs;
  readonly duration_ms: number | null;
  readonly disconnection_reason: string | null;
  readonly transfer: Transfer | null;
  readonly transcript: Transcript | null;
  readonly analysis: Json;
  readonly aftercare_at: EpochMs | null;
}

/** Locks the row first, as every request of the call does: whoever comes second sees what the first one did. */
export async function lockCall(tx: Tx, companyId: string, callId: string): Promise<SettledCall | null> {
  const row = await tx.maybe<Row>(
    `select id, retell_call_id, connection, branch_id, direction, from_raw, from_number, started_at, created_at, ended_at, last_seen_at, duration_ms,
       disconnection_reason, transfer, transcript, analysis, aftercare_at
     from calls where company_id = $1 and id = $2 for update`,
    [companyId, callId],
  );
  if (row === null) return null;
  const disconnection = classify(row.disconnection_reason);
  const outbound = row.direction === 'outbound';
  const startedAt = row.started_at ?? row.created_at;
  return {
    id: row.id, retellCallId: row.retell_call_id, connection: row.connection, branchId: row.branch_id, outbound,
    otherRaw: row.from_raw, otherNumber: row.from_number,
    startedAt, endedAt: row.ended_at, lastSeenAt: row.last_seen_at, overAt: row.ended_at ?? row.last_seen_at,
    durationMs: row.duration_ms ?? (row.ended_at === null || row.started_at === null ? null : Math.max(0, row.ended_at - row.started_at)),
    disconnection, disconnectionReason: row.disconnection_reason,
    handedOver: disconnection?.class === 'handed_over' || (row.transfer?.seen.includes('transfer_bridged') ?? false),
    transcript: row.transcript, analysis: row.analysis, aftercareAt: row.aftercare_at,
  };
}

export interface WishOfCall {
  readonly id: string;
  readonly intent: Intent;
  readonly fate: Fate;
  readonly settled_by: string | null;
  readonly requested: Requested;
  readonly appointment_id: string | null;
  /** It was wished before, and is part of what is still open there. */
  readonly wished_again: boolean;
  /** The status with which its last request was answered. */
  readonly last_status: string | null;
  /** A booking is still being looked for, and not for hours in vain. */
  readonly looking: boolean;
  /** How many callbacks it has had. */
  readonly callbacks: number;
}

/** Longer than all looks together (schedule.ts). A calendar that cannot be read for so long must not keep the caller waiting on. */
export const LOOKED_FOR_AT_MOST_MS = 3 * 3_600_000;

/** Whether a booking for wish `w` is being looked for; `since` is the parameter with the instant that the attempt must not lie before. */
export function lookedFor(since: string): string {
  return `select from booking_intents i where i.company_id = w.company_id and i.wish_id = w.id
    and i.next_look_at is not null and (i.state = 'pending' or i.created_at > ${since})`;
}

export async function wishesOf(tx: Tx, companyId: string, { callId, now }: { callId: string; now: EpochMs }): Promise<WishOfCall[]> {
  return await tx.rows<WishOfCall>(
    `select w.id, w.intent, w.fate, w.settled_by, w.requested, w.appointment_id, w.fate = 'merged' and w.reason = 'wished_again' as wished_again,
       (select r.answer->>'status' from requests r where r.company_id = w.company_id and r.wish_id = w.id order by r.received_at desc limit 1) as last_status,
       exists (${lookedFor('$3')}) as looking,
       (select count(*) from callbacks c where c.company_id = w.company_id and c.wish_id = w.id) as callbacks
     from wishes w where w.company_id = $1 and w.call_id = $2 order by w.opened_at, w.id`,
    [companyId, callId, iso(now - LOOKED_FOR_AT_MOST_MS)],
  );
}

/** Until when a request of the call may still be in flight, or null. */
export async function inFlightUntil(tx: Tx, companyId: string, flight: { callId: string; now: EpochMs }): Promise<EpochMs | null> {
  const row = await tx.maybe<{ until: EpochMs | null }>(
    `select min(lease_until) as until from requests where company_id = $1 and call_id = $2 and state = 'running' and lease_until > $3`,
    [companyId, flight.callId, iso(flight.now)],
  );
  return row?.until ?? null;
}

/** Whether the call holds an appointment, whatever became of it since. */
export async function hasAppointment(tx: Tx, companyId: string, callId: string): Promise<boolean> {
  const row = await tx.maybe<{ held: boolean }>('select exists (select from appointments where company_id = $1 and call_id = $2) as held', [companyId, callId]);
  return row?.held === true;
}

/** Whether the caller has an appointment at all that has not begun; never asked for a withheld number. */
export async function hasUpcoming(tx: Tx, companyId: string, caller: { number: string; at: EpochMs }): Promise<boolean> {
  const row = await tx.maybe<{ held: boolean }>(
    `select exists (select from appointments where company_id = $1 and phone_number = $2 and status in ('pending', 'booked') and starts_at >= $3) as held`,
    [companyId, caller.number, iso(caller.at)],
  );
  return row?.held === true;
}
