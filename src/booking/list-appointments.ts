import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';

export type AppointmentStatus = 'pending' | 'booked' | 'cancelled';

export interface AppointmentListQuery {
  readonly companyId: string;
  readonly status?: readonly AppointmentStatus[] | undefined;
  /** Ids or slugs, or 'none'. */
  readonly branch?: readonly string[] | undefined;
  readonly staff?: readonly string[] | undefined;
  readonly service?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  /** Words of name, address, notes or the calendar's id; or a number, however it is spelled. */
  readonly q?: string | undefined;
  readonly callId?: string | undefined;
  readonly retellCallId?: string | undefined;
  /** [from, to) by its start. */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

interface Named {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface AppointmentView {
  readonly id: string;
  readonly status: AppointmentStatus;
  readonly start: string;
  readonly end: string;
  readonly service: Named | null;
  readonly staff: Named | null;
  readonly branch: Named | null;
  readonly customer_name: string | null;
  readonly phone_number: string | null;
  readonly provider: 'cal.com' | 'local';
  readonly booking_uid: string;
  readonly call_id: string | null;
  readonly retell_call_id: string | null;
  readonly wish_id: string | null;
  readonly customer_id: string | null;
  readonly created_at: string;
}

type Row = Omit<AppointmentView, 'start' | 'end' | 'created_at'> & {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly created_at: EpochMs;
  readonly key: number;
};

const COLUMNS = `a.id, a.status, a.starts_at as start, a.ends_at as "end",
  case when s.id is not null then json_build_object('id', s.id, 'slug', s.slug, 'name', s.name) end as service,
  case when p.id is not null then json_build_object('id', p.id, 'slug', p.slug, 'name', p.name) end as staff,
  case when b.id is not null then json_build_object('id', b.id, 'slug', b.slug, 'name', b.name) end as branch,
  a.customer_name, a.phone_number, a.provider, a.booking_uid, a.call_id, call.retell_call_id, a.wish_id, a.customer_id, a.created_at,
  (extract(epoch from a.starts_at) * 1000000)::bigint as key`;
const SOURCE = `appointments a
  left join services s on s.company_id = a.company_id and s.id = a.service_id
  left join staff p on p.company_id = a.company_id and p.id = a.staff_id
  left join branches b on b.company_id = a.company_id and b.id = a.branch_id
  left join calls call on call.company_id = a.company_id and call.id = a.call_id`;

/** The earliest start first. */
export async function listAppointments(tx: Tx, query: AppointmentListQuery): Promise<Page<AppointmentView>> {
  const { after, limit } = query;
  const rows = await tx.rows<Row>(
    `select ${COLUMNS} from ${SOURCE}
     where a.company_id = $1
       and ($2::text[] is null or a.status = any ($2))
       and ($3::uuid is null or a.call_id = $3)
       and ($4::text is null or call.retell_call_id = $4)
       and ($5::timestamptz is null or a.starts_at >= $5)
       and ($6::timestamptz is null or a.starts_at < $6)
       and ($8::uuid is null or (a.starts_at, a.id) > (timestamptz 'epoch' + $7::bigint * interval '1 microsecond', $8))
       and ($10::text[] is null or coalesce(a.branch_id::text, 'none') = any ($10) or b.slug = any ($10))
       and ($11::text[] is null or coalesce(a.staff_id::text, 'none') = any ($11) or p.slug = any ($11))
       and ($12::text[] is null or coalesce(a.service_id::text, 'none') = any ($12) or s.slug = any ($12))
       and ($13::uuid is null or a.customer_id = $13)
       and ($14::text[] is null or concat_ws(' ', a.customer_name, a.customer_email, a.phone_number, a.notes, a.booking_uid) ilike all ($14) or a.phone_number like $15)
     order by a.starts_at, a.id
     limit $9`,
    [
      query.companyId, query.status ?? null, query.callId ?? null, query.retellCallId ?? null, at(query.from), at(query.to),
      after?.keys[0] ?? null, after?.id ?? null, limit + 1,
      query.branch ?? null, query.staff ?? null, query.service ?? null, query.customerId ?? null, wordPatterns(query.q), numberPattern(query.q),
    ],
  );
  return page(rows, limit, { item: viewOf, place: (row) => ({ keys: [row.key], id: row.id }) });
}

export interface AppointmentDetail extends AppointmentView {
  readonly customer_email: string | null;
  readonly notes: string | null;
  readonly cancelled_at: string | null;
  readonly cancel_reason: string | null;
  readonly reschedule_count: number;
  readonly replaced_by: string | null;
  /** The appointment in whose place it came. */
  readonly replaces: string | null;
}

type DetailRow = Row & Omit<AppointmentDetail, keyof AppointmentView | 'cancelled_at'> & { readonly cancelled_at: EpochMs | null };

export async function readAppointment(tx: Tx, companyId: string, id: string): Promise<AppointmentDetail | null> {
  const row = await tx.maybe<DetailRow>(
    `select ${COLUMNS}, a.customer_email, a.notes, a.cancelled_at, a.cancel_reason, a.reschedule_count, a.replaced_by,
       (select before.id from appointments before where before.company_id = $1 and before.replaced_by = a.id order by before.created_at desc limit 1) as replaces
     from ${SOURCE} where a.company_id = $1 and a.id = $2`,
    [companyId, id],
  );
  if (row === null) return null;
  const { customer_email, notes, cancelled_at: cancelledAt, cancel_reason, reschedule_count, replaced_by, replaces, ...rest } = row;
  return { ...viewOf(rest), customer_email, notes, cancelled_at: cancelledAt === null ? null : iso(cancelledAt), cancel_reason, reschedule_count, replaced_by, replaces };
}

function viewOf({ key: _key, ...row }: Row): AppointmentView {
  return { ...row, start: iso(row.start), end: iso(row.end), created_at: iso(row.created_at) };
}

function at(instant: EpochMs | undefined): string | null {
  return instant === undefined ? null : iso(instant);
}
