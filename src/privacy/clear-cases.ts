// What is taken out of wishes, callbacks and appointments: name, number, address, and every word that somebody wrote or
// said. States, instants, ids and counts stay, and with them the ledger.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { refsOf, type Referred, type RefOf } from './caller-ref.ts';
import type { Cleared } from './clear-calls.ts';

export async function clearWishes(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(
    `update wishes set requested = jsonb_strip_nulls(fangnetz_codes_only(requested)), reason = fangnetz_code_only(reason), cleared_at = $3
     where company_id = $1 and id = any ($2::uuid[]) and settled_at is not null`,
    [companyId, ids, iso(now)],
  );
}

export async function clearCallbacks(tx: Tx, cleared: Cleared, refOf: RefOf): Promise<number> {
  const { companyId, ids, now } = cleared;
  const rows = await tx.rows<Referred>(
    `select id, phone_number as number, caller_ref as before from callbacks where company_id = $1 and id = any ($2::uuid[]) and status in ('completed', 'cancelled', 'expired') for update`, [companyId, ids],
  );
  const of = [companyId, rows.map(({ id }) => id)] as const;
  await tx.run('update callback_events set detail = jsonb_strip_nulls(fangnetz_codes_only(detail)) where company_id = $1 and callback_id = any ($2::uuid[])', of);
  await tx.run('update callback_attempts set note = null where company_id = $1 and callback_id = any ($2::uuid[]) and note is not null', of);
  await tx.run('update callback_escalations set note = null, resolution_note = null where company_id = $1 and callback_id = any ($2::uuid[])', of);
  return await tx.run(
    `update callbacks c set customer_name = null, phone_number = null, phone_raw = null, customer_email = null, notes = null, resolution_notes = null,
       error_message = null, preferred_time_window = null, snooze_words = null, due_because = fangnetz_code_only(due_because),
       resolution = fangnetz_code_only(resolution), metadata = jsonb_strip_nulls(fangnetz_codes_only(metadata)),
       caller_ref = given.ref, cleared_at = greatest(updated_at, $4)
     from unnest($2::uuid[], $3::text[]) as given (id, ref) where c.company_id = $1 and c.id = given.id`,
    [...of, refsOf(rows, refOf), iso(now)],
  );
}

export async function clearAppointments(tx: Tx, cleared: Cleared, refOf: RefOf): Promise<number> {
  const { companyId, ids, now } = cleared;
  const rows = await tx.rows<Referred>('select id, phone_number as number, caller_ref as before from appointments where company_id = $1 and id = any ($2::uuid[])', [companyId, ids]);
  return await tx.run(
    `update appointments a set customer_name = null, phone_number = null, customer_email = null, notes = null, cancel_reason = fangnetz_code_only(cancel_reason),
       caller_ref = given.ref, cleared_at = $4
     from unnest($2::uuid[], $3::text[]) as given (id, ref) where a.company_id = $1 and a.id = given.id`,
    [companyId, rows.map(({ id }) => id), refsOf(rows, refOf), iso(now)],
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

export async function forgetCustomers(tx: Tx, { companyId, ids }: Cleared): Promise<number> {
  const gone = await tx.run('delete from customers where company_id = $1 and id = any ($2::uuid[]) and not do_not_call', [companyId, ids]);
  return gone + (await tx.run(`update customers set name = null, names = '{}', named_by = null, note = null where company_id = $1 and id = any ($2::uuid[]) and do_not_call`, [companyId, ids]));
}
