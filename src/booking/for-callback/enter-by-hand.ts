// An appointment that is entered here only: the calendar is down, or the customer is written into a paper book. Nobody else
// checks it, so overlaps are looked for here, and shown before anything is stored.
import { changeCallback } from '../../callbacks/change-callback.ts';
import { wishOfCallback } from '../../callbacks/desk-row.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { MINUTE_MS } from '../../companies/wall-clock.ts';
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import { settleFate } from '../../wishes/store-wish.ts';
import { storeAppointment } from '../store-appointment.ts';
import { lockWish } from '../turned-up.ts';
import type { Acting, ActingOutcome, Conflict, Wish } from './acting.ts';
import { draftOf, readCallbackFacts } from './wanted.ts';

/** `force`: whoever enters it has seen the conflicts. */
export async function enterByHand(acting: Acting, wish: Wish, how: { readonly keepOpen: boolean; readonly force: boolean }): Promise<ActingOutcome> {
  const { desk, callbackId } = acting;
  return await acting.transact(async (tx): Promise<ActingOutcome> => {
    const wishId = await wishOfCallback(tx, desk.company.id, callbackId);
    if (wishId === null) return { kind: 'not_found' };
    // Before anything is read: whoever enters the same at this moment, or closes the callback, is seen once it is ours.
    await lockWish(tx, desk.company.id, wishId);
    const read = await readCallbackFacts(tx, acting);
    if (read.kind !== 'found') return read;
    const { facts } = read;
    const prepared = draftOf(acting, facts, wish);
    if (prepared.kind === 'incomplete') return { kind: 'incomplete', missing: prepared.missing };
    const { draft, service } = prepared;
    const endAt = draft.startAt + service.minutes * MINUTE_MS;
    // A person's appointments are entered one after the other, or two colleagues see no conflict at the same moment.
    await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`appointments of ${desk.company.id} ${draft.staffId ?? draft.service.serviceId}`]);
    const conflicts = await conflictsOf(tx, desk.company.id, { startAt: draft.startAt, endAt, staffId: draft.staffId, phone: draft.attendee.phone });
    if (conflicts.length > 0 && !how.force) return { kind: 'conflict', conflicts };
    const id = acting.world.ids.next();
    await storeAppointment(tx, desk.company.id, {
      id, wishId: facts.wishId, callId: facts.callId, intentId: null, status: 'booked', provider: 'local', bookingUid: id, bookingId: null, startAt: draft.startAt, endAt,
      branchId: draft.branchId, serviceId: service.id, staffId: draft.staffId, customerName: draft.attendee.name, phoneNumber: draft.attendee.phone,
      customerEmail: draft.attendee.email, notes: draft.notes, createdAt: desk.now,
    });
    const detail = { start: isoInZone(draft.startAt, desk.company.timeZone), only_here: true, conflicts: conflicts.length };
    const event = how.keepOpen
      ? ({ kind: 'link', appointmentId: id, why: 'entered_by_hand' } as const)
      : ({ kind: 'complete', resolution: 'appointment_booked', notes: null, appointmentId: id } as const);
    await changeCallback(tx, desk, { id: callbackId, event, detail });
    await settleFate(tx, desk.company.id, facts.wishId, desk.now);
    return { kind: 'booked', held: { appointmentId: id, bookingUid: id, startAt: draft.startAt }, adopted: false, closed: !how.keepOpen, overtaken: false };
  });
}

async function conflictsOf(tx: Tx, companyId: string, at: { startAt: number; endAt: number; staffId: string | null; phone: string | null }): Promise<Conflict[]> {
  return await tx.rows<Conflict>(
    `select id as "appointmentId", starts_at as "startAt", ends_at as "endAt", customer_name as "customerName", staff_id as "staffId"
     from appointments
     where company_id = $1 and status in ('pending', 'booked') and starts_at < $3 and ends_at > $2 and (staff_id = $4 or phone_number = $5)
     order by starts_at, id limit 20`,
    [companyId, iso(at.startAt), iso(at.endAt), at.staffId, at.phone],
  );
}
