// The sweep over what the calendar told. When an event is to be applied stands with it, so that a lost nudge, a dead
// node or a restart cannot make one be forgotten.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database } from '../platform/database.ts';
import type { World } from '../platform/world.ts';
import type { Directory } from '../companies/directory.ts';
import { applyEvent } from './apply-event.ts';
import { applyLater, eventApplied, takeDueEvents, type StoredEvent } from './store-event.ts';

export interface ApplyParts {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
}

const AT_ONCE = 50;
const HOLD_MS = 60_000;
const RETRY_MS = 5_000;
const RETRY_MAX_MS = 3_600_000;

/** Returns how many events it applied. */
export async function applyDueEvents(parts: ApplyParts): Promise<number> {
  const now = parts.world.clock.now();
  const due = await parts.database.asMachine(async (tx) => await takeDueEvents(tx, { now, holdUntil: now + HOLD_MS, atOnce: AT_ONCE }));
  let applied = 0;
  // In the order in which they came: of one booking, that spares most waits.
  for (const row of due) if (await applyStored(parts, row)) applied += 1;
  return applied;
}

async function applyStored(parts: ApplyParts, row: StoredEvent): Promise<boolean> {
  const { world, database, directory } = parts;
  const company = directory.company(row.company_id);
  if (company === null) return false;
  const at = world.clock.now();
  try {
    const applied = await database.inCompany(company.id, async (tx) => {
      const outcome = await applyEvent(tx, { company, at, heardAt: row.received_at }, row.payload);
      if (outcome.kind === 'done') await eventApplied(tx, row, { result: outcome.result, at });
      else await applyLater(tx, row, { at: Math.max(outcome.untilAt, at + 1_000), failed: false });
      return outcome;
    });
    if (applied.kind === 'wait') return false;
    const level = applied.result === 'orphan' || applied.result === 'unreadable' ? 'warn' : 'info';
    world.log[level]({ event: 'calendar.event_applied', company: company.slug, id: row.id, result: applied.result }, 'calendar event applied');
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    world.log.error({ event: 'calendar.event_failed', company: company.slug, id: row.id, failures: row.failures + 1, error: messageOf(error) }, 'a calendar event could not be applied and will be tried again');
    const later = at + Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(row.failures, 12));
    await database.inCompany(company.id, async (tx) => await applyLater(tx, row, { at: later, failed: true }));
    return false;
  }
}
