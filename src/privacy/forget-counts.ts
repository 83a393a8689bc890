// After years a wish counts no more: its row goes, with all that hangs on it. What something younger still refers to waits
// until that goes, so that no chain of merged wishes and no moved appointment loses its other end.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { WITH_WHAT_STAYS } from './due.ts';

export interface Forgotten {
  readonly companyId: string;
  /** Whatever has ended before it. */
  readonly before: EpochMs;
  readonly limit: number;
}

/** Goes after WITH_WHAT_STAYS. Only what was cleared before: a name must not be kept longer than its rule only because its row is to go later. */
export const FORGETTABLE_WISHES = `
  select w.id from wishes w
  where w.company_id = $1 and w.cleared_at is not null and w.cleared_at >= w.settled_at and w.settled_at < $2 and w.id not in (select id from open_wishes)
    and not exists (select from wishes m where m.company_id = $1 and m.merged_into = w.id)
    and not exists (select from callbacks c where c.company_id = $1 and c.wish_id = w.id and (c.completed_at >= $2 or c.cleared_at is null))
    and not exists (select from callbacks c join wishes o on o.company_id = $1 and o.callback_id = c.id and o.id <> w.id where c.company_id = $1 and c.wish_id = w.id)
    and not exists (select from appointments a where a.company_id = $1 and a.wish_id = w.id and (a.ends_at >= $2 or a.cleared_at is null))
    and not exists (select from booking_intents i where i.company_id = $1 and i.wish_id = w.id and i.cleared_at is null)
  order by w.settled_at`;

export async function forgetWishes(tx: Tx, { companyId, before, limit }: Forgotten): Promise<number> {
  const found = await tx.rows<{ id: string }>(`${WITH_WHAT_STAYS} ${FORGETTABLE_WISHES} limit $3`, [companyId, iso(before), limit]);
  const of = [companyId, found.map(({ id }) => id)] as const;
  await tx.run('delete from requests where company_id = $1 and wish_id = any ($2::uuid[])', of);
  await tx.run('update wishes set callback_id = null where company_id = $1 and id = any ($2::uuid[]) and callback_id is not null', of);
  await tx.run('delete from callbacks where company_id = $1 and wish_id = any ($2::uuid[])', of);
  await tx.run('update appointments set wish_id = null, intent_id = null where company_id = $1 and wish_id = any ($2::uuid[])', of);
  await tx.run('delete from booking_intents where company_id = $1 and wish_id = any ($2::uuid[])', of);
  return await tx.run('delete from wishes where company_id = $1 and id = any ($2::uuid[])', of);
}

/** Appointments to which nothing refers any more. */
export async function forgetAppointments(tx: Tx, { companyId, before, limit }: Forgotten): Promise<number> {
  await tx.run(
    `delete from local_bookings where (company_id, uid) in (
       select company_id, uid from local_bookings where company_id = $1 and cleared_at is not null and ends_at < $2 order by ends_at limit $3)`,
    [companyId, iso(before), limit],
  );
  return await tx.run(
    `delete from appointments where (company_id, id) in (
       select a.company_id, a.id from appointments a
       where a.company_id = $1 and a.cleared_at is not null and a.ends_at < $2 and a.wish_id is null
         and not exists (select from wishes w where w.company_id = $1 and w.appointment_id = a.id)
         and not exists (select from callbacks c where c.company_id = $1 and c.appointment_id = a.id)
         and not exists (select from booking_intents i where i.company_id = $1 and i.appointment_id = a.id)
         and not exists (select from appointments o where o.company_id = $1 and o.replaced_by = a.id)
       order by a.ends_at limit $3)`,
    [companyId, iso(before), limit],
  );
}

/** Calls without a wish, and what was heard of none. */
export async function forgetCalls(tx: Tx, { companyId, before, limit }: Forgotten): Promise<number> {
  const found = await tx.rows<{ id: string }>(
    `select c.id from calls c
     where c.company_id = $1 and c.cleared_at is not null and coalesce(c.ended_at, c.last_seen_at) < $2 and c.aftercare_at is null
       and not exists (select from wishes w where w.company_id = $1 and w.call_id = c.id)
       and not exists (select from callbacks b where b.company_id = $1 and b.call_id = c.id)
       and not exists (select from booking_intents i where i.company_id = $1 and i.call_id = c.id)
     order by coalesce(c.ended_at, c.last_seen_at) limit $3`,
    [companyId, iso(before), limit],
  );
  const of = [companyId, found.map(({ id }) => id)] as const;
  await tx.run('update appointments set call_id = null where company_id = $1 and call_id = any ($2::uuid[])', of);
  await tx.run('delete from requests where company_id = $1 and call_id = any ($2::uuid[])', of);
  await tx.run('delete from call_events where company_id = $1 and call_id = any ($2::uuid[])', of);
  await tx.run('delete from inbound_calls where company_id = $1 and call_id = any ($2::uuid[])', of);
  await tx.run('delete from platform_deletions where company_id = $1 and call_id = any ($2::uuid[]) and done_at is not null', of);
  await tx.run(`delete from call_events where company_id = $1 and call_id is null and cleared_at is not null and received_at < $2`, [companyId, iso(before)]);
  await tx.run(`delete from calendar_events where company_id = $1 and cleared_at is not null and received_at < $2`, [companyId, iso(before)]);
  await tx.run(`delete from inbound_calls where company_id = $1 and call_id is null and cleared_at is not null and received_at < $2`, [companyId, iso(before)]);
  await tx.run(`delete from privacy_runs where company_id = $1 and finished_at < $2`, [companyId, iso(before)]);
  return await tx.run('delete from calls where company_id = $1 and id = any ($2::uuid[])', of);
}
