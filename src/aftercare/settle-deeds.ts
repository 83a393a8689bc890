// What customers settle themselves: a booking in a later call, at the calendar or by staff, a move, a cancellation. Looked at
// once the call is over in which it happened, off the way of any answer, and in both directions: an appointment that changed
// asks what is open, and a callback that was stored asks what has been done since, because either may come late.
import type { ErrorType } from '../callbacks/callback.ts';
import { addCallbackEvent } from '../callbacks/callback-events.ts';
import { changeCallback } from '../callbacks/change-callback.ts';
import { lockDeskRow, wishOfCallback } from '../callbacks/desk-row.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { Database, Tx } from '../platform/database.ts';
import { isFault, messageOf } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { Metrics } from '../platform/metrics.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs, World } from '../platform/world.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { judgeDeed } from './judge-deed.ts';
import { deedsSince, isWeighed, openFor, readDeed, readMatter, type DeedOf } from './read-deed.ts';

export interface DeedsJob {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly metrics: Pick<Metrics, 'callbackCompleted'>;
}

const RESOLUTION = 'settled_by_customer';
const AT_ONCE = 100;
const HOLD_MS = 60_000;
const STILL_CALLING_MS = 5_000;
const RETRY_MS = 60_000;

interface Due {
  readonly table: 'appointments' | 'callbacks';
  readonly company_id: string;
  readonly id: string;
  /** Until when no other node takes it; where it is due at another instant by then, something has happened since. */
  readonly deed_at: EpochMs;
}

/** Returns how many it looked at. */
export async function settleDeeds(job: DeedsJob): Promise<number> {
  const now = job.world.clock.now();
  const due = await job.database.asMachine(async (tx) => [...(await takeDue(tx, 'callbacks', now)), ...(await takeDue(tx, 'appointments', now))]);
  let done = 0;
  for (const one of due) if (await lookAt(job, one)) done += 1;
  return done;
}

async function takeDue(tx: Tx, table: Due['table'], now: EpochMs): Promise<Due[]> {
  const rows = await tx.rows<Omit<Due, 'table'>>(
    `update ${table} set deed_at = $2 where (company_id, id) in (select company_id, id from ${table} where deed_at <= $1 order by deed_at limit ${AT_ONCE} for update skip locked)
     returning company_id, id, deed_at`,
    [iso(now), iso(now + HOLD_MS)],
  );
  return rows.map((row) => ({ ...row, table }));
}

async function lookAt(job: DeedsJob, due: Due): Promise<boolean> {
  const company = job.directory.company(due.company_id);
  if (company === null) return false;
  const now = job.world.clock.now();
  try {
    const pairs = await job.database.inCompany(company.id, async (tx) => await pairsOf(tx, { due, now }));
    if (pairs === 'later') return await lookAgain(job, due, now + STILL_CALLING_MS);
    // One transaction each: a change holds the company's audit chain, and may not wait for the wish of the next one meanwhile.
    for (const pair of pairs) {
      const closed = await job.database.inCompany(company.id, async (tx) => await weigh(tx, { job, company, now, ...pair }));
      if (closed !== null) job.metrics.callbackCompleted({ ...closed, resolution: RESOLUTION });
    }
    await job.database.inCompany(company.id, async (tx) => await next(tx, due, null));
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    job.world.log.error({ event: 'deed.failed', company: company.slug, [due.table]: due.id, error: messageOf(error) }, 'what a customer settled himself could not be looked at and will be again');
    return await lookAgain(job, due, now + RETRY_MS);
  }
}

async function lookAgain(job: DeedsJob, due: Due, at: EpochMs): Promise<false> {
  await job.database.inCompany(due.company_id, async (tx) => await next(tx, due, at));
  return false;
}

async function next(tx: Tx, due: Due, at: EpochMs | null): Promise<void> {
  await tx.run(`update ${due.table} set deed_at = $3 where company_id = $1 and id = $2 and deed_at = $4`, [due.company_id, due.id, at === null ? null : iso(at), iso(due.deed_at)]);
}

interface Pair {
  readonly deed: DeedOf;
  readonly callbackId: string;
}

/** `later`: he may think better of it while he is on the phone. */
async function pairsOf(tx: Tx, { due, now }: { due: Due; now: EpochMs }): Promise<Pair[] | 'later'> {
  const { company_id: companyId, id } = due;
  const pairs: Pair[] = [];
  for (const appointmentId of due.table === 'appointments' ? [id] : await deedsSince(tx, companyId, id)) {
    const deed = await readDeed(tx, companyId, { appointmentId, now });
    if (deed?.stillCalling === true) return 'later';
    if (deed === null) continue;
    for (const callbackId of due.table === 'callbacks' ? [id] : await openFor(tx, deed)) pairs.push({ deed, callbackId });
  }
  return pairs;
}

/** The callback that is closed by it; null: none is. */
async function weigh(tx: Tx, of: Pair & { readonly job: DeedsJob; readonly company: Company; readonly now: EpochMs }): Promise<{ errorType: ErrorType | null } | null> {
  const { job, company, now, deed, callbackId } = of;
  const wishId = await wishOfCallback(tx, company.id, callbackId);
  if (wishId === null) return null;
  await lockWish(tx, company.id, wishId);
  await lockDeskRow(tx, company.id, callbackId);
  const matter = await readMatter(tx, company.id, { callbackId, now });
  if (matter === null || (await isWeighed(tx, company.id, { callbackId, deed }))) return null;
  const verdict = judgeDeed(deed, matter);
  if (verdict.kind === 'nothing') return null;
  const proof = { deed: deed.kind, appointment_id: deed.appointmentId, call_id: deed.callId ?? 'calendar' };
  if (verdict.kind === 'may_settle') {
    const id = uuidFrom('may-be-settled', callbackId, deed.appointmentId, deed.kind);
    await addCallbackEvent(tx, company.id, { id, callbackId, at: now, actor: 'machine', kind: 'may_be_settled', detail: { proof, why: verdict.why } });
    return null;
  }
  const appointmentId = deed.kind === 'booked' ? deed.appointmentId : null;
  const change = await changeCallback(tx, { company, actor: { kind: 'machine', by: 'deeds' }, now, ids: job.world.ids }, {
    id: callbackId, event: { kind: 'settle', resolution: RESOLUTION, appointmentId, proof },
  });
  return change.kind === 'changed' ? { errorType: matter.errorType } : null;
}
