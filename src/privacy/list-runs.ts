import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';

export interface PrivacyRun {
  readonly id: string;
  readonly kind: 'retention' | 'erasure' | 'disclosure';
  readonly actor: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly problem: string | null;
}

type Row = Omit<PrivacyRun, 'started_at' | 'finished_at'> & { readonly started_at: EpochMs; readonly finished_at: EpochMs | null; readonly key: number };

/** The newest first. */
export async function listPrivacyRuns(tx: Tx, query: { readonly companyId: string; readonly limit: number; readonly after: Place | null }): Promise<Page<PrivacyRun>> {
  const { companyId, limit, after } = query;
  const rows = await tx.rows<Row>(
    `select id, kind, actor, started_at, finished_at, counts, problem, (extract(epoch from started_at) * 1000000)::bigint as key from privacy_runs
     where company_id = $1 and ($3::uuid is null or (started_at, id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3))
     order by started_at desc, id desc limit $4`,
    [companyId, after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  const item = ({ key: _key, ...run }: Row): PrivacyRun => ({ ...run, started_at: iso(run.started_at), finished_at: run.finished_at === null ? null : iso(run.finished_at) });
  return page(rows, limit, { item, place: (row) => ({ keys: [row.key], id: row.id }) });
}
