import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';

export interface OpenCallback {
  readonly id: string;
  readonly due_at: EpochMs;
  readonly customer_name: string | null;
}

/** What is open under the caller's own number, the earliest deadline first. A withheld number must never come here. */
export async function openCallbacksOf(tx: Tx, companyId: string, phoneNumber: string): Promise<OpenCallback[]> {
  return await tx.rows<OpenCallback>(
    `select id, due_at, customer_name from callbacks
     where company_id = $1 and phone_number = $2 and status in ('pending', 'assigned', 'contacted') order by due_at, id limit 20`,
    [companyId, phoneNumber],
  );
}
