import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { isChange } from './change-intent.ts';
import { intentId, type BookingIntent } from './intent.ts';

export type IntentState = 'recorded' | 'sent' | 'unknown' | 'pending' | 'confirmed' | 'refused' | 'absent';

export interface IntentRow {
  readonly company_id: string;
  readonly id: string;
  readonly wish_id: string;
  readonly state: IntentState;
  readonly request: BookingIntent;
  readonly booking_uid: string | null;
  readonly look_ups: number;
  readonly held_until: EpochMs | null;
  readonly created_at: EpochMs;
}

/** What is known of an attempt when a request ends, or when a look told more. Serialisable. */
export interface IntentUpdate {
  readonly id: string;
  readonly state: IntentState;
  readonly bookingUid: string | null;
  readonly detail: string | null;
  /** When to look next; null once the outcome is certain. */
  readonly nextLookAt: EpochMs | null;
}

export type Recorded =
  | { readonly kind: 'recorded'; readonly intent: BookingIntent }
  /** An earlier attempt for the same booking whose outcome is certain (`confirmed`) or not. */
  | { readonly kind: 'earlier'; readonly row: IntentRow };

/** How often the same booking is tried in one call where the calendar refuses it. */
export const ATTEMPTS_MAX = 5;

/**
 * Records the intent before anything is sent, or finds the earlier attempt that this one repeats. A refused or
 * absent attempt makes room for the next one, and so does one whose appointment was cancelled or moved since;
 * anything else must be looked for, never sent again.
 */
export async function recordIntent(tx: Tx, companyId: string, draft: Omit<BookingIntent, 'id' | 'attempt'>, { heldUntil, attemptsMax = ATTEMPTS_MAX }: { readonly heldUntil: EpochMs; readonly attemptsMax?: number }): Promise<Recorded> {
  for (let attempt = 1; ; attempt++) {
    const intent: BookingIntent = { ...draft, attempt, id: intentId({ ...draft, attempt }, draft.attendee.name) };
    const inserted = await insertIntent(tx, companyId, intent, heldUntil);
    if (inserted) return { kind: 'recorded', intent };
    const row = (await readIntent(tx, companyId, intent.id))!;
    const closed = row.state === 'refused' || row.state === 'absent' || (row.state === 'confirmed' && (await wasGivenUp(tx, companyId, row.id)));
    if (!closed || attempt >= attemptsMax) return { kind: 'earlier', row };
  }
}

async function wasGivenUp(tx: Tx, companyId: string, id: string): Promise<boolean> {
  const row = await tx.maybe<{ found: boolean }>(`select exists (select 1 from appointments where company_id = $1 and intent_id = $2 and status = 'cancelled') as found`, [companyId, id]);
  return row?.found ?? false;
}

export async function insertIntent(tx: Tx, companyId: string, intent: BookingIntent, heldUntil: EpochMs): Promise<boolean> {
  const touched = await tx.run(
    `insert into booking_intents (company_id, id, wish_id, call_id, receipt, provider, state, request, starts_at, next_look_at, held_until, created_at, updated_at,
       kind, appointment_id)
     values ($1, $2, $3, $4, $5, $6, 'sent', $7, $8, $9, $9, $10, $10, $11, $12)
     on conflict (company_id, id) do nothing`,
    [
      companyId, intent.id, intent.wishId, intent.callId, intent.receipt, intent.service.provider, JSON.stringify(intent),
      iso(intent.startAt), iso(heldUntil), iso(intent.createdAt), ...(isChange(intent) ? [intent.kind, intent.appointmentId] : ['book', null]),
    ],
  );
  return touched === 1;
}

export async function readIntent(tx: Tx, companyId: string, id: string): Promise<IntentRow | null> {
  return await tx.maybe<IntentRow>(
    `select company_id, id, wish_id, state, request, booking_uid, look_ups, held_until, created_at from booking_intents where company_id = $1 and id = $2`,
    [companyId, id],
  );
}

/**
 * A look that could see has shown nothing of an attempt that was sent long ago: it makes room for the next one, as an absent one
 * does. It is looked for as before all the same, and a booking that turns up late is stored like any other. false: its outcome is
 * known by now, or somebody holds it.
 */
export async function setAside(tx: Tx, companyId: string, id: string, now: EpochMs): Promise<boolean> {
  const touched = await tx.run(
    `update booking_intents set state = 'absent', held_until = null, updated_at = $3
     where company_id = $1 and id = $2 and state in ('sent', 'unknown', 'recorded') and (held_until is null or held_until <= $3)`,
    [companyId, id, iso(now)],
  );
  return touched === 1;
}

/** Takes the attempt for a look of our own; false where somebody else holds it. */
export async function holdIntent(tx: Tx, companyId: string, id: string, hold: { now: EpochMs; until: EpochMs }): Promise<boolean> {
  const touched = await tx.run(
    `update booking_intents set held_until = $4, updated_at = $3
     where company_id = $1 and id = $2 and (held_until is null or held_until <= $3)`,
    [companyId, id, iso(hold.now), iso(hold.until)],
  );
  return touched === 1;
}

/** A certain outcome is never replaced by an uncertain one that arrives late. */
export async function updateIntent(tx: Tx, companyId: string, update: IntentUpdate, at: EpochMs): Promise<void> {
  await tx.run(
    `update booking_intents set state = $3, booking_uid = coalesce($4, booking_uid), detail = $5, next_look_at = $6, held_until = null, updated_at = $7
     where company_id = $1 and id = $2 and state <> 'confirmed'
       and ($3 in ('confirmed', 'pending') or state <> 'absent' or $3 = 'absent')`,
    [companyId, update.id, update.state, update.bookingUid, update.detail, update.nextLookAt === null ? null : iso(update.nextLookAt), iso(at)],
  );
}

/** Whether an attempt of this wish already met an API error (state `unknown`, or refused for another reason than the slot). */
export async function failedBefore(tx: Tx, companyId: string, wishId: string): Promise<boolean> {
  const row = await tx.maybe<{ failed: boolean }>(
    `select exists (select 1 from booking_intents where company_id = $1 and wish_id = $2
       and (state in ('unknown', 'absent') or (state = 'refused' and detail like 'api_error:%'))) as failed`,
    [companyId, wishId],
  );
  return row?.failed ?? false;
}
