// What a message is about, read at the moment it is told: until then the customer may have called again, a colleague
// may have taken it, or somebody may have had himself erased.
import type { Tx } from '../platform/database.ts';
import type { AboutCallback } from './notice-letter.ts';

export async function readAbout(tx: Tx, companyId: string, callbackIds: readonly string[]): Promise<ReadonlyMap<string, AboutCallback>> {
  if (callbackIds.length === 0) return new Map();
  const rows = await tx.rows<AboutCallback>(
    `select c.id, c.status in ('pending', 'assigned', 'contacted') as "isOpen", c.priority, c.due_at as "dueAt", c.customer_name as "customerName", c.phone_number as "phoneNumber",
       b.name as branch, s.name as service, c.assigned_to as "assignedTo", t.name as assignee
     from callbacks c left join branches b on b.company_id = c.company_id and b.id = c.branch_id left join services s on s.company_id = c.company_id and s.id = c.service_id
       left join staff t on t.company_id = c.company_id and t.id = c.assigned_to
     where c.company_id = $1 and c.id = any($2::uuid[])`,
    [companyId, callbackIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
