import type { Tx, Value } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Fate, Intent } from './wish.ts';

export interface WishListQuery {
  readonly companyId: string;
  readonly fate?: readonly Fate[] | undefined;
  readonly intent?: readonly Intent[] | undefined;
  readonly callId?: string | undefined;
  readonly retellCallId?: string | undefined;
  /** Ids or slugs of the branch of its call, or 'none'. */
  readonly branch?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  /** Words of what was said, or a number however it is spelled. */
  readonly q?: string | undefined;
  /** [from, to) by the instant at which it was opened. */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

export interface WishView {
  readonly id: string;
  readonly call_id: string | null;
  readonly retell_call_id: string | null;
  readonly intent: Intent;
  readonly fate: Fate;
  readonly reason: string | null;
  readonly appointment_id: string | null;
  readonly callback_id: string | null;
  /** The wish that it went into. */
  readonly merged_into: string | null;
  readonly customer_id: string | null;
  readonly opened_at: string;
  readonly settled_at: string | null;
}

type Row = Omit<WishView, 'opened_at' | 'settled_at'> & { readonly opened_at: EpochMs; readonly settled_at: EpochMs | null; readonly key: number };

const COLUMNS = `w.id, w.call_id, call.retell_call_id, w.intent, w.fate, w.reason, w.appointment_id, w.callback_id, w.merged_into, coalesce(own.customer_id, call.customer_id) as customer_id, w.opened_at, w.settled_at,
  (extract(epoch from w.opened_at) * 1000000)::bigint as key`;
const SOURCE = `wishes w
  left join calls call on call.company_id = w.company_id and call.id = w.call_id
  left join callbacks own on own.company_id = w.company_id and own.id = w.callback_id
  left join branches b on b.company_id = call.company_id and b.id = call.branch_id`;

/** The newest first. */
export async function listWishes(tx: Tx, query: WishListQuery): Promise<Page<WishView>> {
  const { after, limit } = query;
  const rows = await tx.rows<Row>(
    `select ${COLUMNS} from ${SOURCE}
     where w.company_id = $1
       and ($2::text[] is null or w.fate = any ($2))
       and ($3::text[] is null or w.intent = any ($3))
       and ($4::uuid is null or w.call_id = $4)
       and ($5::text is null or call.retell_call_id = $5)
       and ($6::timestamptz is null or w.opened_at >= $6)
       and ($7::timestamptz is null or w.opened_at < $7)
       and ($11::text[] is null or coalesce(call.branch_id::text, 'none') = any ($11) or b.slug = any ($11))
       and ($12::uuid is null or coalesce(own.customer_id, call.customer_id) = $12)
       and ($13::text[] is null or concat_ws(' ', w.requested ->> 'customerName', w.requested ->> 'serviceSaid', w.requested ->> 'notes', own.customer_name, call.from_number) ilike all ($13)
         or concat_ws(' ', own.phone_number, call.from_number) like $14)
       and ($9::uuid is null or (w.opened_at, w.id) < (timestamptz 'epoch' + $8::bigint * interval '1 microsecond', $9))
     order by w.opened_at desc, w.id desc
     limit $10`,
    [query.companyId, query.fate, query.intent, query.callId, query.retellCallId, at(query.from), at(query.to), after?.keys[0], after?.id, limit + 1,
      query.branch, query.customerId, wordPatterns(query.q), numberPattern(query.q)].map(orNull),
  );
  return page(rows, limit, { item: viewOf, place: (row) => ({ keys: [row.key], id: row.id }) });
}

export async function readWish(tx: Tx, companyId: string, id: string): Promise<WishView | null> {
  const row = await tx.maybe<Row>(`select ${COLUMNS} from ${SOURCE} where w.company_id = $1 and w.id = $2`, [companyId, id]);
  return row === null ? null : viewOf(row);
}

/** The wishes that went into this one, in the order in which they were wished. */
export async function mergedWishes(tx: Tx, companyId: string, id: string): Promise<WishView[]> {
  const rows = await tx.rows<Row>(`select ${COLUMNS} from ${SOURCE} where w.company_id = $1 and w.merged_into = $2 and w.fate = 'merged' order by w.opened_at, w.id limit 100`, [companyId, id]);
  return rows.map(viewOf);
}

function viewOf({ key: _key, ...row }: Row): WishView {
  return { ...row, opened_at: iso(row.opened_at), settled_at: row.settled_at === null ? null : iso(row.settled_at) };
}

function at(instant: EpochMs | undefined): string | null {
  return instant === undefined ? null : iso(instant);
}

function orNull(value: Value | null | undefined): Value {
  return value ?? null;
}
