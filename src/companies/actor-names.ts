import type { Tx } from '../platform/database.ts';
import { isUuid } from '../platform/uuid.ts';

/** The names behind 'user:…', 'key:…' and 'link:…' as they are now; who is not known any more is not in it. */
export async function actorNames(tx: Tx, companyId: string, actors: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(actors)];
  const names = new Map(distinct.filter((actor) => actor.startsWith('link:')).map((actor) => [actor, actor === 'link:command' ? 'Befehlszeile' : 'Anmeldelink']));
  const idsOf = (kind: string): string[] => distinct.flatMap((actor) => (actor.startsWith(`${kind}:`) && isUuid(actor.slice(kind.length + 1)) ? [actor.slice(kind.length + 1)] : []));
  const [keyIds, userIds] = [idsOf('key'), idsOf('user')];
  const keys = keyIds.length === 0 ? [] : await tx.rows<{ id: string; key_hint: string }>('select id, key_hint from api_keys where company_id = $1 and id = any ($2::uuid[])', [companyId, keyIds]);
  for (const { id, key_hint: hint } of keys) names.set(`key:${id}`, `Schlüssel …${hint}`);
  const members = userIds.length === 0 ? [] : await tx.rows<{ user_id: string; name: string }>('select user_id, name from members where company_id = $1 and user_id = any ($2::uuid[])', [companyId, userIds]);
  for (const { user_id: id, name } of members) names.set(`user:${id}`, name);
  return names;
}
