import { MINUTE_MS, wallClock } from '../../companies/wall-clock.ts';
import type { Company } from '../../companies/company.ts';
import type { Tx } from '../../platform/database.ts';
import { uuidFrom } from '../../platform/uuid.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Booking, Outcome, RescheduleRequest } from '../port.ts';
import { done, localService, NOBODY, refused, repeated, wholeDays } from './answers.ts';
import { leastBookedFirst, loadsOf, offerOf, workingThrough } from './availability.ts';
import { findBusy, findByIntent, findByUid, insertBooking, setStanding, takeForMove } from './sql.ts';

export interface MoveTask {
  readonly request: RescheduleRequest;
  readonly company: Company;
  readonly now: EpochMs;
}

/**
 * Moves a booking within the caller's transaction: the old one is given up only together with the new one. With the
 * same member of staff where she is free then, else with whoever has least to do.
 */
export async function move(tx: Tx, { request, company, now }: MoveTask): Promise<Outcome<Booking>> {
  const { startAt, intentId, uid } = request;
  const service = localService(request.service);
  const earlier = await findByIntent(tx, intentId);
  if (earlier !== null) return repeated(earlier, startAt);
  const old = await takeForMove(tx, uid);
  if (old === null) return refused('booking_not_found', `no booking ${uid}`);
  if (old.booking.status === 'cancelled') return await moved(tx, old.booking, startAt);
  if (startAt < now) return refused('in_the_past', 'the start is over');
  const offer = offerOf(company, { ...service, staffId: null });
  if (offer === null) return NOBODY;
  const endAt = startAt + service.minutes * MINUTE_MS;
  const members = workingThrough(offer, { startAt, endAt });
  if (members.length === 0) return refused('outside_window', 'outside working hours');

  const busy = await findBusy(tx, members.map((m) => m.id), { ...wholeDays({ fromAt: startAt, untilAt: endAt }, offer.timeZone), movingUid: uid });
  const free = members.filter((m) => !busy.some((b) => b.staffId === m.id && b.fromAt < endAt && startAt < b.untilAt));
  const day = { date: wallClock(startAt, offer.timeZone).date, loads: loadsOf(busy, offer.timeZone) };
  const ranked = leastBookedFirst(free, day);
  const next = { companyId: company.id, uid: uuidFrom('local', intentId), intentId, startAt, endAt, attendee: old.attendee, notes: old.notes, createdAt: now, movedFrom: uid };
  // First out of the way: the new time may overlap the old one, and the exclusion constraint sees this transaction too.
  await setStanding(tx, uid, { status: 'cancelled', movedTo: next.uid });
  for (const member of [...ranked.filter((m) => m.id === old.booking.staffId), ...ranked.filter((m) => m.id !== old.booking.staffId)]) {
    const booked = await insertBooking(tx, { ...next, branchId: service.branchId, serviceId: service.serviceId, staffId: member.id });
    if (booked !== null) return done(booked);
  }
  await setStanding(tx, uid, { status: 'accepted', movedTo: null });
  return refused('slot_taken', 'everybody who could do it is booked');
}

async function moved(tx: Tx, old: Booking, startAt: EpochMs): Promise<Outcome<Booking>> {
  const next = old.rescheduledToUid === null ? null : await findByUid(tx, old.rescheduledToUid);
  if (next !== null && next.status === 'accepted' && next.startAt === startAt) return done(next);
  return refused('already_cancelled', next === null ? 'the booking was cancelled before' : 'the booking was moved to another time before');
}
