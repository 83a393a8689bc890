import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { lookerValues, VIEW_COLUMNS, viewOf, VISIBLE_SQL } from './view.ts';
import type { Kept, Looker, View, ViewRow } from './view.ts';

/** Of one person's own ones, and of what is shared: more than that is no menu any more. */
export const VIEWS_MAX = 50;

/** One after the other, per person and for what is shared: two at once would both find room, and the same name free. */
export async function lockViews(tx: Tx, looker: Looker, shared: boolean): Promise<void> {
  const [companyId, userId, keyId] = lookerValues(looker);
  const whose = shared ? [companyId, null, null] : [companyId, userId, keyId];
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`views ${whose.join(' ')}`]);
}

/** Those of the same kind, without that one. */
export async function viewsBeside(tx: Tx, looker: Looker, { shared, id }: { readonly shared: boolean; readonly id: string }): Promise<{ readonly isFull: boolean; readonly names: ReadonlySet<string> }> {
  const rows = await tx.rows<{ name: string }>(`select v.name from saved_views v where ${VISIBLE_SQL} and v.shared = $4 and v.id <> $5`, [...lookerValues(looker), shared, id]);
  return { isFull: rows.length >= VIEWS_MAX, names: new Set(rows.map(({ name }) => name)) };
}

/**
 * Under a name that he has already, it takes the place of that one: whoever keeps the same twice, because an answer was lost
 * or two tabs carry it over, has it once.
 */
export async function keepView(tx: Tx, looker: Looker, { id, now, kept }: { readonly id: string; readonly now: EpochMs; readonly kept: Kept }): Promise<{ readonly kind: 'made' | 'replaced'; readonly view: View } | { readonly kind: 'too_many' }> {
  const [companyId, userId, keyId] = lookerValues(looker);
  const whose = kept.shared ? [companyId, null, null] : [companyId, userId, keyId];
  await lockViews(tx, looker, kept.shared);
  const there = await tx.rows<ViewRow>(`select ${VIEW_COLUMNS} from saved_views v where ${VISIBLE_SQL} and v.shared = $4`, [companyId, userId, keyId, kept.shared]);
  const before = there.find(({ name }) => name === kept.name);
  if (before === undefined && there.length >= VIEWS_MAX) return { kind: 'too_many' };
  const row = await tx.maybe<ViewRow>(
    before === undefined
      ? `insert into saved_views as v (company_id, id, user_id, key_id, shared, name, filter, sort, created_at, updated_at) values ($1, $5, $2, $3, $4, $6, $7, $8, $9, $9) returning ${VIEW_COLUMNS}`
      : `update saved_views v set filter = $7, sort = $8, updated_at = $9 where ${VISIBLE_SQL} and v.shared = $4 and v.id = $5 and v.name = $6 returning ${VIEW_COLUMNS}`,
    [...whose, kept.shared, before?.id ?? id, kept.name, JSON.stringify(kept.filter), kept.sort, iso(now)],
  );
  return { kind: before === undefined ? 'made' : 'replaced', view: viewOf(row!) };
}
