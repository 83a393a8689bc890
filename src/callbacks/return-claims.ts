// A claim that ran out goes back by itself: whoever forgot it must not keep a caller from being called.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notice, Recipient } from '../outbox/notice.ts';
import type { Desk } from './change-callback.ts';
import { endClaim } from './release-claim.ts';
import { SWEEPER } from './sweep-due.ts';
import type { Sweep, SweepParts } from './sweep-due.ts';

const AT_ONCE = 50;

interface RunOut {
  readonly company_id: string;
  readonly caller_key: string;
}

interface HeldClaim {
  readonly claimed_by: string;
  readonly staff_id: string | null;
}

export function returnClaims(parts: SweepParts): Sweep {
  let failed: string | null = null;

  async function run(): Promise<number> {
    const now = iso(parts.world.clock.now());
    const due = await parts.database.asMachine(async (tx) => await tx.rows<RunOut>('select company_id, caller_key from caller_claims where claim_until <= $1 order by claim_until, caller_key limit $2', [now, AT_ONCE]));
    let returned = 0;
    failed = null;
    for (const claim of due) if (await giveBack(claim)) returned += 1;
    return returned;
  }

  async function giveBack({ company_id: companyId, caller_key: callerKey }: RunOut): Promise<boolean> {
    const { world, database, directory, metrics } = parts;
    const company = directory.company(companyId);
    if (company === null) return false;
    const desk: Desk = { company, actor: SWEEPER, now: world.clock.now(), ids: world.ids };
    try {
      return await database.inCompany(companyId, async (tx) => await returnClaim(tx, desk, callerKey));
    } catch (error) {
      if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      failed = messageOf(error);
      metrics.sweepFailed('callbacks.return_claims');
      world.log.error({ event: 'callback.claim_not_returned', company: company.slug, error: failed }, 'a claim that ran out could not be given back');
      return false;
    }
  }

  return { run, trouble: () => failed };
}

/** False: another node has it, or it was prolonged meanwhile. */
async function returnClaim(tx: Tx, desk: Desk, callerKey: string): Promise<boolean> {
  const { company, now } = desk;
  const claim = await tx.maybe<HeldClaim>(
    'select claimed_by, staff_id from caller_claims where company_id = $1 and caller_key = $2 and claim_until <= $3 for update skip locked',
    [company.id, callerKey, iso(now)],
  );
  if (claim === null) return false;
  const ended = await endClaim(tx, desk, { callerKey, kind: 'claim_returned', detail: { claimed_by: claim.claimed_by } });
  const [first] = ended;
  if (first === undefined) return true;
  const row = await tx.maybe<{ assigned_to: string | null; branch_id: string | null }>('select assigned_to, branch_id from callbacks where company_id = $1 and id = $2', [company.id, first.callbackId]);
  const responsible: Recipient = row?.assigned_to == null ? { kind: 'team', branchId: row?.branch_id ?? null } : { kind: 'staff', id: row.assigned_to };
  const told: readonly Recipient[] = [{ kind: 'actor', id: claim.claimed_by }, ...(row?.assigned_to != null && row.assigned_to === claim.staff_id ? [] : [responsible])];
  await enqueueNotices(tx, company.id, told.map((to): Notice => ({ kind: 'claim_returned', to, callbackId: first.callbackId, dedupeKey: `${first.eventId}:claim_returned:${to.kind}`, at: now, facts: { callbacks: ended.length } })));
  return true;
}
