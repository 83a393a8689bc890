import type { Tx } from '../platform/database.ts';
import type { NoticeKind, Recipient } from './notice.ts';

export interface Retracted {
  readonly kind: NoticeKind;
  readonly to: Recipient;
}

/**
 * What nobody has been told yet of a change that was taken back is not told any more. Locked rows are left: somebody is
 * telling it at this moment. → what was retracted.
 */
export async function retractNotices(tx: Tx, companyId: string, changeId: string): Promise<Retracted[]> {
  return await tx.rows<Retracted>(
    `delete from notices where company_id = $1 and id in (
       select id from notices where company_id = $1 and dedupe_key like $2 and expanded_at is null for update skip locked)
     returning kind, recipient as "to"`,
    [companyId, `${changeId}:%`],
  );
}
