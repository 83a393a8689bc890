import { createHash } from 'node:crypto';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Json } from '../journal/journal.ts';
import type { CalendarEvent } from './read-event.ts';

/** One delivery, as it stands in the journal. */
export interface Delivery {
  /** The same for every delivery of one event. */
  readonly id: string;
  readonly companyId: string;
  readonly receipt: string;
  readonly receivedAt: EpochMs;
  readonly payload: Json;
  /** An event wishes nothing; what reads the journal's entries asks for this key. */
  readonly intent: null;
}

/** There is no delivery id: what happened, to which booking and when tells one event from another, else its bytes do. */
export function eventId(companyId: string, { trigger, uid, createdAt }: Pick<CalendarEvent, 'trigger' | 'uid' | 'createdAt'>, rawBody: Buffer): string {
  if (trigger === '' || uid === null || createdAt === null) return uuidFrom('calendar-event', companyId, createHash('sha256').update(rawBody).digest('hex'));
  return uuidFrom('calendar-event', companyId, trigger, uid, String(createdAt));
}

/** Safe to repeat; another delivery of the same event is counted. */
export async function storeEvent(tx: Tx, { delivery, event, applyAt }: { delivery: Delivery; event: CalendarEvent; applyAt: EpochMs }): Promise<void> {
  const { companyId, id, receipt, receivedAt, payload } = delivery;
  await tx.run(
    `insert into calendar_events (company_id, id, provider, trigger, booking_uid, moved_from_uid, payload, receipt, received_at, apply_at)
     values ($1, $2, 'cal.com', $3, $4, $5, $6, $7, $8, $9)
     on conflict (company_id, id) do update set receipt = excluded.receipt,
       deliveries = calendar_events.deliveries + case when calendar_events.receipt = excluded.receipt then 0 else 1 end`,
    [companyId, id, event.trigger.slice(0, 100), event.uid, event.movedFromUid, JSON.stringify(payload), receipt, iso(receivedAt), iso(applyAt)],
  );
}

export interface StoredEvent {
  readonly company_id: string;
  readonly id: string;
  readonly payload: Json;
  readonly received_at: EpochMs;
  readonly failures: number;
}

/** What is due, oldest first, kept from other nodes until `holdUntil`. */
export async function takeDueEvents(tx: Tx, { now, holdUntil, atOnce }: { now: EpochMs; holdUntil: EpochMs; atOnce: number }): Promise<StoredEvent[]> {
  const taken = await tx.rows<StoredEvent>(
    `update calendar_events set apply_at = $2
     where (company_id, id) in (select company_id, id from calendar_events where apply_at <= $1 order by apply_at, received_at limit $3 for update skip locked)
     returning company_id, id, payload, received_at, failures`,
    [iso(now), iso(holdUntil), atOnce],
  );
  return taken.toSorted((a, b) => a.received_at - b.received_at);
}

export async function eventApplied(tx: Tx, { company_id, id }: StoredEvent, { result, at }: { result: string; at: EpochMs }): Promise<void> {
  await tx.run('update calendar_events set applied_at = $3, apply_at = null, result = $4 where company_id = $1 and id = $2', [company_id, id, iso(at), result]);
  // About an appointment of somebody who was erased here: the calendar still knows him, and tells of him with every change.
  await tx.run(
    `update calendar_events e set payload = '{}', cleared_at = $3 where company_id = $1 and id = $2 and exists (
       select from appointments a where a.company_id = $1 and a.provider = 'cal.com' and a.booking_uid in (e.booking_uid, e.moved_from_uid) and a.cleared_at is not null)`,
    [company_id, id, iso(at)],
  );
}

export async function applyLater(tx: Tx, { company_id, id }: StoredEvent, { at, failed }: { at: EpochMs; failed: boolean }): Promise<void> {
  await tx.run('update calendar_events set apply_at = $3, failures = failures + $4 where company_id = $1 and id = $2 and applied_at is null', [company_id, id, iso(at), failed ? 1 : 0]);
}
