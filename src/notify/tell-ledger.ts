// Tells webhooks that asked for it when the proof over all wishes fails, and when it holds again.
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { World } from '../platform/world.ts';
import { OUTBOX_CHANNEL } from '../outbox/enqueue.ts';
import type { WebhookEvent } from '../outbox/webhook-events.ts';
import { readLedger } from '../wishes/ledger.ts';
import type { JournalOnly } from '../wishes/ledger.ts';

interface Telling {
  readonly world: Pick<World, 'clock' | 'ids'>;
  readonly database: Database;
  readonly journalPending: (companyId: string) => readonly JournalOnly[];
}

const EVENT: WebhookEvent = 'ledger.difference';
const BUDGET_MS = 15_000;

/** Returns how many companies were told. */
export async function tellLedger({ world, database, journalPending }: Telling): Promise<number> {
  const companies = await database.asMachine(async (tx) => await tx.rows<{ id: string }>('select distinct company_id as id from webhooks where active and $1 = any(events)', [EVENT]));
  let told = 0;
  for (const { id: companyId } of companies) {
    const now = world.clock.now();
    told += await database.inCompany(companyId, async (tx) => {
      const ledger = await readLedger(tx, { companyId, from: null, to: null, now, journalPending: journalPending(companyId) });
      // Nothing was told yet: a difference of 0 is no news.
      const changed = await tx.run(
        `insert into ledger_told (company_id, difference, at) select $1, $2, $3 where $2 <> 0 or exists (select from ledger_told where company_id = $1)
         on conflict (company_id) do update set difference = excluded.difference, at = excluded.at where ledger_told.difference <> excluded.difference`,
        [companyId, ledger.difference, iso(now)],
      );
      if (changed === 0) return 0;
      await tx.run(
        `insert into webhook_deliveries (company_id, id, webhook_id, event, at, data, due_at)
         select company_id, md5(id::text || $2)::uuid, id, $3, $4, $5::jsonb, $4 from webhooks where company_id = $1 and active and $3 = any(events)`,
        [companyId, world.ids.next(), EVENT, iso(now), JSON.stringify({ difference: ledger.difference, wishes: ledger.wishes, unexplained: ledger.unexplained.slice(0, 100) })],
      );
      await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
      return 1;
    }, { budgetMs: BUDGET_MS });
  }
  return told;
}
