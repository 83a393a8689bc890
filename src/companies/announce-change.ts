import type { Tx } from '../platform/database.ts';
import { CONFIG_CHANNEL } from './company-secrets.ts';

/**
 * Has to be called in every transaction that changes a company or what belongs to it: nodes reload the companies
 * whose `updated_at` differs from what they hold, and at once on the notification.
 */
export async function announceChange(tx: Tx, companyId: string, now: string): Promise<void> {
  // Strictly later, also where the clock stands still or went back: an equal instant would hide the change.
  await tx.run(`update companies set updated_at = greatest($2::timestamptz, updated_at + interval '1 millisecond') where id = $1`, [companyId, now]);
  await tx.run('select pg_notify($1, $2)', [CONFIG_CHANNEL, companyId]);
}
