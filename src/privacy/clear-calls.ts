// What is taken out of calls: first the recording, then every word, at last the number. Rows and ids stay, so that the
// ledger and a later event of the same call still find them.
import { RECORDING_KEYS } from '../calls/recording.ts';
import { TEST_CONNECTION } from '../companies/test-connection.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { refsOf, type Referred, type RefOf } from './caller-ref.ts';

export interface Cleared {
  readonly companyId: string;
  readonly ids: readonly string[];
  readonly now: EpochMs;
}

export async function clearRecordings(tx: Tx, { companyId, ids }: Cleared): Promise<number> {
  await tx.run(
    `update call_events set payload = payload || jsonb_build_object('call', (payload -> 'call') - $3::text[])
     where company_id = $1 and call_id = any ($2::uuid[]) and jsonb_typeof(payload -> 'call') = 'object' and (payload -> 'call') ?| $3::text[]`,
    [companyId, ids, RECORDING_KEYS],
  );
  return await tx.run('update calls set recording_url = null where company_id = $1 and id = any ($2::uuid[]) and recording_url is not null', [companyId, ids]);
}

/** Transcript, analysis, the platform's events and what was answered. Nothing of it is taken in again (calls/store-event.ts). */
export async function clearWords(tx: Tx, cleared: Cleared): Promise<number> {
  const { companyId, ids, now } = cleared;
  await clearRecordings(tx, cleared);
  await tx.run(`update call_events set payload = '{}', cleared_at = $3 where company_id = $1 and call_id = any ($2::uuid[]) and cleared_at is null`, [companyId, ids, iso(now)]);
  await tx.run(
    // the fingerprint is a hash of what was said, and a number can be found to such a one by trying them all
    `update requests set answer = jsonb_strip_nulls(fangnetz_codes_only(answer)), fingerprint = '', cleared_at = $3
     where company_id = $1 and call_id = any ($2::uuid[]) and cleared_at is null and answer is not null`,
    [companyId, ids, iso(now)],
  );
  return await tx.run(
    'update calls set transcript = null, analysis = null, words_cleared_at = $3 where company_id = $1 and id = any ($2::uuid[]) and words_cleared_at is null',
    [companyId, ids, iso(now)],
  );
}

export async function clearCallNumbers(tx: Tx, cleared: Cleared, refOf: RefOf): Promise<number> {
  const { companyId, ids, now } = cleared;
  const rows = await tx.rows<Referred>('select id, from_number as number, caller_ref as before from calls where company_id = $1 and id = any ($2::uuid[])', [companyId, ids]);
  await tx.run('update inbound_calls set from_raw = null, from_number = null, cleared_at = $3 where company_id = $1 and call_id = any ($2::uuid[])', [companyId, ids, iso(now)]);
  return await tx.run(
    `update calls c set from_raw = null, from_number = null, caller_ref = given.ref, transfer = jsonb_strip_nulls(fangnetz_codes_only(c.transfer)), cleared_at = $4
     from unnest($2::uuid[], $3::text[]) as given (id, ref) where c.company_id = $1 and c.id = given.id`,
    [companyId, rows.map(({ id }) => id), refsOf(rows, refOf), iso(now)],
  );
}

/** Announcements of calls that were never picked up. */
export async function clearInbound(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run('update inbound_calls set from_raw = null, from_number = null, cleared_at = $3 where company_id = $1 and id = any ($2::uuid[])', [companyId, ids, iso(now)]);
}

/** What a platform told of no call of ours: a chat, an alert. */
export async function clearCallEvents(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(`update call_events set payload = '{}', cleared_at = $3 where company_id = $1 and id = any ($2::uuid[])`, [companyId, ids, iso(now)]);
}

export async function clearCalendarEvents(tx: Tx, { companyId, ids, now }: Cleared): Promise<number> {
  return await tx.run(`update calendar_events set payload = '{}', cleared_at = $3 where company_id = $1 and id = any ($2::uuid[])`, [companyId, ids, iso(now)]);
}

/** The task to delete them at the voice platform too; each at most once. It has never heard of a test call. */
export async function askPlatformToDelete(tx: Tx, cleared: Cleared, cause: 'erasure' | 'retention'): Promise<number> {
  const { companyId, ids, now } = cleared;
  const calls = await tx.rows<{ id: string; connection: string; retell_call_id: string }>('select id, connection, retell_call_id from calls where company_id = $1 and id = any ($2::uuid[]) and connection <> $3', [companyId, ids, TEST_CONNECTION]);
  return await tx.run(
    `insert into platform_deletions (company_id, id, call_id, connection, retell_call_id, cause, asked_at, next_try_at)
     select $1, given.id, given.call_id, given.connection, given.retell_call_id, $6, $7, $7
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as given (id, call_id, connection, retell_call_id)
     on conflict (company_id, id) do nothing`,
    [companyId, calls.map(({ id }) => uuidFrom('platform-deletion', id)), calls.map(({ id }) => id), calls.map(({ connection }) => connection), calls.map((call) => call.retell_call_id), cause, iso(now)],
  );
}
