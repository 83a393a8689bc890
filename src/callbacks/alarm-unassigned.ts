// Nobody has it, and it is not the night that explains it: managers are told, and if that does not help, owners. Beside the
// chain of the deadline, which begins with an assignee: whoever gets it late still has his own warning and deadline.
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { actorText } from '../companies/actor.ts';
import type { Span } from '../companies/opening-hours.ts';
import { HOUR_MS, MINUTE_MS } from '../companies/wall-clock.ts';
import { workSpans } from '../companies/working-time.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Recipient } from '../outbox/notice.ts';
import { addCallbackEvent } from './callback-events.ts';
import { nextRung } from './chain.ts';
import type { Level } from './chain.ts';
import type { Desk } from './change-callback.ts';
import type { DeskRow } from './desk-row.ts';
import type { EscalationReason } from './escalation-reason.ts';
import { eligibleStaff } from './load-candidates.ts';
import { loadChain } from './load-chain.ts';
import type { InLimbo } from './load-limbo.ts';
import { warningAt } from './watch.ts';

const REASON: EscalationReason = 'unassigned_too_long';
const AHEAD_MS = 8 * 24 * HOUR_MS;

/** For the row under lock, which nobody has. Tells whoever is next, if it is time; returns when it will be, null: never again. */
export async function alarmUnassigned(tx: Tx, desk: Desk, inLimbo: InLimbo): Promise<EpochMs | null> {
  const { company, now } = desk;
  const { row, holder } = inLimbo;
  if (holder !== null) return holder.until;
  const last = await tx.maybe<{ level: Level; at: EpochMs }>(
    `select level, at from callback_escalations where company_id = $1 and callback_id = $2 and reason = $3 and resolved_at is null order by at desc, id desc limit 1`,
    [company.id, row.id, REASON],
  );
  if (last !== null && last.level >= 3) return null;
  const cooldown = company.callbacks.escalationCooldownMinutes * MINUTE_MS;
  const dueAt = last === null ? firstAlarmAt(desk, inLimbo) : last.at + cooldown;
  if (now < dueAt) return dueAt;
  const told = nextRung(await loadChain(tx, company, now), row, last?.level ?? 1);
  await tell(tx, desk, { row, told });
  return told.level >= 3 ? null : now + cooldown;
}

/** Somebody could have taken it for so long; at night nobody could. */
function firstAlarmAt({ company }: Desk, { row, limbo: { since } }: InLimbo): EpochMs {
  const branch = company.branches.find(({ id }) => id === row.branchId) ?? null;
  const shifts = eligibleStaff(company, row.branchId).flatMap((member) => workSpans(company, member, { fromAt: since, untilAt: since + AHEAD_MS }, branch));
  const patience = company.callbacks.unassignedAlarmMinutes * MINUTE_MS;
  return Math.min(afterTimeThere(shifts, patience) ?? since + patience, Math.max(warningAt(row, company.callbacks), since + patience));
}

/** null: so much is not in sight. */
function afterTimeThere(shifts: readonly Span[], patience: number): EpochMs | null {
  let rest = patience;
  let counted = 0;
  for (const { fromAt, untilAt } of shifts.toSorted((a, b) => a.fromAt - b.fromAt)) {
    const from = Math.max(fromAt, counted);
    if (untilAt <= from) continue;
    if (untilAt - from >= rest) return from + rest;
    rest -= untilAt - from;
    counted = untilAt;
  }
  return null;
}

async function tell(tx: Tx, desk: Desk, { row, told }: { row: DeskRow; told: ReturnType<typeof nextRung> }): Promise<void> {
  const { company, actor, now, ids } = desk;
  const id = ids.next();
  await tx.run(
    `insert into callback_escalations (company_id, id, callback_id, at, actor, reason, level, to_staff) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [company.id, id, row.id, iso(now), actorText(actor), REASON, told.level, told.staffId],
  );
  await addCallbackEvent(tx, company.id, { id, callbackId: row.id, at: now, actor: actorText(actor), kind: 'unassigned_too_long', detail: { level: told.level, skipped: told.skipped } });
  const to = RECIPIENTS[told.level](row);
  await enqueueNotices(tx, company.id, [{ kind: 'unassigned_too_long', to, callbackId: row.id, dedupeKey: `${id}:unassigned_too_long`, at: now, facts: { level: told.level } }]);
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'callback.unassigned_too_long', subject: { kind: 'callback', id: row.id }, detail: { level: told.level } });
}

const RECIPIENTS: Readonly<Record<Level, (row: DeskRow) => Recipient>> = {
  1: ({ branchId }) => ({ kind: 'team', branchId }),
  2: ({ branchId }) => ({ kind: 'managers', branchId }),
  3: () => ({ kind: 'owners' }),
  4: () => ({ kind: 'operator' }),
};
