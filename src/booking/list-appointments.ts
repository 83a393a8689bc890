import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';

export type AppointmentStatus = 'pending' | 'booked' | 'cancelled';

export interface AppointmentListQuery {
  readonly companyId: string;
  readonly status?: readonly AppointmentStatus[] | undefined;
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
  readonly created_at: string;
}

type Row = Omit<AppointmentView, 'start' | 'end' | 'created_at'> & {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly created_at: EpochMs;
  readonly key: number;
};

/** The earliest start first. */
export async function listAppointments(tx: Tx, query: AppointmentListQuery): Promise<Page<AppointmentView>> {
  const { after, limit } = query;
  const rows = await tx.rows<Row>(
    `select a.id, a.status, a.starts_at as start, a.ends_at as "end",
       case when s.id is not null then json_build_object('id', s.id, 'slug', s.slug, 'name', s.name) end as service,
       case when p.id is not null then json_build_object('id', p.id, 'slug', p.slug, 'name', p.name) end as staff,
       case when b.id is not null then json_build_object('id', b.id, 'slug', b.slug, 'name', b.name) end as branch,
       a.customer_name, a.phone_number, a.provider, a.booking_uid, a.call_id, call.retell_call_id, a.wish_id, a.created_at,
       (extract(epoch from a.starts_at) * 1000000)::bigint as key
     from appointments a
     left join services s on s.company_id = a.company_id and s.id = a.service_id
     left join staff p on p.company_id = a.company_id and p.id = a.staff_id
     left join branches b on b.company_id = a.company_id and b.id = a.branch_id
     left join calls call on call.company_id = a.company_id and call.id = a.call_id
     where a.company_id = $1
       and ($2::text[] is null or a.status = any ($2))
       and ($3::uuid is null or a.call_id = $3)
       and ($4::text is null or call.retell_call_id = $4)
       and ($5::timestamptz is null or a.starts_at >= $5)
       and ($6::timestamptz is null or a.starts_at < $6)
       and ($8::uuid is null or (a.starts_at, a.id) > (timestamptz 'epoch' + $7::bigint * interval '1 microsecond', $8))
     order by a.starts_at, a.id
     limit $9`,
    [
      query.companyId, query.status ?? null, query.callId ?? null, query.retellCallId ?? null, at(query.from), at(query.to),
      after?.keys[0] ?? null, after?.id ?? null, limit + 1,
    ],
  );
  return page(rows, limit, {
    item: ({ key: _key, ...row }) => ({ ...row, start: iso(row.start), end: iso(row.end), created_at: iso(row.created_at) }),
    place: (row) => ({ keys: [row.key], id: row.id }),
  });
}

function at(instant: EpochMs | undefined): string | null {
  return instant === undefined ? null : iso(instant);
}
