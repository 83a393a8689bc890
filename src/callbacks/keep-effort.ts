// An attempt has a row of its own beside its line in the timeline, and an escalation (escalate.ts) too, under the same id,
// so that an undo of the line finds the row. What was taken back stays readable and counts no more.
import { actorText } from '../companies/actor.ts';
import type { Actor } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { DeskEvent } from './decide.ts';
import type { DeskRow } from './desk-row.ts';

interface By {
  readonly company: { readonly id: string };
  readonly actor: Actor;
  readonly now: EpochMs;
}

export async function keepEffort(tx: Tx, by: By, done: { readonly event: DeskEvent; readonly after: DeskRow; readonly eventId: string }): Promise<void> {
  const { company, actor, now } = by;
  const { event, after, eventId } = done;
  if (event.kind === 'attempt') {
    await tx.run(
      `insert into callback_attempts (company_id, id, callback_id, at, actor, staff_id, outcome, note, next_attempt_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [company.id, eventId, after.id, iso(now), actorText(actor), actor.kind === 'machine' ? null : actor.staffId, event.outcome, event.note, after.nextAttemptAt === null ? null : iso(after.nextAttemptAt)],
    );
  }
  if (event.kind === 'undo') {
    await tx.run('update callback_attempts set withdrawn_at = $3 where company_id = $1 and id = $2 and withdrawn_at is null', [company.id, event.undone, iso(now)]);
    await tx.run(
      `update callback_escalations set resolved_at = $3, resolved_by = $4, resolution_note = 'zurückgenommen' where company_id = $1 and id = $2 and resolved_at is null`,
      [company.id, event.undone, iso(now), actorText(actor)],
    );
  }
}
