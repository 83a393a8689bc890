// Two wishes of a caller that the machine took for one are two after all: a person takes the later one out again, into a
// callback of its own, with what was promised for it.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText, type Person } from '../companies/actor.ts';
import type { Priority } from '../companies/company.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso, isoSeconds } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { standAlone } from '../wishes/merge-repeat.ts';
import { notesOf } from '../wishes/notes.ts';
import { settleFate } from '../wishes/store-wish.ts';
import type { Requested } from '../wishes/wish.ts';
import { graverError, higherPriority, type CallbackContext, type CreatedFrom, type ErrorType } from './callback.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';
import { lockDeskRow, wishOfCallback, type DeskRow } from './desk-row.ts';
import { isOpen, type CallbackStatus } from './desk-state.ts';
import { insertCallback } from './insert-callback.ts';

export type Split =
  | { readonly kind: 'split'; readonly callbackId: string }
  | { readonly kind: 'refused'; readonly status: CallbackStatus }
  | { readonly kind: 'not_merged' }
  | { readonly kind: 'not_found' };

/** As it was joined (join-callback.ts). */
interface Joined {
  readonly created_from: CreatedFrom;
  readonly error_type: ErrorType | null;
  readonly priority: Priority;
  readonly receipt: string;
  readonly reason: string | null;
  readonly due_at: EpochMs;
  readonly due_because: string;
  readonly context: CallbackContext;
}

interface Taken {
  readonly call_id: string | null;
  readonly requested: Requested;
  readonly retell_call_id: string | null;
  readonly from_raw: string | null;
  readonly from_number: string | null;
  readonly branch_id: string | null;
}

export async function splitCallback(tx: Tx, desk: Desk & { readonly actor: Person }, of: { readonly callbackId: string; readonly wishId: string }): Promise<Split> {
  const { company, actor, now, ids } = desk;
  const into = await wishOfCallback(tx, company.id, of.callbackId);
  if (into === null) return { kind: 'not_found' };
  await tx.run('select 1 from wishes where company_id = $1 and id in ($2, $3) order by id for no key update', [company.id, into, of.wishId]);
  const row = must(await lockDeskRow(tx, company.id, of.callbackId), 'callbacks are never deleted');
  if (!isOpen(row.status)) return { kind: 'refused', status: row.status };
  const taken = await tx.maybe<Taken>(
    `select w.call_id, w.requested, k.retell_call_id, k.from_raw, k.from_number, k.branch_id
     from wishes w left join calls k on k.company_id = w.company_id and k.id = w.call_id
     where w.company_id = $1 and w.id = $2 and w.merged_into = $3 and w.fate = 'merged' and w.reason = 'wished_again'`,
    [company.id, of.wishId, into],
  );
  const joined = await joinedOf(tx, company.id, of);
  if (taken === null || joined.length === 0) return { kind: 'not_merged' };
  const id = ids.next();
  await standAlone(tx, company.id, { wishId: of.wishId, at: now });
  await insertOwn(tx, desk, { id, row, wishId: of.wishId, taken, joined });
  await settleFate(tx, company.id, of.wishId, now);
  await addCallbackEvent(tx, company.id, { id: ids.next(), callbackId: of.callbackId, at: now, actor: actorText(actor), kind: 'split', detail: { wish_id: of.wishId, callback_id: id } });
  await addCallbackEvent(tx, company.id, { id: ids.next(), callbackId: id, at: now, actor: actorText(actor), kind: 'split', detail: { wish_id: of.wishId, from_callback_id: of.callbackId } });
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'callback.split', subject: { kind: 'callback', id: of.callbackId }, detail: { wish_id: of.wishId, callback_id: id } });
  return { kind: 'split', callbackId: id };
}

async function joinedOf(tx: Tx, companyId: string, of: { callbackId: string; wishId: string }): Promise<Joined[]> {
  const rows = await tx.rows<{ detail: Joined }>(
    `select detail from callback_events where company_id = $1 and callback_id = $2 and kind = 'joined' and detail ->> 'wish_id' = $3 order by at, id`,
    [companyId, of.callbackId, of.wishId],
  );
  return rows.map(({ detail }) => detail);
}

interface Own {
  readonly id: string;
  readonly row: DeskRow;
  readonly wishId: string;
  readonly taken: Taken;
  readonly joined: readonly Joined[];
}

async function insertOwn(tx: Tx, { company, actor, now, ids }: Desk, { id, row, wishId, taken, joined }: Own): Promise<void> {
  const { requested } = taken;
  const strictest = joined.reduce((one, other) => (other.due_at < one.due_at ? other : one));
  const gravest = joined.reduce((one, other) => (graverError(one.error_type, other.error_type) === one.error_type ? one : other));
  const priority = joined.map((one) => one.priority).reduce(higherPriority);
  const asked = joined.find(({ created_from: from }) => from === 'customer_request') ?? joined[0]!;
  const callerNumber = taken.from_number ?? row.phoneNumber;
  await insertCallback(tx, company.id, {
    // Under the promise that was given for it, which from here on leads to this callback.
    id, receipt: joined[0]!.receipt, wishId, callId: taken.call_id, priority, errorType: gravest.error_type, errorMessage: gravest.reason,
    createdFrom: asked.created_from, customerName: requested.customerName ?? null, phoneNumber: requested.phone ?? callerNumber,
    phoneRaw: requested.phoneRaw ?? taken.from_raw, customerEmail: requested.email ?? null, branchId: taken.branch_id ?? row.branchId,
    serviceId: requested.serviceId ?? null, dueAt: strictest.due_at, dueBecause: strictest.due_because, preferredTimeWindow: null, notes: notesOf(requested),
    metadata: {
      ...Object.assign({}, ...joined.map(({ context }) => context)) as CallbackContext,
      error_type: gravest.error_type, call_id: taken.call_id, retell_call_id: taken.retell_call_id, from_number: taken.from_raw,
      created_from: asked.created_from, created_at_iso: isoSeconds(now),
    },
    createdAt: now, createdBy: actorText(actor),
  });
  for (const one of joined.slice(1)) {
    await addCallbackEvent(tx, company.id, { id: ids.next(), callbackId: id, at: now, actor: actorText(actor), kind: 'joined', detail: { ...one, wish_id: wishId, call_id: taken.call_id, split_at: iso(now) } });
  }
}
