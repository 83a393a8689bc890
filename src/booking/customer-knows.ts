import type { Tx } from '../platform/database.ts';

/** The caller has heard of it: what the appointments are now, he knows. Only then may they settle what is open for him. */
export async function customerKnows(tx: Tx, companyId: string, told: { readonly ids: readonly string[]; readonly bookingUid: string }): Promise<void> {
  await tx.run(
    `update appointments set customer_knows = true
     where company_id = $1 and not customer_knows and (id = any ($2::uuid[]) or (provider in ('cal.com', 'local') and booking_uid = $3))`,
    [companyId, [...told.ids], told.bookingUid],
  );
}
