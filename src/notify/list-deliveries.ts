// What was sent to whom, and what was not: nothing that failed is visible only in a log.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Channel } from './channels.ts';

export type DeliveryState = 'due' | 'sent' | 'moot' | 'failed';

export interface DeliveryView {
  readonly id: string;
  readonly kind: string;
  readonly channel: Channel;
  readonly address: string | null;
  readonly staff: string | null;
  readonly callback_id: string | null;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly created_at: string;
  readonly next_try_at: string | null;
  readonly ended_at: string | null;
  readonly last_error: string | null;
}

type Row = Omit<DeliveryView, 'created_at' | 'next_try_at' | 'ended_at'> & { readonly createdAt: EpochMs; readonly dueAt: EpochMs | null; readonly endedAt: EpochMs | null; readonly key: number };

/** The latest first. */
export async function listDeliveries(tx: Tx, asked: { companyId: string; state: DeliveryState | null; limit: number; after: Place | null }): Promise<Page<DeliveryView>> {
  const { companyId, state, limit, after } = asked;
  const rows = await tx.rows<Row>(
    `select d.id, d.kind, d.channel, d.address, t.name as staff, n.callback_id, d.state, d.tries, d.created_at as "createdAt", d.due_at as "dueAt", d.ended_at as "endedAt", d.last_error,
       (extract(epoch from d.created_at) * 1000000)::bigint as key
     from deliveries d left join notices n on n.company_id = d.company_id and n.id = d.notice_id
       left join staff t on t.company_id = d.company_id and d.person = 'staff:' || t.id
     where d.company_id = $1 and ($2::text is null or d.state = $2)
       and ($4::uuid is null or (d.created_at, d.id) < (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4))
     order by d.created_at desc, d.id desc limit $5`,
    [companyId, state, after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  return page(rows, limit, {
    item: ({ createdAt, dueAt, endedAt, key: _key, ...row }) => ({ ...row, created_at: iso(createdAt), next_try_at: isoOrNull(dueAt), ended_at: isoOrNull(endedAt) }),
    place: ({ key, id }) => ({ keys: [key], id }),
  });
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
