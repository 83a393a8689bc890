import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Deed, Matter } from './judge-deed.ts';

export interface DeedOf extends Deed {
  readonly companyId: string;
  readonly customerId: string;
  readonly email: string | null;
  /** In which it was done; null: at the calendar. */
  readonly callId: string | null;
  /** He may still undo it: a call of his is running. */
  readonly stillCalling: boolean;
}

type Row = Omit<DeedOf, 'companyId' | 'kind'> & { readonly status: string; readonly replaced: boolean };

const SILENT_FOR_MS = 300_000;

/** null: it is nobody's, it still waits for its host, or it only came in the place of another (then that one was moved). */
export async function readDeed(tx: Tx, companyId: string, of: { readonly appointmentId: string; readonly now: EpochMs }): Promise<DeedOf | null> {
  const row = await tx.maybe<Row>(
    `select a.id as "appointmentId", a.status, a.replaced_by is not null as replaced, a.customer_knows as known, a.booking_uid as "bookingUid", a.wish_id as "wishId",
       a.service_id as "serviceId", a.customer_name as "customerName", a.customer_id as "customerId", a.customer_email as email,
       case when a.status = 'cancelled' then coalesce(a.cancelled_at, a.updated_at) else a.created_at end as at,
       case when a.status = 'cancelled'
         then (select i.call_id from booking_intents i where i.company_id = $1 and i.appointment_id = a.id and i.state = 'confirmed' order by i.updated_at desc, i.id limit 1)
         else a.call_id end as "callId",
       exists (select from calls k where k.company_id = $1 and k.customer_id = a.customer_id and k.ended_at is null and k.last_seen_at > $3) as "stillCalling"
     from appointments a where a.company_id = $1 and a.id = $2 and a.customer_id is not null and a.status <> 'pending' and (a.status = 'cancelled' or a.reschedule_count = 0)`,
    [companyId, of.appointmentId, iso(of.now - SILENT_FOR_MS)],
  );
  if (row === null) return null;
  const { status, replaced, ...rest } = row;
  return { ...rest, companyId, kind: status === 'booked' ? 'booked' : replaced ? 'moved' : 'cancelled' };
}

/** Open callbacks of the same customer: of his number, or of an address that both name. */
export async function openFor(tx: Tx, deed: DeedOf): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and status in ('pending', 'assigned', 'contacted') and id in (
       select id from callbacks where company_id = $1 and customer_id = $2
       union select id from callbacks where company_id = $1 and status in ('pending', 'assigned', 'contacted') and lower(btrim(customer_email)) = lower(btrim($3)))
     order by id`,
    [deed.companyId, deed.customerId, deed.email],
  );
  return rows.map(({ id }) => id);
}

/** What the customer of a callback did since he wished for it; how late it was stored does not matter. */
export async function deedsSince(tx: Tx, companyId: string, callbackId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select a.id from callbacks c join wishes w on w.company_id = c.company_id and w.id = c.wish_id
     join appointments a on a.company_id = c.company_id and a.customer_id = c.customer_id and greatest(a.created_at, a.cancelled_at) > w.opened_at
     where c.company_id = $1 and c.id = $2 and c.status in ('pending', 'assigned', 'contacted') order by a.created_at, a.id`,
    [companyId, callbackId],
  );
  return rows.map(({ id }) => id);
}

/** Read once its wish and its row are locked. null: it is closed. */
export async function readMatter(tx: Tx, companyId: string, of: { readonly callbackId: string; readonly now: EpochMs }): Promise<Matter | null> {
  return await tx.maybe<Matter>(
    `select c.status, w.intent, c.wish_id as "wishId", c.created_from as "createdFrom", c.error_type as "errorType", c.service_id as "serviceId", c.customer_name as "customerName",
       c.appointment_id as "appointmentId", c.metadata ->> 'calcom_booking_id' as "bookingUid",
       array(select distinct i.appointment_id from booking_intents i join wishes of_it on of_it.company_id = i.company_id and of_it.id = i.wish_id
         where i.company_id = $1 and i.appointment_id is not null and (of_it.id = c.wish_id or of_it.merged_into = c.wish_id)) as changes,
       (select max(greatest(of_it.opened_at, (select max(r.received_at) from requests r where r.company_id = $1 and r.wish_id = of_it.id)))
         from wishes of_it where of_it.company_id = $1 and (of_it.id = c.wish_id or of_it.merged_into = c.wish_id)) as "wishedAt",
       exists (select from caller_claims cc where cc.company_id = $1 and cc.caller_key = c.caller_key and cc.claim_until > $3) as claimed
     from callbacks c join wishes w on w.company_id = c.company_id and w.id = c.wish_id
     where c.company_id = $1 and c.id = $2 and c.status in ('pending', 'assigned', 'contacted')`,
    [companyId, of.callbackId, iso(of.now)],
  );
}

/** Was it weighed before? Then a person has decided since, or has yet to. */
export async function isWeighed(tx: Tx, companyId: string, of: { readonly callbackId: string; readonly deed: Deed }): Promise<boolean> {
  const row = await tx.maybe<{ known: boolean }>(
    `select exists (select from callback_events where company_id = $1 and callback_id = $2 and kind in ('settle', 'may_be_settled')
       and detail -> 'proof' ->> 'appointment_id' = $3 and detail -> 'proof' ->> 'deed' = $4) as known`,
    [companyId, of.callbackId, of.deed.appointmentId, of.deed.kind],
  );
  return row?.known === true;
}
