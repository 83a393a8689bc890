// What a look at Retell has shown, kept for those who ask without looking there: whether the agents carry our functions.
import type { Tx } from '../platform/database.ts';

/** `publicUrl`: for this address everything is there; null: something is missing. A connection whose key, agents or address change is forgotten (sync-accounts.ts). */
export async function noteRegistered(tx: Tx, of: { readonly companyId: string; readonly connection: string; readonly publicUrl: string | null }): Promise<void> {
  await tx.run('update voice_connections set registered_for = $3 where company_id = $1 and connection = $2 and registered_for is distinct from $3', [of.companyId, of.connection, of.publicUrl]);
}

export interface VoiceConnected {
  readonly connected: boolean;
  /** Every connection was found complete for this address, or for any where it is not known. */
  readonly registered: boolean;
}

export async function readConnected(tx: Tx, { companyId, publicUrl }: { readonly companyId: string; readonly publicUrl: string | null }): Promise<VoiceConnected> {
  const [found] = await tx.rows<VoiceConnected>(
    `select count(*) > 0 as connected, coalesce(bool_and(registered_for is not null and ($2::text is null or registered_for = $2)), false) as registered
     from voice_connections where company_id = $1`,
    [companyId, publicUrl],
  );
  return found!;
}
