// A booking of which it was not known whether it stands has been found. It is stored; and whoever was told that
// it is uncertain, or was told nothing, gets the call that he was promised or is owed.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Booking } from '../calendar/port.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import type { Company } from '../companies/company.ts';
import { addCallbackEvent } from '../callbacks/callback-events.ts';
import { linkAppointment } from '../callbacks/link-appointment.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { AppointmentDraft } from './appointment.ts';
import { callbackAbout } from './callback-about.ts';
import { appointmentId, type BookingIntent } from './intent.ts';
import { nextPendingLookAt } from './schedule.ts';
import { storeAppointment } from './store-appointment.ts';
import { updateIntent, type IntentRow } from './store-intent.ts';

export interface Found {
  readonly company: Company;
  readonly row: IntentRow;
  readonly booking: Booking;
  readonly at: EpochMs;
}

/** Before the intent, as everybody does who ends a request: two that lock in different order wait for each other until one is thrown out. */
export async function lockWish(tx: Tx, companyId: string, wishId: string): Promise<void> {
  await tx.run('select 1 from wishes where company_id = $1 and id = $2 for no key update', [companyId, wishId]);
}

/** Safe to repeat: every row has an id derived from the intent. */
export async function bookingTurnedUp(tx: Tx, found: Found): Promise<void> {
  const { company, row, booking, at } = found;
  if (row.state === 'confirmed') return;
  const accepted = booking.status === 'accepted';
  const storedId = await storeAppointment(tx, company.id, appointmentFrom(row.request, booking, at));
  await updateIntent(tx, company.id, {
    id: row.id, bookingUid: booking.uid, detail: null,
    state: accepted ? 'confirmed' : 'pending',
    nextLookAt: accepted ? null : nextPendingLookAt(row.look_ups, at),
  }, at);
  // Known as waiting for the host already: then the caller was told so, or a callback was opened when it was found.
  const known = row.state === 'pending';
  if (!known) await callAbout(tx, found, storedId);
  await settleFate(tx, company.id, row.wish_id, at);
}

/** An appointment of the wish, or of one that it is merged with, besides that one: then the customer has two. `booked`: by an attempt of ours, not only entered here. */
export async function anotherThan(tx: Tx, companyId: string, of: { readonly wishId: string; readonly appointmentId: string }): Promise<{ readonly booked: boolean } | null> {
  return await tx.maybe<{ booked: boolean }>(
    `select a.intent_id is not null as booked from appointments a join wishes w on w.company_id = a.company_id and w.id = a.wish_id, wishes mine
     where a.company_id = $1 and a.id <> $3 and a.status in ('booked', 'pending') and mine.company_id = $1 and mine.id = $2
       and coalesce(w.merged_into, w.id) = coalesce(mine.merged_into, mine.id)
     order by 1 desc limit 1`,
    [companyId, of.wishId, of.appointmentId],
  );
}

/** Of two bookings the one that came second tells of both, whichever it is; joined to the callback that is open, or else a new one. */
export async function tellOfTwo(tx: Tx, { company, intent, bookingUid, at }: { readonly company: Company; readonly intent: BookingIntent; readonly bookingUid: string; readonly at: EpochMs }): Promise<void> {
  await storeCallback(tx, company.id, await callbackAbout(tx, {
    company, intent, wishId: intent.wishId, id: uuidFrom('two-appointments', intent.id), priority: 'urgent', errorType: 'partial_booking', reason: TWO, notes: null, bookingUid, at,
  }));
  await settleFate(tx, company.id, intent.wishId, at);
}

const TWO = 'Der Kunde hat zwei Termine: Es wurde noch einmal gebucht, und die erste Buchung ist danach doch im Kalender aufgetaucht. Welchen will er? Den anderen absagen.';

async function callAbout(tx: Tx, { company, row, booking, at }: Found, storedId: string): Promise<void> {
  const accepted = booking.status === 'accepted';
  const isSecond = (await anotherThan(tx, company.id, { wishId: row.wish_id, appointmentId: storedId })) !== null;
  const stored = await storeCallback(tx, company.id, await callbackAbout(tx, {
    company, intent: row.request, wishId: row.wish_id, id: uuidFrom('turned-up', row.id), priority: 'urgent', errorType: 'partial_booking',
    reason: isSecond
      ? TWO
      : accepted
      ? 'Die Buchung wurde nachträglich im Kalender gefunden. Der Kunde weiß noch nicht sicher davon.'
      : 'Eine unbestätigte Buchung wurde nachträglich im Kalender gefunden. Der Kunde weiß nichts davon.',
    notes: accepted ? `Termin inzwischen gespeichert (${booking.uid}).` : null, bookingUid: booking.uid, at,
  }));
  await linkAppointment(tx, {
    companyId: company.id, callbackId: stored.id, appointmentId: storedId, intentId: row.id, bookingUid: booking.uid,
    start: isoInZone(booking.startAt, company.timeZone), note: accepted ? 'Termin inzwischen gespeichert' : 'Termin angefragt, noch nicht bestätigt', at,
  });
}

export function appointmentFrom(intent: BookingIntent, booking: Booking, at: EpochMs): AppointmentDraft {
  return {
    id: appointmentId(intent.id), wishId: intent.wishId, callId: intent.callId, intentId: intent.id,
    status: booking.status === 'accepted' ? 'booked' : 'pending',
    provider: intent.service.provider, bookingUid: booking.uid, bookingId: booking.id,
    startAt: booking.startAt, endAt: booking.endAt,
    branchId: intent.branchId, serviceId: intent.service.serviceId, staffId: booking.staffId ?? intent.staffId,
    customerName: intent.attendee.name, phoneNumber: intent.attendee.phone, customerEmail: intent.attendee.email,
    notes: intent.notes, createdAt: at,
  };
}

/** Nothing found: look again later, or count it as absent and tell the timeline. */
export async function lookedInVain(tx: Tx, row: IntentRow, vain: { nextLookAt: EpochMs | null; detail: string | null; at: EpochMs; note?: string }): Promise<void> {
  await tx.run(
    `update booking_intents set look_ups = look_ups + 1, state = case when $3::timestamptz is null or state = 'absent' then 'absent' when state = 'pending' then 'pending' else 'unknown' end,
       next_look_at = $3, detail = coalesce($4, detail), held_until = null, updated_at = $5
     where company_id = $1 and id = $2 and state in ('sent', 'unknown', 'pending', 'recorded', 'absent')`,
    [row.company_id, row.id, vain.nextLookAt === null ? null : iso(vain.nextLookAt), vain.detail, iso(vain.at)],
  );
  // One that was set aside has a successor, whose outcome is what counts.
  if (vain.nextLookAt !== null || row.state === 'absent') return;
  // Where the call is over, its wish now is without anything: the aftercare takes it up, and until then counts for it.
  await tx.run(
    `update calls c set aftercare_at = coalesce(c.aftercare_at, $3)
     from wishes w where w.company_id = $1 and w.id = $2 and w.fate = 'in_progress' and c.company_id = w.company_id and c.id = w.call_id`,
    [row.company_id, row.wish_id, iso(vain.at)],
  );
  const open = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and wish_id = $2 and status in ('pending', 'assigned', 'contacted')`,
    [row.company_id, row.wish_id],
  );
  for (const { id } of open) {
    await addCallbackEvent(tx, row.company_id, {
      id: uuidFrom('looked-in-vain', row.id, id), callbackId: id, at: vain.at, actor: 'machine', kind: 'looked_in_vain',
      detail: { looks: row.look_ups + 1, note: vain.note ?? 'Im Kalender wurde keine Buchung gefunden' },
    });
  }
}
