// A slot that is kept for a moment: it is left out of what other callers are offered on this installation. Advice and
// never a lock: whoever asks for exactly this time in writing, at the desk or at the calendar gets it.
import type { Service } from '../../companies/company.ts';
import { MINUTE_MS } from '../../companies/wall-clock.ts';
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { uuidFrom } from '../../platform/uuid.ts';
import type { EpochMs } from '../../platform/world.ts';
import { inDatabase, type Turn } from '../turn.ts';

const HELD_FOR_MS = 5 * MINUTE_MS;
/** Slots of every calendar start on such a grid. */
const GRID_MS = 5 * MINUTE_MS;

/** Starts of this service that would reach into what another call holds. None where the database cannot be asked. */
export async function heldByOthers(turn: Turn, service: Service): Promise<EpochMs[]> {
  const now = turn.intake.world.clock.now();
  const read = await inDatabase(turn, async (tx) =>
    await tx.rows<{ starts_at: EpochMs; ends_at: EpochMs }>(
      'select starts_at, ends_at from slot_holds where company_id = $1 and service_id = $2 and held_until > $3 and call_id <> $4 limit 200',
      [turn.company.id, service.id, iso(now), turn.call.id],
    ),
  );
  if (read.kind === 'down') return [];
  const lengthMs = service.minutes * MINUTE_MS;
  return read.value.flatMap(({ starts_at: startAt, ends_at: endAt }) => {
    const before = Math.floor((lengthMs - 1) / GRID_MS);
    const after = Math.floor((endAt - startAt - 1) / GRID_MS);
    return Array.from({ length: before + after + 1 }, (_, i) => startAt + (i - before) * GRID_MS);
  });
}

/** One hold per call: the last one that it asked for. Returns until when. */
export async function hold(tx: Tx, turn: Turn, slot: { readonly service: Service; readonly startAt: EpochMs }): Promise<EpochMs> {
  const now = turn.intake.world.clock.now();
  const until = now + HELD_FOR_MS;
  await release(tx, turn);
  await tx.run(
    `insert into slot_holds (company_id, id, call_id, service_id, starts_at, ends_at, held_until, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (company_id, id) do update set held_until = excluded.held_until`,
    [turn.company.id, uuidFrom('hold', turn.receipt), turn.call.id, slot.service.id, iso(slot.startAt), iso(slot.startAt + slot.service.minutes * MINUTE_MS), iso(until), iso(now)],
  );
  return until;
}

/** Gives up what this call holds, and clears away what has run out. */
export async function release(tx: Tx, turn: Turn): Promise<void> {
  await tx.run('delete from slot_holds where company_id = $1 and (call_id = $2 or held_until <= $3)', [turn.company.id, turn.call.id, iso(turn.intake.world.clock.now())]);
}
