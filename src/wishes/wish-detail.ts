import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { mergedWishes, readWish, type WishView } from './list-wishes.ts';

export interface WishDetail extends WishView {
  readonly settled_by: string | null;
  readonly requested: Readonly<Record<string, Json>>;
  /** Wishes that went into this one. */
  readonly merged: readonly WishView[];
}

/** `withWords`: what was asked for is shown to those who work with it. */
export async function readWishDetail(tx: Tx, query: { companyId: string; id: string; withWords: boolean }): Promise<WishDetail | null> {
  const { companyId, id, withWords } = query;
  const wish = await readWish(tx, companyId, id);
  if (wish === null) return null;
  const more = await tx.maybe<Pick<WishDetail, 'settled_by' | 'requested'>>(
    `select settled_by, case when $3::boolean then requested else '{}' end as requested from wishes where company_id = $1 and id = $2`,
    [companyId, id, withWords],
  );
  return { ...wish, settled_by: more?.settled_by ?? null, requested: more?.requested ?? {}, merged: await mergedWishes(tx, companyId, id) };
}
