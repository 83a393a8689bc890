// Calls that were announced and never came: the platform failed before anybody could talk, and nobody else will ever
// tell. Whoever can be called is called.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import { callId } from '../calls/call.ts';
import { arrivedCall, storeLostCall, type InboundCall } from '../calls/inbound.ts';
import type { CallbackDraft } from '../callbacks/callback.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { settleFate, storeWish } from '../wishes/store-wish.ts';
import { problemCallback } from './problem-callback.ts';
import { lockCall } from './read-call.ts';
import type { Aftercare } from './settle-calls.ts';

const AT_ONCE = 50;
const AFTER_FAILURE_MS = 60_000;

interface Row {
  readonly company_id: string;
  readonly id: string;
  readonly connection: string;
  readonly retell_call_id: string | null;
  readonly agent_id: string | null;
  readonly from_raw: string | null;
  readonly from_number: string | null;
  readonly to_number: string | null;
  readonly branch_id: string | null;
  readonly received_at: EpochMs;
}

const COLUMNS = 'company_id, id, connection, retell_call_id, agent_id, from_raw, from_number, to_number, branch_id, received_at';

/** Returns how many announcements it has found out about. */
export async function noticeLostCalls(parts: Aftercare): Promise<number> {
  const now = parts.world.clock.now();
  const due = await parts.database.asMachine(
    async (tx) => await tx.rows<Row>(`select ${COLUMNS} from inbound_calls where notice_at <= $1 order by notice_at limit $2`, [iso(now), AT_ONCE]),
  );
  let found = 0;
  for (const row of due) found += (await noticeOne(parts, row)) ? 1 : 0;
  return found;
}

async function noticeOne(parts: Aftercare, row: Row): Promise<boolean> {
  const { database, directory, world, metrics } = parts;
  const operator = directory.operator();
  const company = directory.company(row.company_id) ?? (row.company_id === operator.id ? operator : null);
  const now = world.clock.now();
  try {
    if (company === null) throw new Error('the company is not loaded');
    const draft = await database.inCompany(company.id, async (tx) => await notice(tx, { company, id: row.id, now }));
    if (draft === null) return true;
    metrics.failsafeCallback({ errorType: draft.errorType, priority: draft.priority, source: draft.createdFrom });
    world.log.warn({ event: 'call.never_arrived', company: company.slug, call_id: draft.metadata.retell_call_id, callback_id: draft.id, error_type: draft.errorType, priority: draft.priority }, '✅ Failsafe callback created');
    return true;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    world.log.error({ event: 'call.notice_failed', company: company?.slug, inbound: row.id, error: messageOf(error) }, '❌ Failed to create failsafe callback');
    await database.inCompany(row.company_id, async (tx) => await tx.run('update inbound_calls set notice_at = $3 where company_id = $1 and id = $2 and notice_at is not null', [row.company_id, row.id, iso(now + AFTER_FAILURE_MS)]));
    return false;
  }
}

async function notice(tx: Tx, { company, id, now }: { company: Company; id: string; now: EpochMs }): Promise<CallbackDraft | null> {
  const row = await tx.maybe<Row>(`select ${COLUMNS} from inbound_calls where company_id = $1 and id = $2 and notice_at is not null for update`, [company.id, id]);
  if (row === null) return null;
  const inbound = inboundOf(row);
  const arrived = await arrivedCall(tx, company.id, inbound);
  const lost = arrived === null ? await openLost(tx, { company, inbound, now }) : null;
  await tx.run('update inbound_calls set notice_at = null, outcome = $3, call_id = $4 where company_id = $1 and id = $2', [
    company.id, id, arrived === null ? 'lost' : 'arrived', arrived ?? lost?.callId ?? null,
  ]);
  return lost;
}

async function openLost(tx: Tx, { company, inbound, now }: { company: Company; inbound: InboundCall; now: EpochMs }): Promise<CallbackDraft> {
  const retellCallId = inbound.retellCallId ?? inbound.id;
  const id = callId(company.id, inbound.connection, retellCallId);
  const { connection, branchId, agentId, fromRaw, fromNumber, toNumber, receivedAt } = inbound;
  await storeLostCall(tx, company.id, { id, connection, retellCallId, branchId, agentId, fromRaw, fromNumber, toNumber, startedAt: receivedAt }, now);
  const call = (await lockCall(tx, company.id, id))!;
  const wishId = uuidFrom('never-arrived', id);
  await storeWish(tx, company.id, { id: wishId, callId: id, intent: 'callback', requested: {}, receipt: wishId, openedAt: receivedAt }, now);
  const draft = problemCallback(company, { ...call, overAt: receivedAt }, {
    id: uuidFrom('never-arrived-callback', id), wishId, requested: {}, createdFrom: 'call_problem', errorType: 'exception',
    priority: fromNumber === null ? 'normal' : 'high', reason: 'Anruf kam nicht zustande', now,
  });
  await storeCallback(tx, company.id, draft);
  await settleFate(tx, company.id, wishId, now);
  return draft;
}

function inboundOf(row: Row): InboundCall {
  return {
    id: row.id, connection: row.connection, retellCallId: row.retell_call_id, agentId: row.agent_id, fromRaw: row.from_raw, fromNumber: row.from_number,
    toNumber: row.to_number, branchId: row.branch_id, receivedAt: row.received_at,
  };
}
