// What waits through the night may find in the morning that its reader has left: nothing of the customers goes to him any more.
import type { Tx } from '../platform/database.ts';
import type { Delivery } from './delivery.ts';

/**
 * Somebody who has only an address, a key or a link is nobody who leaves. A mail goes to an address that is still his; a browser is
 * forgotten with the membership (src/people/change-member.ts), so that an operator, who is no member, is told on his.
 */
export async function isStillHere(tx: Tx, { companyId, person, channel, address }: Pick<Delivery, 'companyId' | 'person' | 'channel' | 'address'>): Promise<boolean> {
  if (!/^(staff|user):/.test(person) || (channel === 'push' && person.startsWith('user:'))) return true;
  const rows = await tx.rows(
    `select 1 from staff s left join members m on m.company_id = s.company_id and m.staff_id = s.id
     where s.company_id = $1 and s.active and 'staff:' || s.id = $2 and ($3::text is null or $3 in (s.email, m.email))
     union all select 1 from members m where m.company_id = $1 and 'user:' || m.user_id = $2 and ($3::text is null or $3 = m.email)`,
    [companyId, person, channel === 'mail' ? address : null],
  );
  return rows.length > 0;
}
