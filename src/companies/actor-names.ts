import type { Tx } from '../platform/database.ts';
import { isUuid } from '../platform/uuid.ts';

/** The names behind 'user:…', 'key:…' and 'link:…' as they are now; who is not known any more is not in it. */
export async function actorNames(tx: Tx, companyId: string, actors: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(actors)];
  const names = new Map(distinct.filter((actor) => actor.startsWith('link:')).map((actor) => [actor, 'Anmeldelink']));
  const keyIds = distinct.flatMap((actor) => (actor.startsWith('key:') && isUuid(actor.slice(4)) ? [actor.slice(4)] : []));
  const keys = keyIds.length === 0 ? [] : await tx.rows<{ id: string; key_hint: string }>('select id, key_hint from api_keys where company_id = $1 and id = any ($2::uuid[])', [companyId, keyIds]);
  for (const { id, key_hint: hint } of keys) names.set(`key:${id}`, `Schlüssel …${hint}`);
  return names;
}
