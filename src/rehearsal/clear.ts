// What a test call has left behind is taken away again: nobody is to call a customer who does not exist.
import { changeCallback } from '../callbacks/change-callback.ts';
import type { Desk } from '../callbacks/change-callback.ts';
import { actorText } from '../companies/actor.ts';
import { TEST_CONNECTION } from '../companies/test-connection.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';

export interface Cleared {
  readonly callbacks: number;
  readonly appointments: number;
  readonly wishes: number;
}

/** `id` null: of every test call of the company. The wishes stay countable, as none: reason `test_call`. */
export async function clearTestCalls(tx: Tx, desk: Desk, id: string | null): Promise<Cleared> {
  const { company, actor, now } = desk;
  const scope = [company.id, TEST_CONNECTION, id];
  const inCalls = '(select id from calls where company_id = $1 and connection = $2 and ($3::text is null or retell_call_id = $3))';
  const callbacks = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and call_id in ${inCalls} and status in ('pending', 'assigned', 'contacted') order by id`,
    scope,
  );
  for (const callback of callbacks) await changeCallback(tx, desk, { id: callback.id, event: { kind: 'cancel', reason: 'test_call' } });
  await tx.run(`update booking_intents set state = 'absent', next_look_at = null, updated_at = $4 where company_id = $1 and call_id in ${inCalls} and next_look_at is not null`, [...scope, iso(now)]);
  const appointments = await tx.run(
    `update appointments set status = 'cancelled', cancelled_at = $4, cancel_reason = 'test_call', updated_at = $4 where company_id = $1 and call_id in ${inCalls} and status <> 'cancelled'`,
    [...scope, iso(now)],
  );
  const wishes = await tx.run(
    `update wishes set fate = 'not_a_wish', reason = 'test_call', settled_by = $5, settled_at = coalesce(settled_at, $4), updated_at = $4
     where company_id = $1 and call_id in ${inCalls} and fate in ('in_progress', 'open_callback', 'appointment', 'closed')`,
    [...scope, iso(now), actorText(actor)],
  );
  return { callbacks: callbacks.length, appointments, wishes };
}
