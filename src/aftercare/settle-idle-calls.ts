// A call that has shown no sign of life for five minutes is over, whether or not the platform said so. What is still
// in progress then becomes a callback: the caller hung up, the line dropped, or the agent promised and did nothing.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database, Tx } from '../platform/database.ts';
import { iso, isoSeconds } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Company, Priority } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { deadline } from '../callbacks/deadline.ts';
import type { ErrorType } from '../callbacks/callback.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { Requested } from '../wishes/wish.ts';

export interface Aftercare {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly metrics: Metrics;
}

const SILENT_FOR_MS = 300_000;
const AT_ONCE = 50;
/** Longer than all looks together (schedule.ts). A calendar that cannot be read for so long must not keep the caller waiting on. */
const LOOKED_FOR_AT_MOST_MS = 3 * 3_600_000;

const LOOKED_FOR = `select from booking_intents i where i.company_id = w.company_id and i.wish_id = w.id
  and i.next_look_at is not null and (i.state = 'pending' or i.created_at > $4)`;

interface IdleWish {
  readonly company_id: string;
  readonly id: string;
  readonly call_id: string;
  readonly requested: Requested;
  readonly retell_call_id: string;
  readonly from_raw: string | null;
  readonly from_number: string | null;
  readonly branch_id: string | null;
  readonly last_status: string | null;
}

/** Returns how many wishes it settled. A booking that is still being looked for keeps its wish in progress, for some hours. */
export async function settleIdleCalls(parts: Aftercare): Promise<number> {
  const now = parts.world.clock.now();
  const idle = await parts.database.asMachine(async (tx) => await findIdle(tx, now));
  let settled = 0;
  for (const wish of idle) if (await settleOne(parts, wish)) settled += 1;
  return settled;
}

async function findIdle(tx: Tx, now: EpochMs): Promise<IdleWish[]> {
  return await tx.rows<IdleWish>(
    `select w.company_id, w.id, w.call_id, w.requested, c.retell_call_id, c.from_raw, c.from_number, c.branch_id,
            (select r.answer->>'status' from requests r where r.company_id = w.company_id and r.wish_id = w.id
             order by r.received_at desc limit 1) as last_status
     from wishes w join calls c on c.company_id = w.company_id and c.id = w.call_id
     where w.fate = 'in_progress' and c.last_seen_at < $1 and w.updated_at < $1
       and not exists (${LOOKED_FOR})
       and not exists (select 1 from requests r where r.company_id = w.company_id and r.wish_id = w.id and r.state = 'running' and r.lease_until > $2)
     order by w.updated_at limit $3`,
    [iso(now - SILENT_FOR_MS), iso(now), AT_ONCE, iso(now - LOOKED_FOR_AT_MOST_MS)],
  );
}

async function settleOne(parts: Aftercare, wish: IdleWish): Promise<boolean> {
  const company = parts.directory.company(wish.company_id);
  if (company === null) return false;
  const cause = causeOf(wish.last_status);
  try {
    const now = parts.world.clock.now();
    const opened = await parts.database.inCompany(company.id, async (tx) => (await isStillIdle(tx, wish, now)) && (await openCallback(tx, { company, wish, cause, now })));
    if (!opened) return false;
    parts.metrics.failsafeCallback({ errorType: cause.errorType, priority: cause.priority, source: 'call_problem' });
    parts.world.log.info({ event: 'call.settled_idle', company: company.slug, call_id: wish.retell_call_id, wish_id: wish.id, error_type: cause.errorType, priority: cause.priority }, '✅ Failsafe callback created');
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    parts.world.log.error({ event: 'call.settle_failed', company: company.slug, wish_id: wish.id, error: messageOf(error) }, '❌ Failed to create failsafe callback');
    return false;
  }
}

/** The caller may have gone on speaking since the list was read; whoever answers him holds the wish's row. */
async function isStillIdle(tx: Tx, wish: IdleWish, now: EpochMs): Promise<boolean> {
  const row = await tx.maybe(
    `select w.id from wishes w join calls c on c.company_id = w.company_id and c.id = w.call_id
     where w.company_id = $2 and w.id = $3 and w.fate = 'in_progress' and c.last_seen_at < $1 and w.updated_at < $1
       and not exists (${LOOKED_FOR})
     for update of w`,
    [iso(now - SILENT_FOR_MS), wish.company_id, wish.id, iso(now - LOOKED_FOR_AT_MOST_MS)],
  );
  return row !== null;
}

interface Cause {
  readonly errorType: ErrorType | null;
  readonly priority: Priority;
  readonly reason: string;
}

function causeOf(lastStatus: string | null): Cause {
  if (lastStatus === 'error' || lastStatus === null) return { errorType: 'exception', priority: 'high', reason: 'Das Gespräch brach ab, nachdem ein Fehler aufgetreten war.' };
  if (lastStatus === 'unavailable' || lastStatus === 'slot_taken' || lastStatus === 'no_availability') {
    return { errorType: 'no_availability', priority: 'normal', reason: 'Das Gespräch endete, ohne dass einer der angebotenen Termine gewählt wurde.' };
  }
  return { errorType: null, priority: 'high', reason: 'Das Gespräch endete, bevor der Wunsch erfüllt war.' };
}

async function openCallback(tx: Tx, open: { company: Company; wish: IdleWish; cause: Cause; now: EpochMs }): Promise<true> {
  const { company, wish, cause, now } = open;
  const { requested } = wish;
  const branch = company.branches.find((b) => b.id === wish.branch_id) ?? null;
  const due = deadline({ rule: company.callbacks.deadlines[cause.priority], openingHours: branch?.openingHours ?? null, timeZone: company.timeZone, fromAt: now });
  const id = uuidFrom('idle-call', wish.id);
  await storeCallback(tx, company.id, {
    id, receipt: id, wishId: wish.id, callId: wish.call_id, priority: cause.priority, errorType: cause.errorType, errorMessage: cause.reason,
    createdFrom: 'call_problem', customerName: requested.customerName ?? null,
    phoneNumber: requested.phone ?? wish.from_number, phoneRaw: requested.phoneRaw ?? wish.from_raw, customerEmail: requested.email ?? null,
    branchId: wish.branch_id, serviceId: requested.serviceId ?? null, dueAt: due.dueAt, dueBecause: due.because,
    preferredTimeWindow: null, notes: requested.notes ?? null,
    metadata: {
      error_type: cause.errorType, call_id: wish.call_id, retell_call_id: wish.retell_call_id, from_number: wish.from_raw,
      created_from: 'call_problem', created_at_iso: isoSeconds(now),
      ...(requested.date == null ? {} : { requested_date: requested.date }),
      ...(requested.serviceId === undefined ? {} : { service_id: requested.serviceId }),
      ...(requested.staffId === undefined ? {} : { staff_id: requested.staffId }),
    },
    createdAt: now,
  });
  await settleFate(tx, company.id, wish.id, now);
  return true;
}
