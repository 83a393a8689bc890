import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';

/** Where the entries that retention cut off ended. */
export interface CutAnchor {
  readonly seq: number;
  readonly hash: string;
  readonly cutAt: EpochMs;
}

/** The master key lies outside of the database: whoever only has the latter cannot cut a log and make it look like retention. */
export function signatureOf(secrets: Pick<Secrets, 'mac'>, companyId: string, { seq, hash, cutAt }: CutAnchor): string {
  return secrets.mac(JSON.stringify([seq, hash, iso(cutAt)]), { owner: companyId, field: 'audit anchor' });
}
