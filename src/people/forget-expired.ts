// What opens nothing any more is not kept: each row is somebody's address, or when he worked.
import type { Database, IdentityDatabase } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { CODE_REMEMBERED_MS } from './use-code.ts';

const DAY_MS = 86_400_000;
const INVITATIONS_KEPT_DAYS = 90;

/** Returns how many rows went. */
export async function forgetExpired(database: Database & IdentityDatabase, now: EpochMs): Promise<number> {
  const gone = await database.asIdentity(async (tx) => {
    const sessions = await tx.run('delete from auth_sessions where expires_at < $1', [iso(now)]);
    const verifications = await tx.run('delete from auth_verifications where expires_at < $1', [iso(now)]);
    const tries = await tx.run('delete from auth_rate_limits where last_request < $1', [now - DAY_MS]);
    const codes = await tx.run('delete from auth_used_codes where used_at < $1', [iso(now - CODE_REMEMBERED_MS)]);
    return sessions + verifications + tries + codes;
  });
  const invitations = await database.asMachine((tx) =>
    tx.run('delete from invitations where coalesce(accepted_at, revoked_at, expires_at) < $1', [iso(now - INVITATIONS_KEPT_DAYS * DAY_MS)]),
  );
  return gone + invitations;
}
