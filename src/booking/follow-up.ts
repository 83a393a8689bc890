// Looks for bookings whose outcome is unknown until it is known. The due instants are columns of our own table,
// so that a lost queue, a dead node or a restart cannot make one be forgotten.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Calendars } from '../calendar/calendars.ts';
import type { Booking, Calendar, Outcome } from '../calendar/port.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { isChange } from './change-intent.ts';
import { ownBooking } from './decide.ts';
import { bookingDeclined } from './declined.ts';
import { followChange } from './follow-change.ts';
import { nextLookAt, nextPendingLookAt } from './schedule.ts';
import type { IntentRow } from './store-intent.ts';
import { bookingTurnedUp, lockWish, lookedInVain } from './turned-up.ts';

export interface FollowUp {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly calendars: Calendars;
}

const AT_ONCE = 20;
const HOLD_MS = 60_000;
const LOOK_BUDGET_MS = 10_000;
const UNREADABLE_AGAIN_MS = 3_600_000;

/** Takes what is due (never what another node holds) and looks once for each. Returns how many it took. */
export async function followUp(parts: FollowUp): Promise<number> {
  const now = parts.world.clock.now();
  const due = await parts.database.asMachine(
    async (tx) =>
      await tx.rows<IntentRow>(
        `update booking_intents set held_until = $2
         where (company_id, id) in (
           select company_id, id from booking_intents
           where next_look_at <= $1 and (held_until is null or held_until <= $1)
           order by next_look_at limit $3 for update skip locked)
         returning company_id, id, wish_id, state, request, booking_uid, look_ups, held_until, created_at`,
        [iso(now), iso(now + HOLD_MS), AT_ONCE],
      ),
  );
  await Promise.all(due.map(async (row) => await followOne(parts, row)));
  return due.length;
}

async function followOne(parts: FollowUp, row: IntentRow): Promise<void> {
  try {
    const company = parts.directory.company(row.company_id);
    if (company === null) return;
    if (isChange(row.request)) return await followChange(parts, { company, row, intent: row.request, calendar: calendarOf(parts, company, row) });
    await settleLook(parts, { company, row, outcome: await look(parts, company, row) });
  } catch (error) {
    // The hold ends by itself and the next sweep looks again.
    const level = isFault(error, 'DATABASE_UNAVAILABLE') ? 'warn' : 'error';
    parts.world.log[level]({ event: 'booking.follow_up_failed', intent_id: row.id, error: messageOf(error) }, 'a look for a booking failed');
  }
}

async function look(parts: FollowUp, company: Company, row: IntentRow): Promise<Outcome<readonly Booking[]>> {
  const calendar = calendarOf(parts, company, row);
  if (calendar === null) return { kind: 'refused', reason: 'service_not_found', detail: 'the service has no calendar any more' };
  const { request } = row;
  return await calendar.lookUp({ service: request.service, startAt: request.startAt, attendee: request.attendee, intentId: row.id, budgetMs: LOOK_BUDGET_MS });
}

function calendarOf(parts: FollowUp, company: Company, row: IntentRow): Calendar | null {
  // One that has moved to another calendar since is not looked for there: it was never sent to it.
  const service = company.services.find((s) => s.id === row.request.service.serviceId && s.calendar.provider === row.request.service.provider);
  return service === undefined ? null : parts.calendars.for(company, service);
}

async function settleLook(
  parts: Pick<FollowUp, 'world' | 'database'>,
  looked: { company: Company; row: IntentRow; outcome: Outcome<readonly Booking[]> },
): Promise<void> {
  const { company, row, outcome } = looked;
  const at = parts.world.clock.now();
  const booking = outcome.kind === 'done' ? ownBooking(outcome.value, row.id) : null;
  await parts.database.inCompany(company.id, async (tx) => {
    await lockWish(tx, company.id, row.wish_id);
    const current = await tx.maybe<IntentRow>(
      `select company_id, id, wish_id, state, request, booking_uid, look_ups, held_until, created_at from booking_intents
       where company_id = $1 and id = $2 for update`,
      [company.id, row.id],
    );
    if (current === null || current.state === 'confirmed') return;
    if (booking !== null && (booking.status === 'accepted' || current.state !== 'pending')) {
      await bookingTurnedUp(tx, { company, row: current, booking, at });
      return;
    }
    const unreadable = outcome.kind !== 'done';
    const detail = unreadable ? outcome.detail : null;
    if (current.state === 'pending') {
      const why = whyDeclined(unreadable ? [] : outcome.value, current, at);
      if (why === null) await lookedInVain(tx, current, { nextLookAt: nextPendingLookAt(current.look_ups, at), detail, at });
      else await bookingDeclined(tx, { company, row: current, why, at });
      return;
    }
    // Only looks that could see count towards "it is not there".
    const next = nextLookAt(current.look_ups + 1, at) ?? (unreadable ? at + UNREADABLE_AGAIN_MS : null);
    await lookedInVain(tx, current, { nextLookAt: next, detail, at });
  });
}

/** Why a booking that waits for its host will not be confirmed any more; null while it may. A list that lacks it is no proof: lists lag. */
function whyDeclined(bookings: readonly Booking[], row: IntentRow, at: EpochMs): 'declined' | 'never_confirmed' | null {
  const own = bookings.filter((booking) => booking.intentId === row.id);
  if (own.length > 0 && own.every((booking) => booking.status === 'rejected' || booking.status === 'cancelled')) return 'declined';
  return at >= row.request.startAt ? 'never_confirmed' : null;
}
