// The calendar has a booking that stands, or waits for its host.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { changeTurnedUp } from '../booking/change-turned-up.ts';
import { isChange } from '../booking/change-intent.ts';
import { readIntent, type IntentRow } from '../booking/store-intent.ts';
import { bookingTurnedUp, lockWish } from '../booking/turned-up.ts';
import { settleFate } from '../wishes/store-wish.ts';
import { announce, appointmentByUid, SOMEBODY_ELSE, storeSeen, type AppointmentRow } from './appointment-row.ts';
import { takeInOrphan } from './orphan.ts';
import { done, type Applied, type SeenBooking, type Sighting } from './seen-booking.ts';

/** As long may a booking of ours be on its way into the database before it counts as one of which we know nothing. */
const GRACE_MS = 600_000;
const LOOK_AGAIN_MS = 60_000;

/** Safe to repeat, and in any order with what else is heard of the same booking. */
export async function bookingStands(tx: Tx, { company, at, heardAt }: Sighting, seen: SeenBooking): Promise<Applied> {
  const { booking } = seen;
  const intentId = isUuid(booking.intentId) ? booking.intentId : null;
  // Before the appointment is looked for: the call that holds the lock may be storing it at this moment.
  const intent = intentId === null ? null : await lockedIntent(tx, company.id, intentId);
  const row = await appointmentByUid(tx, company.id, booking.uid);
  if (row !== null) return await nowConfirmed(tx, { company, at, heardAt }, { row, seen });
  if (intent !== null && intent.state !== 'confirmed' && !isChange(intent.request)) {
    if (isUnderWay(intent, at)) return { kind: 'wait', untilAt: intent.held_until ?? at };
    await bookingTurnedUp(tx, { company, row: intent, booking, at });
    return done('confirmed');
  }
  if (!offers(company.services, seen.eventTypeId)) return done('not_ours');
  if (intentId !== null && intent === null) {
    const graceEndsAt = heardAt + GRACE_MS;
    if (at < graceEndsAt) return { kind: 'wait', untilAt: Math.min(at + LOOK_AGAIN_MS, graceEndsAt) };
    return await takeInOrphan(tx, { company, at, heardAt }, { seen, intentId });
  }
  await storeSeen(tx, company, { seen, origin: SOMEBODY_ELSE, at });
  return done('stored');
}

/** Whoever runs it now tells its caller the outcome himself; a callback would only startle both. */
export function isUnderWay({ state, held_until }: Pick<IntentRow, 'state' | 'held_until'>, at: number): boolean {
  return held_until !== null && held_until > at && (state === 'recorded' || state === 'sent' || state === 'unknown');
}

async function nowConfirmed(tx: Tx, { company, at }: Sighting, known: { row: AppointmentRow; seen: SeenBooking }): Promise<Applied> {
  const { row, seen } = known;
  if (row.status !== 'pending' || seen.booking.status !== 'accepted') return done('known');
  const intent = row.intent_id === null ? null : await lockedIntent(tx, company.id, row.intent_id);
  if (intent?.state === 'pending' && isChange(intent.request)) {
    await changeTurnedUp(tx, { company, row: intent, intent: intent.request, booking: seen.booking, at });
  } else if (intent?.state === 'pending') {
    await bookingTurnedUp(tx, { company, row: intent, booking: seen.booking, at });
  } else {
    await tx.run(`update appointments set status = 'booked', updated_at = greatest(updated_at, $3) where company_id = $1 and id = $2 and status = 'pending'`, [company.id, row.id, iso(at)]);
    if (row.wish_id !== null) await settleFate(tx, company.id, row.wish_id, at);
    await announce(tx, company.id, row.booking_uid);
  }
  return done('confirmed');
}

export async function lockedIntent(tx: Tx, companyId: string, id: string): Promise<IntentRow | null> {
  const found = await readIntent(tx, companyId, id);
  if (found === null) return null;
  await lockWish(tx, companyId, found.wish_id);
  await tx.run('select 1 from booking_intents where company_id = $1 and id = $2 for update', [companyId, id]);
  return await readIntent(tx, companyId, id);
}

type Offered = readonly { readonly calendar: { readonly provider: string; readonly eventTypeId?: number } }[];

/** Companies may share an account; then each hears of all its bookings. */
function offers(services: Offered, eventTypeId: number | null): boolean {
  return eventTypeId !== null && services.some(({ calendar }) => calendar.provider === 'cal.com' && calendar.eventTypeId === eventTypeId);
}
