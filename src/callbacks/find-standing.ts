// Whether there is a callback already into which another promise goes: the very same one, that of the same wish, or that of
// an earlier call in which the same caller wanted the same.
import { mayBeOne } from '../wishes/same-wish.ts';
import type { Tx } from '../platform/database.ts';
import type { Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import type { CallbackDraft, CallbackMetadata, CreatedFrom, ErrorType } from './callback.ts';

export interface StandingCallback {
  readonly id: string;
  readonly wish_id: string;
  readonly call_id: string | null;
  readonly created_from: CreatedFrom;
  readonly phone_number: string | null;
  readonly priority: Priority;
  readonly error_type: ErrorType | null;
  readonly error_message: string | null;
  readonly due_at: EpochMs;
  readonly metadata: CallbackMetadata;
  readonly caller_key: string;
  readonly assigned_to: string | null;
  readonly service_id: string | null;
  readonly customer_name: string | null;
}

const COLUMNS = `c.id, c.wish_id, c.call_id, c.created_from, c.phone_number, c.priority, c.error_type, c.error_message, c.due_at, c.metadata, c.caller_key, c.assigned_to, c.service_id, c.customer_name`;
const OPEN = `c.status in ('pending', 'assigned', 'contacted')`;

export type Standing =
  /** This very draft is in it already: it came again, after a COMMIT whose reply was lost or after a crash. */
  | { readonly kind: 'known'; readonly callback: StandingCallback }
  /** The open callback of the same wish, or of the one into which the wish went. */
  | { readonly kind: 'own'; readonly callback: StandingCallback }
  | { readonly kind: 'repeat'; readonly callback: StandingCallback };

/**
 * Before anything of the caller is looked for, and after the wishes are locked, as everywhere: two calls of one number,
 * on two nodes, would both find nothing and each open a callback of its own.
 */
export async function lockCaller(tx: Tx, companyId: string, phoneNumber: string): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`caller ${companyId} ${phoneNumber}`]);
}

/** Locked for the rest of the transaction. */
export async function findStanding(tx: Tx, companyId: string, draft: CallbackDraft): Promise<Standing | null> {
  const [callback] = await tx.rows<StandingCallback & { readonly known: boolean; readonly own: boolean }>(
    `select * from (
       select ${COLUMNS}, c.status, c.wish_id = $3 as own,
         c.id = $2 or (c.receipt = $4 and c.wish_id = $3) or exists (select from callback_events e where e.company_id = $1 and e.callback_id = c.id and e.kind = 'joined' and e.detail ->> 'receipt' = $4::text) as known
       from callbacks c where c.company_id = $1 and c.id in (
         select $2::uuid
         union all select id from callbacks where company_id = $1 and wish_id = $3
         union all select callback_id from callback_events where company_id = $1 and kind = 'joined' and detail ->> 'receipt' = $4::text
         union all select into_it.id from wishes w join callbacks into_it on into_it.company_id = w.company_id and into_it.wish_id = w.merged_into
           where w.company_id = $1 and w.id = $3 and w.fate = 'merged')
       for update) as c
     where known or ${OPEN}
     order by known desc, own desc, due_at`,
    [companyId, draft.id, draft.wishId, draft.receipt],
  );
  if (callback === undefined) return await findRepeat(tx, companyId, draft);
  if (callback.known) return { kind: 'known', callback };
  return callback.own || !otherBooking(callback, draft) ? { kind: 'own', callback } : null;
}

/** What a caller left behind in a call. What the machine finds out afterwards, or somebody writes down, is no call. */
const LEFT_IN_A_CALL: ReadonlySet<CreatedFrom> = new Set(['failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem']);

/** Which appointment a wish wants changed, as far as it is known: its id, or the day and the hour as they were said. */
interface Meant {
  readonly changes: readonly string[];
  readonly old_date: string | null;
  readonly old_time: string | null;
}

const meantBy = (wish: string): string => `
  array(select distinct i.appointment_id::text from booking_intents i where i.company_id = $1 and i.wish_id = ${wish}.id and i.appointment_id is not null) as changes,
  coalesce(${wish}.requested ->> 'oldDate', case when ${wish}.intent = 'cancel' then ${wish}.requested ->> 'date' end) as old_date,
  coalesce(${wish}.requested ->> 'oldTime', case when ${wish}.intent = 'cancel' then ${wish}.requested ->> 'time' end) as old_time`;

async function findRepeat(tx: Tx, companyId: string, draft: CallbackDraft): Promise<Standing | null> {
  if (draft.phoneNumber === null || draft.callId === null || !LEFT_IN_A_CALL.has(draft.createdFrom)) return null;
  // Only by the number from which he really calls: one that was only said may be somebody else's.
  const meant = await tx.maybe<Meant>(
    `select ${meantBy('w')} from wishes w
     join calls k on k.company_id = w.company_id and k.id = $3 and k.from_number = $4
     where w.company_id = $1 and w.id = $2`,
    [companyId, draft.wishId, draft.callId, draft.phoneNumber],
  );
  if (meant === null) return null;
  const open = await tx.rows<StandingCallback & Meant>(
    `select ${COLUMNS}, ${meantBy('w')}
     from callbacks c join wishes w on w.company_id = c.company_id and w.id = c.wish_id
     where c.company_id = $1 and c.phone_number = $2 and ${OPEN} and c.wish_id <> $3
       and w.intent = (select intent from wishes where company_id = $1 and id = $3)
     order by c.due_at, c.id for update of c`,
    [companyId, draft.phoneNumber, draft.wishId],
  );
  const same = open.filter((other) => isTheSame(other, draft) && mayBeOneAppointment(other, meant));
  const callback = same.find((other) => other.service_id === draft.serviceId) ?? same[0];
  return callback === undefined ? null : { kind: 'repeat', callback };
}

function isTheSame(other: StandingCallback, draft: CallbackDraft): boolean {
  return !otherBooking(other, draft) && mayBeOne({ serviceId: other.service_id, customerName: other.customer_name }, draft);
}

function mayBeOneAppointment(one: Meant, other: Meant): boolean {
  if (one.changes.length > 0 && other.changes.length > 0) return one.changes.some((id) => other.changes.includes(id));
  const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;
  return agree(one.old_date, other.old_date) && agree(one.old_time, other.old_time);
}

/** Two bookings that may both stand are two things to make sure of; the second would put the first out of sight. */
function otherBooking(standing: Pick<StandingCallback, 'metadata'>, draft: Pick<CallbackDraft, 'metadata'>): boolean {
  const [one, other] = [standing.metadata.calcom_booking_id, draft.metadata.calcom_booking_id];
  return one !== undefined && other !== undefined && one !== other;
}
