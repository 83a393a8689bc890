import { messageOf } from '../platform/errors.ts';
import type { Booking, Outcome } from '../calendar/port.ts';
import type { BookingIntent } from '../booking/intent.ts';
import { readIntent } from '../booking/store-intent.ts';
import { bookingTurnedUp, lockWish } from '../booking/turned-up.ts';
import type { Turn } from './turn.ts';

/**
 * The calendar's answer came after the caller had to be answered. A yes is stored at once; anything else is left to
 * the look that is already due. Never throws: nobody waits for it, and the due instant stands in the database.
 */
export async function followLate(turn: Turn, intent: BookingIntent, outcome: Outcome<Booking>): Promise<void> {
  if (outcome.kind !== 'done' || (outcome.value.status !== 'accepted' && outcome.value.status !== 'pending')) return;
  const { intake, company } = turn;
  try {
    await intake.database.inCompany(company.id, async (tx) => {
      await lockWish(tx, company.id, intent.wishId);
      const row = await readIntent(tx, company.id, intent.id);
      if (row !== null) await bookingTurnedUp(tx, { company, row, booking: outcome.value, at: intake.world.clock.now() });
    });
  } catch (error) {
    intake.world.log.warn({ event: 'booking.late_answer_not_stored', company: company.slug, intent_id: intent.id, error: messageOf(error) }, 'a late answer of the calendar could not be stored; it will be looked for');
  }
}
