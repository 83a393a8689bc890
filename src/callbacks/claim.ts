// One person works one caller. A claim is a row whose key is the caller, so that the database decides between two people
// who reach for him in the same moment, on whatever nodes they are.
import type { Person } from '../companies/actor.ts';
import { actorText } from '../companies/actor.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';
import { isOpen } from './desk-state.ts';
import type { CallbackStatus } from './desk-state.ts';

export type Claimed =
  /** `callbackIds`: every open callback of this caller; all of them are claimed. */
  | { readonly kind: 'claimed'; readonly until: EpochMs; readonly callbackIds: readonly string[] }
  | { readonly kind: 'taken'; readonly by: string; readonly until: EpochMs }
  | { readonly kind: 'refused'; readonly status: CallbackStatus }
  | { readonly kind: 'not_found' };

interface ClaimRow {
  readonly claimed_by: string;
  readonly claim_until: EpochMs;
  readonly is_new: boolean;
}

/** Claimed again by the same person, it lasts longer. */
export async function claimCaller(tx: Tx, desk: Desk & { readonly actor: Person }, callbackId: string): Promise<Claimed> {
  const { company, actor, now } = desk;
  const found = await tx.maybe<{ status: CallbackStatus; caller_key: string }>('select status, caller_key from callbacks where company_id = $1 and id = $2', [company.id, callbackId]);
  if (found === null) return { kind: 'not_found' };
  if (!isOpen(found.status)) return { kind: 'refused', status: found.status };
  const by = actorText(actor);
  const until = now + company.callbacks.claimMinutes * MINUTE_MS;
  const row = await tx.maybe<ClaimRow>(
    `insert into caller_claims as c (company_id, caller_key, claimed_by, claimed_name, staff_id, claimed_at, claim_until)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (company_id, caller_key) do update set
       claimed_by = excluded.claimed_by, claimed_name = excluded.claimed_name, staff_id = excluded.staff_id, claim_until = excluded.claim_until,
       claimed_at = case when c.claimed_by = excluded.claimed_by and c.claim_until > excluded.claimed_at then c.claimed_at else excluded.claimed_at end
     where c.claimed_by = excluded.claimed_by or c.claim_until <= excluded.claimed_at
     returning claimed_by, claim_until, claimed_at = $6 as is_new`,
    [company.id, found.caller_key, by, actor.name, actor.staffId, iso(now), iso(until)],
  );
  if (row === null) return await takenBy(tx, { companyId: company.id, callerKey: found.caller_key });
  const open = await tx.rows<{ id: string }>(
    `select id from callbacks where company_id = $1 and caller_key = $2 and status in ('pending', 'assigned', 'contacted') order by due_at, id`,
    [company.id, found.caller_key],
  );
  if (row.is_new) {
    for (const { id } of open) await addCallbackEvent(tx, company.id, { id: desk.ids.next(), callbackId: id, at: now, actor: by, kind: 'claimed', detail: { until } });
  }
  return { kind: 'claimed', until: row.claim_until, callbackIds: open.map(({ id }) => id) };
}

async function takenBy(tx: Tx, of: { companyId: string; callerKey: string }): Promise<Claimed> {
  const holder = await tx.maybe<{ claimed_name: string; claim_until: EpochMs }>('select claimed_name, claim_until from caller_claims where company_id = $1 and caller_key = $2', [of.companyId, of.callerKey]);
  // given back in between; whoever asks again gets it
  return holder === null ? { kind: 'taken', by: '', until: 0 } : { kind: 'taken', by: holder.claimed_name, until: holder.claim_until };
}
