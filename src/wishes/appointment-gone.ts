// What becomes of wishes whose appointment somebody cancelled at the calendar.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { settleFate } from './store-wish.ts';

const BY_CALENDAR = 'calendar';

export interface GoneAppointment {
  readonly appointmentId: string;
  /** The wish that it was made for. */
  readonly madeFor: string | null;
  /** It still waited for its confirmation, so that its wish was in progress. */
  readonly waited: boolean;
  readonly reason: 'cancelled_by_customer' | 'appointment_cancelled';
  readonly at: EpochMs;
}

/** Before intents and appointments, as everybody does: two that lock in different order wait for each other. */
export async function lockWishesOf(tx: Tx, companyId: string, { appointmentId, madeFor }: { appointmentId: string; madeFor: string | null }): Promise<void> {
  await tx.run('select 1 from wishes where company_id = $1 and (appointment_id = $2 or id = $3) order by id for no key update', [companyId, appointmentId, madeFor]);
}

/**
 * Each wish that the appointment proved gets the fate that is true now: `open_callback` where a person has to call
 * about it; merged into the wish of that callback where it hung on the same appointment (it was booked in one call
 * and moved in another); else closed with the reason. Call it once the appointment is cancelled. Safe to repeat.
 */
export async function followGone(tx: Tx, companyId: string, gone: GoneAppointment): Promise<void> {
  const { appointmentId, madeFor, waited, reason, at } = gone;
  const hung = await tx.rows<{ id: string; proved: boolean }>(
    `select id, exists (select 1 from callbacks c where c.company_id = w.company_id and c.wish_id = w.id and c.status in ('pending', 'assigned', 'contacted'))
         or exists (select 1 from appointments a where a.company_id = w.company_id and (a.wish_id = w.id or a.id = w.appointment_id) and a.status = 'booked') as proved
     from wishes w
     where company_id = $1 and (appointment_id = $2 or id = $3) and (id = $3 or fate in ('appointment', 'open_callback') or ($4 and fate = 'in_progress'))
     order by (id = $3) desc, id`,
    [companyId, appointmentId, madeFor, waited],
  );
  for (const { id, proved } of hung) {
    const fate = proved ? await settleFate(tx, companyId, id, at) : null;
    if (fate === null) await end(tx, companyId, { id, madeFor, reason, waited, at });
  }
}

async function end(tx: Tx, companyId: string, ended: { id: string; madeFor: string | null; reason: string; waited: boolean; at: EpochMs }): Promise<void> {
  const { id, madeFor, reason, waited, at } = ended;
  await tx.run(
    `update wishes w set
       fate = case when other.id is null then 'closed' else 'merged' end, merged_into = other.id,
       reason = $4, settled_by = $5, settled_at = coalesce(w.settled_at, $6), updated_at = $6
     from (select 1) as once left join wishes other on other.company_id = $1 and other.id = $3 and other.id <> $2 and other.fate = 'open_callback'
     where w.company_id = $1 and w.id = $2 and (w.fate in ('appointment', 'open_callback') or ($7 and w.fate = 'in_progress'))`,
    [companyId, id, madeFor, reason, BY_CALENDAR, iso(at), waited],
  );
}
