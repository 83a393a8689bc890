// A message that nothing happened for: whoever has set up a receiver wants to see one arrive before the first callback does.
import { OUTBOX_CHANNEL } from '../../outbox/enqueue.ts';
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import type { EpochMs } from '../../platform/world.ts';

export const TEST_EVENT = 'webhook.test';

export async function enqueueTestMessage(tx: Tx, of: { readonly companyId: string; readonly webhookId: string; readonly id: string; readonly at: EpochMs }): Promise<void> {
  await tx.run(
    `insert into webhook_deliveries (company_id, id, webhook_id, event, at, data, due_at) values ($1, $2, $3::uuid, $5, $4::timestamptz, jsonb_build_object('test', true, 'webhook_id', $3::uuid), $4::timestamptz)`,
    [of.companyId, of.id, of.webhookId, iso(of.at), TEST_EVENT],
  );
  await tx.run(`select pg_notify($1, '')`, [OUTBOX_CHANNEL]);
}
