// What becomes of wishes when the appointment that proves them is moved or cancelled, and how a wish is closed that the
// machine itself has fulfilled (a cancelled appointment and an answered question leave nothing that could prove them).
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';

const MACHINE_IN_CALL = 'machine:call';

export interface Fulfilled {
  readonly wishId: string;
  readonly reason: 'cancelled' | 'rescheduled' | 'answered' | 'already_booked';
  readonly appointmentId: string | null;
  readonly at: EpochMs;
}

/** Does nothing where a person still has an open callback of this wish: then his work decides. */
export async function closeFulfilled(tx: Tx, companyId: string, { wishId, reason, appointmentId, at }: Fulfilled): Promise<void> {
  await tx.run(
    `update wishes w set fate = 'closed', reason = $3, settled_by = $4, appointment_id = coalesce($5, appointment_id), settled_at = coalesce(settled_at, $6), updated_at = $6
     where company_id = $1 and id = $2 and fate in ('in_progress', 'open_callback', 'appointment')
       and not exists (select 1 from callbacks c where c.company_id = $1 and c.wish_id = $2 and c.status in ('pending', 'assigned', 'contacted'))`,
    [companyId, wishId, reason, MACHINE_IN_CALL, appointmentId, iso(at)],
  );
}

export interface Followed {
  readonly appointmentId: string;
  /** The wish that the appointment was made for; null where nobody wished it in a call. */
  readonly madeFor: string | null;
  /** It still waited for its confirmation, so that its wish was in progress. */
  readonly waited: boolean;
  /** The wish of the change. */
  readonly changedBy: string;
  readonly at: EpochMs;
}

/** The wishes that it proved are done with: who wanted it has given it up. */
export async function closeGivenUp(tx: Tx, companyId: string, { appointmentId, madeFor, waited, changedBy, at }: Followed): Promise<void> {
  await tx.run(
    `update wishes w set fate = 'closed', reason = 'appointment_cancelled', settled_by = $6, appointment_id = $2, settled_at = coalesce(settled_at, $7), updated_at = $7
     where company_id = $1 and (appointment_id = $2 or id = $3) and id <> $5 and (fate = 'appointment' or ($4 and fate = 'in_progress'))
       and not exists (select 1 from callbacks c where c.company_id = $1 and c.wish_id = w.id and c.status in ('pending', 'assigned', 'contacted'))`,
    [companyId, appointmentId, madeFor, waited, changedBy, MACHINE_IN_CALL, iso(at)],
  );
}

/** The wishes that it proved are proved by the one in its place; one that waited is now the wish of the move. */
export async function pointToSuccessor(tx: Tx, companyId: string, followed: Followed & { readonly successorId: string }): Promise<void> {
  const { appointmentId, madeFor, waited, changedBy, successorId, at } = followed;
  await tx.run(
    `update wishes set appointment_id = $4, updated_at = $5
     where company_id = $1 and (appointment_id = $2 or id = $3) and fate in ('appointment', 'open_callback')`,
    [companyId, appointmentId, madeFor, successorId, iso(at)],
  );
  if (!waited || madeFor === null) return;
  await tx.run(
    `update wishes set fate = 'merged', merged_into = $3, settled_at = $4, updated_at = $4 where company_id = $1 and id = $2 and id <> $3 and fate = 'in_progress'`,
    [companyId, madeFor, changedBy, iso(at)],
  );
}
