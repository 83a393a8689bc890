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

/** What a caller left behind in a call. What the machine finds out afterwards, or somebody writes down, is no call. */
const LEFT_IN_A_CALL: ReadonlySet<CreatedFrom> = new Set(['failsafe_callback', 'customer_request', 'anonymous_caller', 'call_problem']);

/** Which appointment a wish wants changed, as far as it is known: its id, or the day and the hour as they were said. */
interface Meant {
  readonly intent: string;
  readonly changes: readonly string[];
  readonly old_date: string | null;
  readonly old_time: string | null;
}

const MEANT = `w.intent,
  array(select distinct i.appointment_id::text from booking_intents i where i.company_id = $1 and i.wish_id = w.id and i.appointment_id is not null) as changes,
  coalesce(w.requested ->> 'oldDate', case when w.intent = 'cancel' then w.requested ->> 'date' end) as old_date,
  coalesce(w.requested ->> 'oldTime', case when w.intent = 'cancel' then w.requested ->> 'time' end) as old_time`;

interface Own extends Meant {
  readonly merged_into: string | null;
  /** The network's own number of its call. */
  readonly from_number: string | null;
  /** Callbacks that hold this promise already. */
  readonly joined: readonly string[];
}

type Candidate = StandingCallback & { readonly open: boolean; readonly receipt: string };

/** Locked for the rest of the transaction. Few and plain statements: a caller waits for them. */
export async function findStanding(tx: Tx, companyId: string, draft: CallbackDraft): Promise<Standing | null> {
  const own = await tx.maybe<Own>(
    `select ${MEANT}, case when w.fate = 'merged' then w.merged_into end as merged_into,
       (select k.from_number from calls k where k.company_id = $1 and k.id = $3) as from_number,
       array(select e.callback_id::text from callback_events e where e.company_id = $1 and e.kind = 'joined' and e.detail ->> 'receipt' = $4) as joined
     from wishes w where w.company_id = $1 and w.id = $2`,
    [companyId, draft.wishId, draft.callId, draft.receipt],
  );
  // Only by the number from which he really calls: one that was only said may be somebody else's.
  const calling = own !== null && own.from_number === draft.phoneNumber && draft.callId !== null && LEFT_IN_A_CALL.has(draft.createdFrom) ? draft.phoneNumber : null;
  const wishIds = [draft.wishId, own?.merged_into].filter((id) => id != null);
  const candidates = await tx.rows<Candidate>(
    `select id, wish_id, call_id, created_from, phone_number, priority, error_type, error_message, due_at, metadata, caller_key, assigned_to, service_id, customer_name, receipt,
       status in ('pending', 'assigned', 'contacted') as open
     from callbacks
     where company_id = $1 and (id = any ($2::uuid[]) or wish_id = any ($3::uuid[]) or (phone_number = $4 and status in ('pending', 'assigned', 'contacted')))
     order by due_at, id for update`,
    [companyId, [draft.id, ...(own?.joined ?? [])], wishIds, calling],
  );
  const ofWish = (callback: Candidate): boolean => callback.wish_id === draft.wishId;
  const holds = candidates.filter((c) => c.id === draft.id || own?.joined.includes(c.id) === true || (c.receipt === draft.receipt && ofWish(c)));
  const known = holds.find(ofWish) ?? holds[0];
  if (known !== undefined) return { kind: 'known', callback: known };
  const open = candidates.filter((callback) => callback.open);
  const standing = open.find(ofWish) ?? open.find((callback) => callback.wish_id === own?.merged_into);
  if (standing !== undefined) return ofWish(standing) || !otherBooking(standing, draft) ? { kind: 'own', callback: standing } : null;
  return own === null || calling === null ? null : await findRepeat(tx, companyId, { draft, own, open });
}

/** Of all that is open for this number, what is about the same. */
async function findRepeat(tx: Tx, companyId: string, { draft, own, open }: { draft: CallbackDraft; own: Own; open: readonly Candidate[] }): Promise<Standing | null> {
  const like = open.filter((other) => isTheSame(other, draft));
  if (like.length === 0) return null;
  const wishes = await tx.rows<Meant & { readonly id: string }>(`select w.id, ${MEANT} from wishes w where w.company_id = $1 and w.id = any ($2::uuid[])`, [companyId, like.map((other) => other.wish_id)]);
  const same = like.filter((other) => wishes.some((wish) => wish.id === other.wish_id && wish.intent === own.intent && mayBeOneAppointment(wish, own)));
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
