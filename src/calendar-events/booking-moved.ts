// A booking was moved at the calendar: there it is a new one, and the old one is cancelled.
import type { Tx } from '../platform/database.ts';
import { must } from '../platform/assert.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { changeTurnedUp } from '../booking/change-turned-up.ts';
import { isChange } from '../booking/change-intent.ts';
import type { Company } from '../companies/company.ts';
import { lockWishesOf } from '../wishes/appointment-gone.ts';
import { pointToSuccessor } from '../wishes/follow-appointment.ts';
import { settleFate } from '../wishes/store-wish.ts';
import { announce, appointmentById, appointmentByUid, lockedAppointment, storeSeen, type AppointmentRow } from './appointment-row.ts';
import { tellOfLoss } from './booking-gone.ts';
import { bookingStands, isUnderWay, lockedIntent } from './booking-stands.ts';
import { changesOf } from './own-changes.ts';
import { byCustomer, done, type Applied, type SeenBooking, type Sighting } from './seen-booking.ts';

export interface Move {
  readonly fromUid: string;
  /** What it was before, where that is known. */
  readonly before: SeenBooking | null;
  readonly seen: SeenBooking;
  /** How the booking with this uid was cancelled, as far as the calendar told. */
  readonly lossOf: (uid: string) => Promise<SeenBooking | null>;
}

export async function bookingMoved(tx: Tx, sighting: Sighting, move: Move): Promise<Applied> {
  const { company, at } = sighting;
  const { fromUid, before, seen } = move;
  let old = await appointmentByUid(tx, company.id, fromUid);
  if (old === null && before !== null) {
    const stood = await bookingStands(tx, sighting, before);
    if (stood.kind === 'wait') return stood;
    old = await appointmentByUid(tx, company.id, fromUid);
  }
  if (old === null) return await bookingStands(tx, sighting, seen);
  if (old.replaced_by !== null) return await bookingStands(tx, sighting, seen);
  const changes = await changesOf(tx, company.id, old.id);
  const held = changes.find((change) => isUnderWay(change, at));
  if (held !== undefined) return { kind: 'wait', untilAt: held.held_until ?? at };
  const own = changes.find(({ request, state }) => isChange(request) && request.kind === 'reschedule' && request.startAt === seen.booking.startAt && state !== 'refused' && state !== 'confirmed');
  if (own !== undefined && isChange(own.request)) {
    const intent = await lockedIntent(tx, company.id, own.id);
    if (intent !== null) await changeTurnedUp(tx, { company, row: intent, intent: own.request, booking: seen.booking, at });
    return done('moved');
  }
  await lockWishesOf(tx, company.id, { appointmentId: old.id, madeFor: old.wish_id });
  // A call of our own may have stored its move since.
  const current = must(await lockedAppointment(tx, company.id, old.id), 'appointments are never deleted');
  if (current.replaced_by !== null) return await bookingStands(tx, sighting, seen);
  await movedByOthers(tx, sighting, { old: current, move });
  return done('moved');
}

async function movedByOthers(tx: Tx, sighting: Sighting, moved: { old: AppointmentRow; move: Move }): Promise<void> {
  const { company, at } = sighting;
  const { old, move } = moved;
  const { seen } = move;
  const waited = old.status === 'pending';
  await storeSeen(tx, company, { seen, origin: old, at });
  const next = must(await appointmentByUid(tx, company.id, seen.booking.uid), 'it was stored just now');
  await tx.run(
    `update appointments set status = 'cancelled', customer_knows = $5, replaced_by = $3, cancelled_at = coalesce(cancelled_at, $4), updated_at = greatest(updated_at, $4) where company_id = $1 and id = $2`,
    [company.id, old.id, next.id, iso(at), byCustomer(seen)],
  );
  // Whose it was is known of the later one where that was heard of first.
  const origin = { ...old, wish_id: old.wish_id ?? next.wish_id, call_id: old.call_id ?? next.call_id, intent_id: old.intent_id ?? next.intent_id };
  await tx.run('update appointments set wish_id = $3, call_id = $4, intent_id = $5 where company_id = $1 and id = $2', [company.id, old.id, origin.wish_id, origin.call_id, origin.intent_id]);
  const last = await passOn(tx, company, { from: next, origin });
  if (origin.intent_id !== null) await followWithIntent(tx, company.id, { intentId: origin.intent_id, last, at });
  await pointToSuccessor(tx, company.id, { appointmentId: old.id, madeFor: origin.wish_id, waited: false, changedBy: old.id, successorId: last.id, at });
  if (last.status === 'cancelled') {
    // It was heard of earlier that the new one is cancelled too, when it was not known yet whose it was.
    await tellOfLoss(tx, sighting, { row: waited ? { ...last, status: 'pending' } : last, seen: await move.lossOf(last.booking_uid), told: false });
  } else if (origin.wish_id !== null && last.status === 'booked') {
    await settleFate(tx, company.id, origin.wish_id, at);
  }
  await announce(tx, company.id, old.booking_uid);
}

/** To the end of the chain of moves, each of which may have been heard of before this one. */
async function passOn(tx: Tx, company: Company, { from, origin }: { from: AppointmentRow; origin: AppointmentRow }): Promise<AppointmentRow> {
  const passed = new Set<string>();
  for (let row = from; ; ) {
    passed.add(row.id);
    await tx.run(
      `update appointments set wish_id = coalesce(wish_id, $3), call_id = coalesce(call_id, $4), intent_id = coalesce(intent_id, $5),
         reschedule_count = greatest(reschedule_count, (select reschedule_count from appointments where company_id = $1 and id = $6) + $7)
       where company_id = $1 and id = $2`,
      [company.id, row.id, origin.wish_id, origin.call_id, origin.intent_id, origin.id, passed.size],
    );
    const known = must(await appointmentById(tx, company.id, row.id), 'a row that was read before');
    if (known.replaced_by === null || passed.has(known.replaced_by)) return known;
    row = must(await appointmentById(tx, company.id, known.replaced_by), 'a foreign key says so');
  }
}

/** A request that waits for its host waits at the new time; one that was moved to a confirmed time waits no more. */
async function followWithIntent(tx: Tx, companyId: string, { intentId, last, at }: { intentId: string; last: AppointmentRow; at: EpochMs }): Promise<void> {
  const where = `where company_id = $1 and id = $2 and state = 'pending'`;
  if (last.status === 'pending') {
    await tx.run(
      `update booking_intents set booking_uid = $3, starts_at = $4, request = jsonb_set(request, '{startAt}', to_jsonb($5::bigint)), updated_at = $6 ${where}`,
      [companyId, intentId, last.booking_uid, iso(last.starts_at), last.starts_at, iso(at)],
    );
    return;
  }
  const state = last.status === 'booked' ? 'confirmed' : 'absent';
  await tx.run(`update booking_intents set state = $3, booking_uid = $4, next_look_at = null, held_until = null, updated_at = $5 ${where}`, [
    companyId, intentId, state, last.booking_uid, iso(at),
  ]);
}
