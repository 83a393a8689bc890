import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import type { EpochMs } from '../platform/world.ts';
import { CUSTOMER_COLUMNS, viewOf, type CustomerRow, type CustomerView } from './customer-view.ts';

export interface CustomerListQuery {
  readonly companyId: string;
  /** Words of a name, the address or the note; or a number, however it is spelled. */
  readonly q?: string | undefined;
  readonly now: EpochMs;
  readonly limit: number;
  readonly after: Place | null;
}

type Row = CustomerRow & { readonly key: number };

/** Who was heard of last comes first. */
export async function listCustomers(tx: Tx, query: CustomerListQuery): Promise<Page<CustomerView>> {
  const { after, limit } = query;
  const rows = await tx.rows<Row>(
    `select ${CUSTOMER_COLUMNS}, (extract(epoch from known.last_seen_at) * 1000000)::bigint as key
     from customers known
     where known.company_id = $1
       and ($3::text[] is null or concat_ws(' ', array_to_string(known.names, ' '), known.name, known.email, known.note) ilike all ($3) or known.phone_number like $4)
       and ($6::uuid is null or (known.last_seen_at, known.id) < (timestamptz 'epoch' + $5::bigint * interval '1 microsecond', $6))
     order by known.last_seen_at desc, known.id desc
     limit $7`,
    [query.companyId, iso(query.now), wordPatterns(query.q), numberPattern(query.q), after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  return page(rows, limit, { item: ({ key: _key, ...row }) => viewOf(row), place: (row) => ({ keys: [row.key], id: row.id }) });
}

export async function readCustomer(tx: Tx, of: { readonly companyId: string; readonly id: string; readonly now: EpochMs }): Promise<CustomerView | null> {
  const row = await tx.maybe<CustomerRow>(`select ${CUSTOMER_COLUMNS} from customers known where known.company_id = $1 and known.id = $3`, [of.companyId, iso(of.now), of.id]);
  return row === null ? null : viewOf(row);
}
