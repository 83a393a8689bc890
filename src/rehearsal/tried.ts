// Whether a company has been tried out: by a test call that came to something, or by customers who call already.
import { TEST_CONNECTION } from '../companies/test-connection.ts';
import type { Tx } from '../platform/database.ts';

export interface Tried {
  /** A test call had a wish of which something became; taken away again it still counts. */
  readonly rehearsed: boolean;
  /** Somebody has called for real. */
  readonly called: boolean;
}

export async function readTried(tx: Tx, companyId: string): Promise<Tried> {
  const [found] = await tx.rows<Tried>(
    `select
       exists (select from calls c join wishes w on w.company_id = c.company_id and w.call_id = c.id where c.company_id = $1 and c.connection = $2 and w.fate <> 'in_progress') as rehearsed,
       exists (select from calls c where c.company_id = $1 and c.connection <> $2) as called`,
    [companyId, TEST_CONNECTION],
  );
  return found!;
}
