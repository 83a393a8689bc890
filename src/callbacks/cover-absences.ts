// Whoever is away (ill, on holiday) cannot call back: what falls due before she is back goes to somebody who is there. Swept,
// because an absence may be entered when it has begun, and because at that moment perhaps nobody is there who could take it.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import { HOUR_MS } from '../companies/wall-clock.ts';
import { isAbsentAt, workSpans } from '../companies/working-time.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { assignInstead } from './assign-by-machine.ts';
import type { Desk } from './change-callback.ts';
import { lockDeskRow, wishOfCallback } from './desk-row.ts';
import { isOpen } from './desk-state.ts';
import { SWEEPER } from './sweep-due.ts';
import type { Sweep, SweepParts } from './sweep-due.ts';

/** Whoever does not come back within that has all her callbacks covered. */
const AHEAD_MS = 60 * 24 * HOUR_MS;

interface Held {
  readonly company_id: string;
  readonly id: string;
  readonly assigned_to: string;
}

export function coverAbsences(parts: SweepParts): Sweep {
  let failed: string | null = null;

  async function run(): Promise<number> {
    const { world, database, directory } = parts;
    const now = world.clock.now();
    const away = directory.companies().flatMap((company) => company.staff.filter((member) => isAbsentAt(company, member, now)).map((member) => ({ company_id: company.id, staff_id: member.id, back_at: iso(backAt(company, member, now)) })));
    failed = null;
    if (away.length === 0) return 0;
    const held = await database.asMachine(async (tx) =>
      await tx.rows<Held>(
        `select c.company_id, c.id, c.assigned_to from jsonb_to_recordset($1) as away (company_id uuid, staff_id uuid, back_at timestamptz)
         join callbacks c on c.company_id = away.company_id and c.assigned_to = away.staff_id and c.status in ('pending', 'assigned', 'contacted') and c.due_at < away.back_at
         order by c.due_at, c.id`,
        [JSON.stringify(away)],
      ),
    );
    let covered = 0;
    for (const one of held) if (await cover(one)) covered += 1;
    return covered;
  }

  async function cover({ company_id: companyId, id, assigned_to: from }: Held): Promise<boolean> {
    const { world, database, directory, metrics } = parts;
    const company = directory.company(companyId);
    if (company === null) return false;
    const desk: Desk = { company, actor: SWEEPER, now: world.clock.now(), ids: world.ids };
    try {
      return await database.inCompany(companyId, async (tx) => await handOn(tx, desk, { id, from }));
    } catch (error) {
      if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      failed = `callback ${id}: ${messageOf(error)}`;
      metrics.sweepFailed('callbacks.cover_absences');
      world.log.error({ event: 'callback.not_covered', company: company.slug, callback_id: id, error: messageOf(error) }, 'the callback of somebody who is away could not be given to another');
      return false;
    }
  }

  return { run, trouble: () => failed };
}

function backAt(company: Company, member: StaffMember, now: EpochMs): EpochMs {
  return workSpans(company, member, { fromAt: now, untilAt: now + AHEAD_MS })[0]?.fromAt ?? now + AHEAD_MS;
}

/** False: it is not his any more, or nobody else can have it. */
async function handOn(tx: Tx, desk: Desk, { id, from }: { readonly id: string; readonly from: string }): Promise<boolean> {
  const wishId = await wishOfCallback(tx, desk.company.id, id);
  if (wishId === null) return false;
  await lockWish(tx, desk.company.id, wishId);
  const row = await lockDeskRow(tx, desk.company.id, id);
  if (row === null || !isOpen(row.status) || row.assignedTo !== from) return false;
  return (await assignInstead(tx, desk, row))?.kind === 'changed';
}
