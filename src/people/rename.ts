import type { Database, IdentityDatabase } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

/** In the account and in every company: timelines show the copy there. Can be repeated. */
export async function rename(database: Database, accounts: IdentityDatabase, to: { readonly userId: string; readonly name: string; readonly now: EpochMs }): Promise<void> {
  const { userId, name, now } = to;
  await accounts.asIdentity((tx) => tx.run('update auth_users set name = $2, updated_at = $3 where id = $1', [userId, name, iso(now)]));
  await database.asMachine((tx) => tx.run('update members set name = $2, updated_at = $3 where user_id = $1', [userId, name, iso(now)]));
}
