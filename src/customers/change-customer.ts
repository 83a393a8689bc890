import { appendAudit } from '../audit/append-audit.ts';
import { actorText, type Person } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { CustomerView } from './customer-view.ts';

/** undefined: as it was; null: not known. */
export type CustomerChange = { readonly [K in 'name' | 'note' | 'language' | 'voicemail_permission' | 'do_not_call']?: CustomerView[K] | undefined };

/** What a person writes down about a customer. A name that he writes stays, whatever callers say later; taking it out gives the way free again. */
export async function changeCustomer(
  tx: Tx,
  companyId: string,
  changed: { readonly id: string; readonly change: CustomerChange; readonly actor: Person; readonly now: EpochMs },
): Promise<'changed' | 'not_found'> {
  const { id, change, actor, now } = changed;
  const keys = Object.keys(change).filter((key) => change[key as keyof CustomerChange] !== undefined);
  const touched = await tx.maybe<{ audit_ref: string }>(
    `update customers set
       name = case when $3::jsonb ? 'name' then coalesce($3 ->> 'name', names[1]) else name end,
       named_by = case when not $3 ? 'name' then named_by when $3 ->> 'name' is null then null else $4 end,
       note = case when $3 ? 'note' then $3 ->> 'note' else note end,
       language = case when $3 ? 'language' then $3 ->> 'language' else language end,
       voicemail_permission = case when $3 ? 'voicemail_permission' then $3 ->> 'voicemail_permission' else voicemail_permission end,
       do_not_call = case when $3 ? 'do_not_call' then ($3 ->> 'do_not_call')::boolean else do_not_call end,
       updated_at = $5
     where company_id = $1 and id = $2 returning audit_ref`,
    [companyId, id, JSON.stringify(change), actorText(actor), iso(now)],
  );
  if (touched === null) return 'not_found';
  if (keys.length > 0) {
    await appendAudit(tx, companyId, { at: now, actor: actorText(actor), action: 'customer.change', subject: { kind: 'customer', id: touched.audit_ref }, detail: { changed: keys } });
  }
  return 'changed';
}
