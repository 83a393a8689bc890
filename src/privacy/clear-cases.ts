// What is taken out of wishes, callbacks and appointments: name, number, address, and every word that somebody wrote or
// said. States, instants, ids and counts stay, and with them the ledger.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Cleared } from './clear-calls.ts';

export async function clearWishes(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(
    `update wishes set requested = jsonb_strip_nulls(fangnetz_codes_only(requested)), reason = fangnetz_code_only(reason), cleared_at = $3
     where company_id = $1 and id = any ($2::uuid[]) and settled_at is not null`,
    [companyId, ids, iso(now)],
  );
}

export async function clearCallbacks(tx: Tx, cleared: Cleared, refOf: (number: string) => string | null): Promise<number> {
  const { companyId, ids, now } = cleared;
  const rows = await tx.rows<{ id: string; phone_number: string | null; caller_ref: string | null }>(
    `select id, phone_number, caller_ref from callbacks where company_id = $1 and id = any ($2::uuid[]) and status in ('completed', 'cancelled', 'expired') for update`, [companyId, ids],
  );
  const of = [companyId, rows.map(({ id }) => id)] as const;
  const refs = rows.map(({ phone_number: number, caller_ref: before }) => (number === null ? before : refOf(number)));
  await tx.run('update callback_events set detail = jsonb_strip_nulls(fangnetz_codes_only(detail)) where company_id = $1 and callback_id = any ($2::uuid[])', of);
  await tx.run('update callback_attempts set note = null where company_id = $1 and callback_id = any ($2::uuid[]) and note is not null', of);
  await tx.run('update callback_escalations set note = null, resolution_note = null where company_id = $1 and callback_id = any ($2::uuid[])', of);
  return await tx.run(
    `update callbacks c set customer_name = null, phone_number = null, phone_raw = null, customer_email = null, notes = null, resolution_notes = null,
       error_message = null, preferred_time_window = null, snooze_words = null, due_because = fangnetz_code_only(due_because),
       resolution = fangnetz_code_only(resolution), metadata = jsonb_strip_nulls(fangnetz_codes_only(metadata)),
       caller_ref = given.ref, cleared_at = greatest(updated_at, $4)
     from unnest($2::uuid[], $3::text[]) as given (id, ref) where c.company_id = $1 and c.id = given.id`,
    [...of, refs as readonly string[], iso(now)],
  );
}

export async function clearAppointments(tx: Tx, cleared: Cleared, refOf: (number: string) => string | null): Promise<number> {
  const { companyId, ids, now } = cleared;
  const rows = await tx.rows<{ id: string; phone_number: string | null }>('select id, phone_number from appointments where company_id = $1 and id = any ($2::uuid[])', [companyId, ids]);
  const refs = rows.map(({ phone_number: number }) => (number === null ? null : refOf(number)));
  return await tx.run(
    `update appointments a set customer_name = null, phone_number = null, customer_email = null, notes = null, cancel_reason = fangnetz_code_only(cancel_reason),
       caller_ref = given.ref, cleared_at = $4
     from unnest($2::uuid[], $3::text[]) as given (id, ref) where a.company_id = $1 and a.id = given.id`,
    [companyId, rows.map(({ id }) => id), refs as readonly string[], iso(now)],
  );
}

/** An empty name, because the calendar reads one. */
const NOBODY = `jsonb_build_object('name', '', 'email', null, 'phone', null, 'language', 'de')`;

export async function clearLocalBookings(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(`update local_bookings set attendee = ${NOBODY}, notes = null, cleared_at = $3 where company_id = $1 and uid = any ($2::uuid[])`, [companyId, ids, iso(now)]);
}

export async function clearIntents(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(
    `update booking_intents set request = jsonb_strip_nulls(fangnetz_codes_only(request)) || jsonb_build_object('attendee', ${NOBODY}, 'notes', null), detail = null, cleared_at = $3
     where company_id = $1 and id = any ($2::uuid[]) and next_look_at is null`,
    [companyId, ids, iso(now)],
  );
}
