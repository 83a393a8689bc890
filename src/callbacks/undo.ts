// Takes back what somebody has just done, by doing the opposite: both stand in the timeline. Only his own last action, only
// for some minutes, and only while nothing has happened since; otherwise it would take back what others built on it. What the
// machine settled because of something that the customer did, anybody may take back, and for longer: nobody was watching.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { Person } from '../companies/actor.ts';
import { MINUTE_MS } from '../companies/wall-clock.ts';
import { retractNotices } from '../outbox/retract.ts';
import { assert } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import type { EpochMs } from '../platform/world.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { addCallbackEvent } from './callback-events.ts';
import { changeCallback } from './change-callback.ts';
import type { Desk } from './change-callback.ts';
import { lockDeskRow, wishOfCallback } from './desk-row.ts';
import type { DeskRow } from './desk-row.ts';
import type { DeskState } from './desk-state.ts';
import { isOpen } from './desk-state.ts';
import { restoreClaim } from './release-claim.ts';
import type { EndedClaim } from './release-claim.ts';
import { reopenEscalations } from './resolve-escalations.ts';

export const UNDO_MINUTES = 10;
export const SETTLED_DAYS = 30;

export type Undone =
  | { readonly kind: 'undone'; readonly undone: string; readonly before: DeskRow; readonly after: DeskRow; readonly eventId: string }
  | { readonly kind: 'refused'; readonly why: 'nothing' | 'already' | 'too_late' | 'moved_on'; readonly row: DeskRow }
  | { readonly kind: 'not_found' };

interface LastAction {
  readonly id: string;
  readonly kind: string;
  readonly at: EpochMs;
  readonly detail: { readonly version?: number; readonly before?: Partial<DeskState>; readonly claim?: EndedClaim; readonly undone?: string; readonly attempt?: string };
}

type PersonsDesk = Desk & { readonly actor: Person };

export async function undoLast(tx: Tx, desk: PersonsDesk, callbackId: string): Promise<Undone> {
  const { company, now } = desk;
  const wishId = await wishOfCallback(tx, company.id, callbackId);
  if (wishId === null) return { kind: 'not_found' };
  await lockWish(tx, company.id, wishId);
  const row = await lockDeskRow(tx, company.id, callbackId);
  if (row === null) return { kind: 'not_found' };
  const last = (await settledByMachine(tx, company.id, row)) ?? (await lastAction(tx, { companyId: company.id, callbackId, actor: actorText(desk.actor) }));
  if (last === null) return { kind: 'refused', why: 'nothing', row };
  if (last.kind === 'undo') return { kind: 'refused', why: 'already', row };
  if (now > undoableUntil(last)) return { kind: 'refused', why: 'too_late', row };
  if (last.kind === 'note') return await withdrawNote(tx, desk, { row, last });
  if (last.detail.version !== row.version) return { kind: 'refused', why: 'moved_on', row };
  return await compensate(tx, desk, { row, last });
}

async function compensate(tx: Tx, desk: PersonsDesk, { row, last }: { row: DeskRow; last: LastAction }): Promise<Undone> {
  const { company, now } = desk;
  const retracted = await retractNotices(tx, company.id, last.id);
  const change = await changeCallback(tx, desk, { id: row.id, event: { kind: 'undo', undone: last.id, before: last.detail.before ?? {} }, unheard: retracted });
  if (change.kind !== 'changed') return { kind: 'refused', why: 'moved_on', row };
  if (isOpen(change.after.status) && !isOpen(row.status)) {
    await reopenEscalations(tx, company.id, { callbackId: row.id, resolvedAt: last.at });
    if (last.detail.claim !== undefined) await restoreClaim(tx, desk, { callerKey: row.callerKey, claim: last.detail.claim, now });
  }
  const attempt = last.detail.attempt === undefined ? null : await eventOf(tx, company.id, last.detail.attempt);
  const undone: Undone = { kind: 'undone', undone: last.id, before: change.before, after: change.after, eventId: change.eventId };
  if (attempt === null) return undone;
  // the call that was told in the same breath as the completion: left standing, it would count a contact that there was not
  const withdrawn = await changeCallback(tx, desk, { id: row.id, event: { kind: 'undo', undone: attempt.id, before: attempt.detail.before ?? {} } });
  assert(withdrawn.kind === 'changed', 'what is open again was locked by us and takes back any of its own actions');
  return { ...undone, after: withdrawn.after };
}

async function eventOf(tx: Tx, companyId: string, id: string): Promise<LastAction | null> {
  return await tx.maybe<LastAction>('select id, kind, at, detail from callback_events where company_id = $1 and id = $2', [companyId, id]);
}

/** The text stays where it was written, marked as taken back; who was mentioned and has not heard of it yet never will. */
async function withdrawNote(tx: Tx, desk: PersonsDesk, { row, last }: { row: DeskRow; last: LastAction }): Promise<Undone> {
  const { company, actor, now, ids } = desk;
  await retractNotices(tx, company.id, last.id);
  const eventId = ids.next();
  await addCallbackEvent(tx, company.id, { id: eventId, callbackId: row.id, at: now, actor: actorText(actor), kind: 'undo', detail: { undone: last.id } });
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'callback.undo', subject: { kind: 'callback', id: row.id }, detail: { undone: last.id } });
  return { kind: 'undone', undone: last.id, before: row, after: row, eventId };
}

function undoableUntil({ kind, at }: LastAction): EpochMs {
  return at + (kind === 'settle' ? SETTLED_DAYS * 24 * 60 : UNDO_MINUTES) * MINUTE_MS;
}

/** Where that is the last thing that happened to it. */
async function settledByMachine(tx: Tx, companyId: string, callback: { readonly id: string; readonly version: number }): Promise<LastAction | null> {
  return await tx.maybe<LastAction>(
    `select id, kind, at, detail from callback_events where company_id = $1 and callback_id = $2 and kind = 'settle' and actor = 'machine' and detail ->> 'version' = $3`,
    [companyId, callback.id, String(callback.version)],
  );
}

/** Claims are no changes of the callback: they are given back, not undone. */
async function lastAction(tx: Tx, of: { companyId: string; callbackId: string; actor: string }): Promise<LastAction | null> {
  return await tx.maybe<LastAction>(
    `select id, kind, at, detail from callback_events
     where company_id = $1 and callback_id = $2 and actor = $3 and (kind = 'note' or detail ? 'version' or kind = 'undo')
     order by at desc, id desc limit 1`,
    [of.companyId, of.callbackId, of.actor],
  );
}

/** What an undo by this person would take back now; null: nothing. */
export async function undoable(tx: Tx, desk: PersonsDesk, callback: { readonly id: string; readonly version: number }): Promise<{ eventId: string; kind: string; until: EpochMs } | null> {
  const last = (await settledByMachine(tx, desk.company.id, callback)) ?? (await lastAction(tx, { companyId: desk.company.id, callbackId: callback.id, actor: actorText(desk.actor) }));
  if (last === null || last.kind === 'undo') return null;
  const until = undoableUntil(last);
  const stands = last.kind === 'note' || last.detail.version === callback.version;
  return stands && desk.now <= until ? { eventId: last.id, kind: last.kind, until } : null;
}
