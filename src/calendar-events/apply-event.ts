// One event of the calendar becomes true here. Events are unordered, repeated and lost; each is applied so that the
// same ones come to the same in any order.
import type { Tx } from '../platform/database.ts';
import type { Json } from '../journal/journal.ts';
import { bookingGone } from './booking-gone.ts';
import { bookingMoved } from './booking-moved.ts';
import { bookingStands } from './booking-stands.ts';
import { readCalendarEvent, type CalendarEvent } from './read-event.ts';
import { done, type Applied, type SeenBooking, type Sighting } from './seen-booking.ts';

export async function applyEvent(tx: Tx, sighting: Sighting, payload: Json): Promise<Applied> {
  const event = readCalendarEvent(payload);
  if (event.happened === 'other') return done('ignored');
  if (event.seen === null) return done('unreadable');
  await lockCalendarOf(tx, sighting.company.id);
  const applied = await applyOne(tx, sighting, { event, seen: event.seen });
  if (applied.kind === 'wait') return applied;
  // A move that was heard of before the booking that was moved.
  for (const later of await movesFrom(tx, sighting.company.id, event.seen.booking.uid)) {
    if (later.seen === null) continue;
    const again = await applyOne(tx, sighting, { event: later, seen: later.seen });
    if (again.kind === 'wait') return again;
  }
  return applied;
}

async function applyOne(tx: Tx, sighting: Sighting, { event, seen }: { event: CalendarEvent; seen: SeenBooking }): Promise<Applied> {
  if (event.happened === 'cancelled' || event.happened === 'rejected') return await bookingGone(tx, sighting, seen);
  if (event.movedFromUid === null) return await bookingStands(tx, sighting, seen);
  const { company } = sighting;
  return await bookingMoved(tx, sighting, { fromUid: event.movedFromUid, before: event.before, seen, lossOf: async (uid) => await lossOf(tx, company.id, uid) });
}

/** Two things heard of one booking at once would each see what was before both. */
export async function lockCalendarOf(tx: Tx, companyId: string): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`calendar-events ${companyId}`]);
}

async function movesFrom(tx: Tx, companyId: string, uid: string): Promise<CalendarEvent[]> {
  const rows = await tx.rows<{ payload: Json }>(
    'select payload from calendar_events where company_id = $1 and moved_from_uid = $2 and applied_at is not null order by received_at, id',
    [companyId, uid],
  );
  return rows.map(({ payload }) => readCalendarEvent(payload));
}

async function lossOf(tx: Tx, companyId: string, uid: string): Promise<SeenBooking | null> {
  const rows = await tx.rows<{ payload: Json }>(
    `select payload from calendar_events where company_id = $1 and booking_uid = $2 and trigger in ('BOOKING_CANCELLED', 'BOOKING_REJECTED') order by received_at, id limit 1`,
    [companyId, uid],
  );
  return rows[0] === undefined ? null : readCalendarEvent(rows[0].payload).seen;
}
