// What somebody sees at the bell.
import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { page } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import type { EpochMs } from '../platform/world.ts';

export interface InAppNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: EpochMs;
  readonly readAt: EpochMs | null;
  readonly callbackId: string | null;
  readonly facts: Readonly<Record<string, Json>>;
}

type Row = InAppNotice & { readonly key: number };

interface Asked {
  readonly companyId: string;
  readonly persons: readonly string[];
  readonly unreadOnly: boolean;
  readonly limit: number;
  readonly after: Place | null;
}

/** The latest first. One notice stands there once, also for somebody whom it reached under two names. */
export async function listInApp(tx: Tx, { companyId, persons, unreadOnly, limit, after }: Asked): Promise<Page<InAppNotice>> {
  const rows = await tx.rows<Row>(
    `select i.id, n.kind, i.at, i.read_at as "readAt", n.callback_id as "callbackId", n.facts, (extract(epoch from i.at) * 1000000)::bigint as key
     from in_app_notices i join notices n on n.company_id = i.company_id and n.id = i.notice_id
     where i.company_id = $1 and i.person = any($2::text[]) and (not $3 or i.read_at is null)
       and ($5::uuid is null or (i.at, i.id) < (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5))
     order by i.at desc, i.id desc limit $6`,
    [companyId, persons, unreadOnly, after?.keys[0] ?? null, after?.id ?? null, limit + 1],
  );
  return page(rows, limit, { item: ({ key: _key, ...notice }) => notice, place: ({ key, id }) => ({ keys: [key], id }) });
}

export async function countUnread(tx: Tx, companyId: string, persons: readonly string[]): Promise<number> {
  const row = await tx.maybe<{ count: number }>('select count(*) as count from in_app_notices where company_id = $1 and person = any($2::text[]) and read_at is null', [companyId, persons]);
  return row?.count ?? 0;
}

/** `ids` null: all that were there up to `until`; what came while somebody was reading stays unread. */
export async function markRead(tx: Tx, of: { companyId: string; persons: readonly string[]; ids: readonly string[] | null; until: EpochMs; at: EpochMs }): Promise<number> {
  const marked = await tx.run(
    `update in_app_notices set read_at = $5 where company_id = $1 and person = any($2::text[]) and read_at is null and case when $3::uuid[] is null then at <= $4 else id = any($3) end`,
    [of.companyId, of.persons, of.ids, iso(of.until), iso(of.at)],
  );
  // The same person's other windows.
  if (marked > 0) await tx.run(`select pg_notify('fangnetz_changes', json_build_object('company_id', $1::text, 'kind', 'notification', 'id', '')::text)`, [of.companyId]);
  return marked;
}
