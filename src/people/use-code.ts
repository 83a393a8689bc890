// Each code of an authenticator app opens once (RFC 6238, section 5.2).
import type { IdentityDatabase } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

/**
 * Longer than a code is good for (90 s), by more than the clocks of two nodes differ. For longer still would refuse somebody
 * whose app shows the same six digits again.
 */
export const CODE_REMEMBERED_MS = 600_000;

export interface GivenCode {
  readonly accountId: string;
  readonly code: string;
}

/**
 * False: it was given before. Taken before it is known whether the code is right, because of two requests at once both would
 * be told so; what is no code of an app is nobody's to take. Throws Fault DATABASE_UNAVAILABLE.
 */
export async function useCode(database: IdentityDatabase, { accountId, code }: GivenCode, now: EpochMs): Promise<boolean> {
  if (!/^[0-9]{6}$/.test(code)) return true;
  return await database.asIdentity(async (tx) => {
    await tx.run('delete from auth_used_codes where user_id = $1 and used_at < $2', [accountId, iso(now - CODE_REMEMBERED_MS)]);
    return (await tx.run('insert into auth_used_codes (user_id, code, used_at) values ($1, $2, $3) on conflict (user_id, code) do nothing', [accountId, code, iso(now)])) === 1;
  });
}

/** It opened nothing: it was wrong, or came too late. */
export async function returnCode(database: IdentityDatabase, { accountId, code }: GivenCode): Promise<void> {
  await database.asIdentity((tx) => tx.run('delete from auth_used_codes where user_id = $1 and code = $2', [accountId, code]));
}
