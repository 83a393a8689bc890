// The sweep: calls whose aftercare is due, because their end was told, because they have shown no sign of life for
// five minutes, or because something was learnt afterwards. The due instants are columns of our own tables.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database, Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { SILENT_FOR_MS } from '../calls/store-call.ts';
import type { CallbackDraft } from '../callbacks/callback.ts';
import { alarmOperator } from './alarm-operator.ts';
import { embeddedRules, type WishJudge } from './detect-wish.ts';
import { LOOKED_FOR_AT_MOST_MS, lookedFor } from './read-call.ts';
import { postpone, settleCall } from './settle-call.ts';
import { storeJudgement } from './store-judgement.ts';

export interface Aftercare {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly metrics: Metrics;
  /** Decides about calls without a wish; the embedded rules unless another is configured. */
  readonly judge?: WishJudge;
  /** Whether this node's journal still holds requests of the call. */
  readonly unsettled?: (companyId: string, retellCallId: string) => boolean;
}

const AT_ONCE = 50;
/** Few, because the connections belong to those who are on the phone. */
const AT_THE_SAME_TIME = 4;
/** After a failure, so that one call that cannot be settled does not keep the others waiting. */
const AFTER_FAILURE_MS = 60_000;

interface Due {
  readonly company_id: string;
  readonly id: string;
}

/** Returns how many calls it brought to an end. */
export async function settleCalls(parts: Aftercare): Promise<number> {
  const due = await parts.database.asMachine(async (tx) => await findDue(tx, parts.world.clock.now()));
  let settled = 0;
  for (let from = 0; from < due.length; from += AT_THE_SAME_TIME) {
    const outcomes = await Promise.all(due.slice(from, from + AT_THE_SAME_TIME).map(async (call) => await settleOne(parts, call)));
    settled += outcomes.filter(Boolean).length;
  }
  return settled;
}

/** Also wishes that came to be in progress again after the aftercare: a look for a booking that ended in vain. */
async function findDue(tx: Tx, now: EpochMs): Promise<Due[]> {
  return await tx.rows<Due>(
    `(select company_id, id from calls where aftercare_at <= $2 order by aftercare_at limit $3)
     union
     (select w.company_id, w.call_id from wishes w join calls c on c.company_id = w.company_id and c.id = w.call_id
      where w.fate = 'in_progress' and w.updated_at < $1 and c.last_seen_at < $1 and c.aftercare_at is null
        and not exists (${lookedFor('$4')})
        and not exists (select from requests r where r.company_id = w.company_id and r.wish_id = w.id and r.state = 'running' and r.lease_until > $2)
      limit $3)`,
    [iso(now - SILENT_FOR_MS), iso(now), AT_ONCE, iso(now - LOOKED_FOR_AT_MOST_MS)],
  );
}

async function settleOne(parts: Aftercare, due: Due): Promise<boolean> {
  const company = parts.directory.company(due.company_id) ?? (due.company_id === parts.directory.operator().id ? parts.directory.operator() : null);
  try {
    if (company !== null) return await settle(parts, company, due.id);
    await later(parts, due);
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
    parts.world.log.error({ event: 'call.settle_failed', company: company?.slug, call: due.id, error: messageOf(error) }, '❌ Failed to create failsafe callback');
    await later(parts, due);
  }
  return false;
}

async function later(parts: Aftercare, due: Due): Promise<void> {
  const until = parts.world.clock.now() + AFTER_FAILURE_MS;
  await parts.database.inCompany(due.company_id, async (tx) => await postpone(tx, due.company_id, { callId: due.id, until }));
}

async function settle(parts: Aftercare, company: Company, callId: string): Promise<boolean> {
  const { database, world } = parts;
  const now = world.clock.now();
  const unsettled = (retellCallId: string) => parts.unsettled?.(company.id, retellCallId) ?? false;
  const outcome = await database.inCompany(company.id, async (tx) => await settleCall(tx, { company, callId, now, unsettled }));
  if (outcome.kind === 'later') return false;
  if (outcome.kind === 'gone') return true;
  await alarmOperator(parts, { company, call: outcome.call });
  if (outcome.kind === 'settled') {
    for (const draft of outcome.created) tell(parts, company, draft);
    return true;
  }
  // Outside of a transaction: another judge than the rules may take its time.
  const judge = parts.judge ?? embeddedRules;
  const judgement = await judge.judge(outcome.evidence);
  const created = await database.inCompany(company.id, async (tx) =>
    await storeJudgement(tx, { company, callId, judgement, by: judge.name, seen: outcome.call.aftercareAt, now: world.clock.now() }),
  );
  if (created !== null) tell(parts, company, created);
  return true;
}

function tell(parts: Aftercare, company: Company, draft: CallbackDraft): void {
  parts.metrics.failsafeCallback({ errorType: draft.errorType, priority: draft.priority, source: draft.createdFrom });
  parts.world.log.info(
    { event: 'call.settled', company: company.slug, call_id: draft.metadata.retell_call_id, callback_id: draft.id, wish_id: draft.wishId, error_type: draft.errorType, priority: draft.priority },
    '✅ Failsafe callback created',
  );
}
