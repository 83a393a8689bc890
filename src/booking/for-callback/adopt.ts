// Looks before anything is booked: what was tried for this wish may stand at the calendar although nobody here knows. Cal.com
// shows an error and books all the same (calcom.md; calcom/cal.com issues 10432, 8806), and a colleague may have entered it there.
import type { Booking } from '../../calendar/port.ts';
import type { Tx } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import type { EpochMs } from '../../platform/world.ts';
import { ownBooking } from '../decide.ts';
import { asOutcome } from '../event-queue.ts';
import { isChange } from '../change-intent.ts';
import type { BookingIntent } from '../intent.ts';
import type { IntentRow } from '../store-intent.ts';
import type { Acting } from './acting.ts';
import type { CallbackFacts, Prepared } from './wanted.ts';

const LOOK_BUDGET_MS = 6_000;

export type Seen =
  /** `intent`: of which attempt it is; null: it was made elsewhere, for this very customer at this very time. */
  | { readonly kind: 'found'; readonly booking: Booking; readonly intent: BookingIntent | null }
  | { readonly kind: 'nothing' }
  /** The calendar could not be read: then nothing may be sent either, as an attempt may stand. */
  | { readonly kind: 'blind'; readonly detail: string };

type Ready = Extract<Prepared, { kind: 'ready' }>;

/** Of the wish $2 and of those that were merged into it. */
const OF_WISH = `i.company_id = $1 and i.kind = 'book' and i.wish_id in (select $2::uuid union select w.id from wishes w where w.company_id = $1 and w.merged_into = $2)`;

export interface Attempts {
  readonly attempts: readonly BookingIntent[];
  /** One of them stands. */
  readonly stands: boolean;
  /** Of one of them it is not known yet whether it does. */
  readonly sought: boolean;
  /** Those that the calendar has not clearly refused. */
  readonly unrefused: readonly BookingIntent[];
}

export async function attemptsOf(tx: Tx, companyId: string, wishId: string): Promise<Attempts> {
  const all = await tx.rows<Pick<IntentRow, 'request' | 'state'> & { readonly sought: boolean }>(
    `select i.request, i.state, i.next_look_at is not null as sought from booking_intents i where ${OF_WISH}
     order by i.created_at desc limit 10`,
    [companyId, wishId],
  );
  const rows = all.filter(({ request }) => !isChange(request));
  return { attempts: rows.map(({ request }) => request), stands: all.some(({ state }) => state === 'confirmed'), sought: all.some((row) => row.sought), unrefused: rows.filter(({ state }) => state !== 'refused').map(({ request }) => request) };
}

/** Whether somebody, or the machine, is at this wish's booking at this moment, for whatever time. */
export async function isUnderWay(tx: Tx, companyId: string, of: { readonly wishId: string; readonly now: EpochMs }): Promise<boolean> {
  const row = await tx.maybe<{ found: boolean }>(
    `select exists (select from booking_intents i where ${OF_WISH} and i.held_until > $3 and i.next_look_at is not null) as found`,
    [companyId, of.wishId, iso(of.now)],
  );
  return row?.found ?? false;
}

/** `attempts`: everything that was tried for this wish. */
export async function lookFirst(acting: Acting, of: { facts: CallbackFacts; ready: Ready; attempts: readonly BookingIntent[] }): Promise<Seen> {
  const { facts, ready, attempts } = of;
  const named = facts.bookingUid === null ? null : await byUid(ready, facts.bookingUid);
  if (named?.kind === 'found') return { ...named, intent: attempts.find(({ id }) => id === named.booking.intentId) ?? null };
  if (named?.kind === 'blind') return named;
  for (const attempt of attempts) {
    const calendar = calendarOf(acting, attempt) ?? ready.calendar;
    const seen = await asOutcome(() => calendar.lookUp({ service: attempt.service, startAt: attempt.startAt, attendee: attempt.attendee, intentId: attempt.id, budgetMs: LOOK_BUDGET_MS }));
    if (seen.kind !== 'done') return { kind: 'blind', detail: seen.detail };
    const own = ownBooking(seen.value, attempt.id);
    if (own !== null) return { kind: 'found', booking: own, intent: attempt };
  }
  return await madeElsewhere(ready);
}

async function byUid(ready: Ready, uid: string): Promise<Seen | null> {
  const read = await asOutcome(() => ready.calendar.read({ uid, service: ready.draft.service, budgetMs: LOOK_BUDGET_MS }));
  if (read.kind !== 'done') return read.kind === 'refused' && read.reason === 'booking_not_found' ? null : { kind: 'blind', detail: read.detail };
  const booking = read.value;
  return booking === null || !stands(booking) ? null : { kind: 'found', booking, intent: null };
}

async function madeElsewhere(ready: Ready): Promise<Seen> {
  const { draft, calendar } = ready;
  const seen = await asOutcome(() => calendar.lookUp({ service: draft.service, startAt: draft.startAt, attendee: draft.attendee, budgetMs: LOOK_BUDGET_MS }));
  if (seen.kind !== 'done') return { kind: 'blind', detail: seen.detail };
  const { phone, email } = draft.attendee;
  // By number or address only: two customers may share a name.
  const his = seen.value.find((b) => stands(b) && ((phone !== null && b.attendeePhone === phone) || (email !== null && b.attendeeEmail?.toLowerCase() === email.toLowerCase())));
  return his === undefined ? { kind: 'nothing' } : { kind: 'found', booking: his, intent: null };
}

function stands(booking: Booking): boolean {
  return booking.status === 'accepted' || booking.status === 'pending';
}

function calendarOf(acting: Acting, attempt: BookingIntent) {
  const service = acting.desk.company.services.find(({ id }) => id === attempt.service.serviceId);
  return service === undefined ? null : acting.calendars.for(acting.desk.company, service);
}
