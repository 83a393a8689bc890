import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { EpochMs } from '../platform/world.ts';

export interface AuditListQuery {
  readonly companyId: string;
  readonly actor?: readonly string[] | undefined;
  /** Names; one that ends in `.*` means the whole group. */
  readonly action?: readonly string[] | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** [from, to) */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

export interface AuditView {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail: Readonly<Record<string, Json>>;
  readonly hash: string;
  readonly prev_hash: string;
}

type Row = Omit<AuditView, 'at' | 'subject'> & { readonly at: EpochMs; readonly subject_kind: string; readonly subject_id: string };

/** The newest first, in the order of the chain. */
export async function listAudit(tx: Tx, query: AuditListQuery): Promise<Page<AuditView>> {
  const actions = query.action ?? null;
  const rows = await tx.rows<Row>(
    `select seq, id, at, actor, action, subject_kind, subject_id, detail, hash, prev_hash
     from audit_log
     where company_id = $1
       and ($2::text[] is null or actor = any ($2))
       and ($3::text[] is null or action = any ($3) or split_part(action, '.', 1) || '.*' = any ($3))
       and ($4::text is null or subject_kind = $4)
       and ($5::text is null or subject_id = $5)
       and ($6::timestamptz is null or at >= $6)
       and ($7::timestamptz is null or at < $7)
       and ($8::bigint is null or seq < $8)
     order by seq desc
     limit $9`,
    [query.companyId, query.actor ?? null, actions, query.subjectKind ?? null, query.subjectId ?? null, at(query.from), at(query.to), query.after?.keys[0] ?? null, query.limit + 1],
  );
  return page(rows, query.limit, { item: viewOf, place: (row) => ({ keys: [row.seq], id: row.id }) });
}

function viewOf({ at, subject_kind: kind, subject_id: id, ...row }: Row): AuditView {
  return { ...row, at: iso(at), subject: { kind, id } };
}

function at(instant: EpochMs | undefined): string | null {
  return instant === undefined ? null : iso(instant);
}
