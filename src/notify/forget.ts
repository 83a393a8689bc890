// What was told is kept for a while, so that somebody can ask why he was not told. Then it goes, in small steps: a sweep
// that holds locks over a million rows would keep the changes waiting that have something to tell.
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { World } from '../platform/world.ts';

const DAY_MS = 24 * 3_600_000;
const NOTICES_KEPT_MS = 90 * DAY_MS;
const WEBHOOKS_KEPT_MS = 30 * DAY_MS;
const BATCH = 1_000;
const BUDGET_MS = 10_000;

/** Returns how many rows are gone. What is still on its way stays, however old it is. */
export async function forgetOldNotices({ world, database }: { world: Pick<World, 'clock'>; database: Database }): Promise<number> {
  const now = world.clock.now();
  const before = iso(now - NOTICES_KEPT_MS);
  return await database.asMachine(async (tx) => {
    // Takes deliveries and the bell along.
    const notices = await tx.run(
      `delete from notices where (company_id, id) in (
         select company_id, id from notices n where at < $1 and expanded_at is not null
           and not exists (select from deliveries d where d.company_id = n.company_id and d.notice_id = n.id and d.state = 'due')
         limit ${BATCH})`,
      [before],
    );
    const mails = await tx.run(`delete from deliveries where (company_id, id) in (select company_id, id from deliveries where notice_id is null and state <> 'due' and created_at < $1 limit ${BATCH})`, [before]);
    const webhooks = await tx.run(
      `delete from webhook_deliveries where (company_id, id) in (select company_id, id from webhook_deliveries where at < case when state = 'dead' then $2::timestamptz else $1::timestamptz end and state <> 'due' and at < $1 limit ${BATCH})`,
      [iso(now - WEBHOOKS_KEPT_MS), before],
    );
    return notices + mails + webhooks;
  }, { budgetMs: BUDGET_MS });
}
