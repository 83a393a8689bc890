import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';

export type DeletionState = 'open' | 'failing' | 'done';

export interface PlatformDeletion {
  readonly id: string;
  readonly call_id: string;
  readonly retell_call_id: string;
  readonly cause: 'erasure' | 'retention';
  /** `failing`: asked at least once, and refused or not answered. */
  readonly state: DeletionState;
  readonly asked_at: string;
  readonly tries: number;
  readonly next_try_at: string | null;
  readonly problem: string | null;
  readonly done_at: string | null;
}

type Instants = 'asked_at' | 'next_try_at' | 'done_at';
type Row = Omit<PlatformDeletion, Instants> & { readonly asked_at: EpochMs; readonly next_try_at: EpochMs | null; readonly done_at: EpochMs | null; readonly key: number };

/** The newest first. */
export async function listDeletions(tx: Tx, query: { readonly companyId: string; readonly state: readonly DeletionState[] | undefined; readonly limit: number; readonly after: Place | null }): Promise<Page<PlatformDeletion>> {
  const { companyId, state, limit, after } = query;
  const rows = await tx.rows<Row>(
    `select * from (
       select id, call_id, retell_call_id, cause, case when done_at is not null then 'done' when problem is not null then 'failing' else 'open' end as state,
         asked_at, tries, next_try_at, problem, done_at, (extract(epoch from asked_at) * 1000000)::bigint as key
       from platform_deletions where company_id = $1) as listed
     where ($2::text[] is null or state = any ($2)) and ($4::uuid is null or (asked_at, id) < (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4))
     order by asked_at desc, id desc limit $5`,
    [companyId, state ?? null, after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  const item = ({ key: _key, ...row }: Row): PlatformDeletion => ({ ...row, asked_at: iso(row.asked_at), next_try_at: isoOrNull(row.next_try_at), done_at: isoOrNull(row.done_at) });
  return page(rows, limit, { item, place: (row) => ({ keys: [row.key], id: row.id }) });
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
