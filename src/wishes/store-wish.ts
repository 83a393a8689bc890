import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Fate, Intent, Requested, WishDraft } from './wish.ts';

/** Opens the wish, or adds to what is known of it. Safe to repeat. */
export async function storeWish(tx: Tx, companyId: string, wish: WishDraft, at: EpochMs): Promise<void> {
  await tx.run(
    `insert into wishes (company_id, id, call_id, intent, fate, requested, receipt, opened_at, updated_at)
     values ($1, $2, $3, $4, 'in_progress', $5, $6, $7, $8)
     on conflict (company_id, id) do update set requested = case when wishes.fate = 'erased' then '{}' else wishes.requested || excluded.requested end, updated_at = excluded.updated_at`,
    [companyId, wish.id, wish.callId, wish.intent, JSON.stringify(wish.requested), wish.receipt, iso(wish.openedAt), iso(at)],
  );
}

/**
 * Sets the fate of a wish from what exists: an open callback outweighs an appointment, because a caller who was
 * promised a call is owed one even where the booking turned up later. A wish that was closed, merged or judged to
 * be none stays that unless a new callback is opened for it: then there is something to do again.
 */
export async function settleFate(tx: Tx, companyId: string, wishId: string, at: EpochMs): Promise<Fate> {
  const row = await tx.maybe<{ fate: Fate }>(
    `update wishes w set
       (fate, callback_id, appointment_id, settled_at, updated_at) = (
         select case when evidence.callback_id is not null then 'open_callback'
                     when w.fate in ('closed', 'merged', 'not_a_wish') then w.fate
                     when evidence.appointment_id is not null then 'appointment'
                     when w.fate in ('open_callback', 'appointment') then 'in_progress' else w.fate end,
                coalesce(evidence.callback_id, w.callback_id),
                coalesce(evidence.appointment_id, w.appointment_id),
                case when evidence.callback_id is null and evidence.appointment_id is null and w.fate in ('in_progress', 'open_callback', 'appointment') then null
                     else coalesce(w.settled_at, $3) end,
                $3
         from (select
           (select c.id from callbacks c where c.company_id = w.company_id and c.wish_id = w.id
              and c.status in ('pending', 'assigned', 'contacted') order by c.due_at, c.id limit 1) as callback_id,
           (select a.id from appointments a where a.company_id = w.company_id and (a.wish_id = w.id or a.id = w.appointment_id)
              and a.status = 'booked' order by a.created_at, a.id limit 1) as appointment_id) as evidence)
     where w.company_id = $1 and w.id = $2 and w.fate <> 'erased'
     returning w.fate`,
    [companyId, wishId, iso(at)],
  );
  return row?.fate ?? 'erased';
}

/** Two requests turned out to be one wish. The other stays countable, with the one fate `merged`. */
export async function mergeWish(tx: Tx, companyId: string, merged: { from: string; into: string; at: EpochMs }): Promise<void> {
  await tx.run(
    `update wishes set fate = 'merged', merged_into = $3, settled_at = $4, updated_at = $4
     where company_id = $1 and id = $2 and id <> $3 and fate = 'in_progress'`,
    [companyId, merged.from, merged.into, iso(merged.at)],
  );
}

export interface OpenWish {
  readonly id: string;
  readonly intent: Intent;
  readonly fate: Fate;
  readonly requested: Requested;
  readonly receipt: string;
  readonly opened_at: EpochMs;
}

export async function readWish(tx: Tx, companyId: string, id: string): Promise<OpenWish | null> {
  return await tx.maybe<OpenWish>('select id, intent, fate, requested, receipt, opened_at from wishes where company_id = $1 and id = $2', [companyId, id]);
}

export interface OpenWishCandidate extends OpenWish {
  readonly busy: boolean;
}

const BOOKING_FUNCTIONS = ['book_appointment', 'start_booking', 'confirm_booking', 'collect_appointment_data'];

/**
 * The open wishes of this call that another request of the same intent may belong to, newest first: those in progress,
 * those whose callback the machine opened in this very call, and those that went into an earlier call's callback. Once fulfilled, or once the caller asked for a person,
 * the next one is a wish of its own. A request for a callback turns whatever is open into one that a person deals with.
 */
export async function openWishesOf(tx: Tx, companyId: string, of: { callId: string; intent: Intent; dedupeKey: string; now: EpochMs }): Promise<OpenWishCandidate[]> {
  return await tx.rows<OpenWishCandidate>(
    `select w.id, w.intent, w.fate, w.requested, w.receipt, w.opened_at,
       exists (select 1 from requests r where r.company_id = w.company_id and r.wish_id = w.id and r.state = 'running' and r.lease_until > $5
                 and r.dedupe_key <> $4 and r.function = any ($6)) as busy
     from wishes w
     where w.company_id = $1 and w.call_id = $2 and (w.intent = $3 or $3 = 'callback')
       and (w.fate = 'in_progress' or (w.fate = 'open_callback' and ($3 = 'callback' or exists (
         select 1 from callbacks c where c.company_id = w.company_id and c.wish_id = w.id
           and c.status in ('pending', 'assigned') and c.created_from in ('failsafe_callback', 'anonymous_caller', 'call_problem'))))
         or (w.fate = 'merged' and w.reason = 'wished_again' and exists (
         select 1 from callbacks c where c.company_id = w.company_id and c.wish_id = w.merged_into and c.status in ('pending', 'assigned', 'contacted')
           and ($3 = 'callback' or not exists (select 1 from callback_events e where e.company_id = c.company_id and e.callback_id = c.id
             and e.kind = 'joined' and e.detail ->> 'wish_id' = w.id::text and e.detail ->> 'created_from' = 'customer_request')))))
     order by w.opened_at desc, w.id desc`,
    [companyId, of.callId, of.intent, of.dedupeKey, iso(of.now), BOOKING_FUNCTIONS],
  );
}
