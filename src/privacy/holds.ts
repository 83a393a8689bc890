// What is wanted for a complaint or a claim stays, however old it is, until somebody lets it go again.
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';

export interface HoldSubject {
  readonly kind: 'callback' | 'customer';
  readonly id: string;
}

export interface Hold {
  readonly id: string;
  readonly subject: HoldSubject;
  readonly reason: string;
  readonly held_by: string;
  readonly held_at: string;
}

interface Holding {
  readonly companyId: string;
  readonly actor: string;
  readonly now: EpochMs;
}

/** Null where there is no such subject. Held already, it keeps its first reason. */
export async function placeHold(tx: Tx, holding: Holding, held: { readonly subject: HoldSubject; readonly reason: string }): Promise<Hold | null> {
  const { companyId, actor, now } = holding;
  const { subject, reason } = held;
  const known = await tx.maybe(`select 1 from ${subject.kind === 'callback' ? 'callbacks' : 'customers'} where company_id = $1 and id = $2`, [companyId, subject.id]);
  if (known === null) return null;
  const id = uuidFrom('privacy-hold', companyId, subject.kind, subject.id);
  const added = await tx.run(
    `insert into privacy_holds (company_id, id, subject_kind, subject_id, reason, held_by, held_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [companyId, id, subject.kind, subject.id, reason, actor, iso(now)],
  );
  if (added > 0) await appendAudit(tx, companyId, { at: now, actor, action: 'privacy.hold', subject, detail: { hold: id } });
  return (await readHolds(tx, { companyId, id, subject: null, limit: 1, after: null })).items[0] ?? null;
}

/** False where there is none. */
export async function releaseHold(tx: Tx, { companyId, actor, now }: Holding, id: string): Promise<boolean> {
  const gone = await tx.maybe<{ subject_kind: HoldSubject['kind']; subject_id: string }>('delete from privacy_holds where company_id = $1 and id = $2 returning subject_kind, subject_id', [companyId, id]);
  if (gone === null) return false;
  await appendAudit(tx, companyId, { at: now, actor, action: 'privacy.release', subject: { kind: gone.subject_kind, id: gone.subject_id }, detail: { hold: id } });
  return true;
}

interface Row {
  readonly id: string;
  readonly subject_kind: HoldSubject['kind'];
  readonly subject_id: string;
  readonly reason: string;
  readonly held_by: string;
  readonly held_at: EpochMs;
  readonly key: number;
}

/** The newest first; `id`: only this one; `subject`: only of this callback or customer. */
export async function readHolds(tx: Tx, query: { readonly companyId: string; readonly id: string | null; readonly subject: string | null; readonly limit: number; readonly after: Place | null }): Promise<Page<Hold>> {
  const { companyId, id, subject, limit, after } = query;
  const rows = await tx.rows<Row>(
    `select id, subject_kind, subject_id, reason, held_by, held_at, (extract(epoch from held_at) * 1000000)::bigint as key from privacy_holds
     where company_id = $1 and ($2::uuid is null or id = $2) and ($6::uuid is null or subject_id = $6)
       and ($4::uuid is null or (held_at, id) < (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4))
     order by held_at desc, id desc limit $5`,
    [companyId, id, after?.keys[0] ?? null, after?.id ?? null, limit + 1, subject],
  );
  const item = ({ id, subject_kind: kind, subject_id, reason, held_by, held_at }: Row): Hold => ({ id, subject: { kind, id: subject_id }, reason, held_by, held_at: iso(held_at) });
  return page(rows, limit, { item, place: (row) => ({ keys: [row.key], id: row.id }) });
}
