import type { Json } from '../journal/journal.ts';
import { announceChange } from '../outbox/announce-change.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Call } from './call.ts';
import { mergeLife, type CallLife, type Transfer } from './call-life.ts';
import { classify } from './disconnection.ts';
import { keptOfEvent, type Kept } from './kept-of-event.ts';
import { GRACE_MS, storeCall } from './store-call.ts';
import { fuller, type Transcript } from './transcript.ts';

/** One delivered event, as it stands in the journal. */
export interface CallEvent {
  readonly receipt: string;
  readonly connection: string;
  /** 'call_ended' and so on; '' where the platform named none. */
  readonly event: string;
  readonly receivedAt: EpochMs;
  readonly retellCallId: string | null;
  /** What makes it this event and no other (voice-platforms.md A5). */
  readonly key: readonly string[];
  /** The call is over: said by the event itself, never by `call_status`. */
  readonly ends: boolean;
  readonly life: CallLife;
  /** The payload without transcripts. */
  readonly payload: Json;
}

/** Stores the event and what it tells about its call. Safe to repeat. `call` is null where it belongs to none. */
export async function storeEvent(tx: Tx, companyId: string, stored: { event: CallEvent; call: Call | null }): Promise<void> {
  const { event, call } = stored;
  if (call !== null) await storeCall(tx, companyId, call, event.receivedAt);
  const kept = await keptOfEvent(tx, companyId, { event, callId: call?.id ?? null });
  const isNew = await storeDelivery(tx, companyId, { event: kept.event, callId: call?.id ?? null });
  if (call !== null) await addToLife(tx, companyId, { ...kept, callId: call.id, isNew });
}

async function storeDelivery(tx: Tx, companyId: string, { event, callId }: { event: CallEvent; callId: string | null }): Promise<boolean> {
  const id = uuidFrom('call-event', event.connection, event.event, event.retellCallId ?? event.receipt, ...event.key);
  const row = await tx.maybe<{ deliveries: number }>(
    `insert into call_events (company_id, id, connection, event, retell_call_id, call_id, payload, receipt, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (company_id, id) do update set
       deliveries = call_events.deliveries + case when call_events.receipt = excluded.receipt then 0 else 1 end,
       receipt = excluded.receipt, payload = excluded.payload, call_id = coalesce(call_events.call_id, excluded.call_id)
     returning deliveries`,
    [companyId, id, event.connection, event.event, event.retellCallId, callId, JSON.stringify(event.payload), event.receipt, iso(event.receivedAt)],
  );
  return row?.deliveries === 1;
}

interface LifeRow {
  readonly direction: string | null;
  readonly call_type: string | null;
  readonly started_at: EpochMs | null;
  readonly ended_at: EpochMs | null;
  readonly disconnection_reason: string | null;
  readonly duration_ms: number | null;
  readonly recording_url: string | null;
  readonly recording_consent: boolean | null;
  readonly transcript: Transcript | null;
  readonly analysis: Json;
  readonly transfer: Transfer | null;
}

async function addToLife(tx: Tx, companyId: string, added: Kept & { callId: string; isNew: boolean }): Promise<void> {
  const { event, callId } = added;
  const row = (await tx.maybe<LifeRow>(
    `select direction, call_type, started_at, ended_at, disconnection_reason, duration_ms, recording_url, recording_consent, transcript, analysis, transfer
     from calls where company_id = $1 and id = $2 for update`,
    [companyId, callId],
  ))!;
  const known = lifeOf(row);
  const merged = mergeLife(known, event.life);
  const endedAt = merged.endedAt ?? (event.ends ? endGuessed(merged, event) : null);
  const tellsMore = JSON.stringify({ ...merged, endedAt }) !== JSON.stringify(known);
  const over = endedAt !== null;
  // What is not over yet was given its due instant with the sign of life (store-call.ts).
  const due = over && !added.forgotten && (tellsMore || added.isNew);
  await tx.run(
    `update calls set direction = $3, call_type = $4, started_at = $5, ended_at = $6, disconnection_reason = $7, disconnection_class = $8,
       duration_ms = $9, recording_url = $10, transcript = $11, analysis = $12, transfer = $13,
       aftercare_at = case when $14::boolean then $15 else aftercare_at end, recording_consent = $16
     where company_id = $1 and id = $2`,
    [
      companyId, callId, merged.direction, merged.callType, at(merged.startedAt), at(endedAt), merged.disconnectionReason,
      classify(merged.disconnectionReason)?.class ?? null, merged.durationMs, merged.recordingUrl, json(merged.transcript), json(merged.analysis),
      json(merged.transfer), due, iso(event.receivedAt + GRACE_MS), merged.recordingConsent,
    ],
  );
  await announceChange(tx, companyId, { kind: 'call', id: callId });
}

function endGuessed(life: CallLife, event: CallEvent): EpochMs {
  return life.startedAt !== null && life.durationMs !== null ? Math.min(life.startedAt + life.durationMs, event.receivedAt) : event.receivedAt;
}

function lifeOf(row: LifeRow): CallLife {
  return {
    direction: row.direction, callType: row.call_type, startedAt: row.started_at, endedAt: row.ended_at, disconnectionReason: row.disconnection_reason,
    durationMs: row.duration_ms, recordingUrl: row.recording_url, recordingConsent: row.recording_consent, transcript: row.transcript, analysis: row.analysis, transfer: row.transfer,
  };
}

/** What a function request tells of the conversation so far; for calls whose events never come. */
export async function noteTranscript(tx: Tx, companyId: string, heard: { callId: string; transcript: Transcript }): Promise<void> {
  const row = await tx.maybe<{ transcript: Transcript | null }>('select transcript from calls where company_id = $1 and id = $2 for update', [companyId, heard.callId]);
  if (row === null) return;
  await tx.run('update calls set transcript = $3 where company_id = $1 and id = $2 and words_cleared_at is null', [companyId, heard.callId, json(fuller(row.transcript, heard.transcript))]);
}

function at(instant: EpochMs | null): string | null {
  return instant === null ? null : iso(instant);
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
