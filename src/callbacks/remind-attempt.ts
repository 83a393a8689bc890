import type { Tx } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import { actorText } from '../companies/actor.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';
import type { DeskRow } from './desk-row.ts';

/** The instant at which somebody wanted to try again has come. Said once, however often it is looked at. */
export async function remindOfAttempt(tx: Tx, desk: Desk, row: DeskRow): Promise<void> {
  const { company, actor, now } = desk;
  const dedupeKey = `attempt_due:${row.id}:${row.nextAttemptAt}`;
  await addCallbackEvent(tx, company.id, { id: uuidFrom('attempt-due', company.id, dedupeKey), callbackId: row.id, at: now, actor: actorText(actor), kind: 'attempt_due', detail: { next_attempt_at: row.nextAttemptAt } });
  await enqueueNotices(tx, company.id, [{
    kind: 'attempt_due', callbackId: row.id, dedupeKey, at: now, facts: { attempts: row.attemptsCount },
    to: row.assignedTo === null ? { kind: 'team', branchId: row.branchId } : { kind: 'staff', id: row.assignedTo },
  }]);
}
