// The one way a callback changes once it stands: decided under lock, written with its line in the timeline, the fate of its
// wish, who is told and the audit log, all in one transaction. A change that goes around this file is one that nobody can
// undo, prove or be told of.
import { appendAudit } from '../audit/append-audit.ts';
import type { Actor } from '../companies/actor.ts';
import { actorText } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import type { Tx } from '../platform/database.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notice } from '../outbox/notice.ts';
import type { EpochMs, Ids } from '../platform/world.ts';
import { followEndedCallback, followOpenCallback, lockWish } from '../wishes/follow-callback.ts';
import { addCallbackEvent } from './callback-events.ts';
import { decide } from './decide.ts';
import type { DeskEvent } from './decide.ts';
import { keepEffort } from './keep-effort.ts';
import { dropIdleClaim } from './release-claim.ts';
import { lockDeskRow, wishOfCallback, writeDeskState } from './desk-row.ts';
import type { DeskRow } from './desk-row.ts';
import type { CallbackStatus, DeskState } from './desk-state.ts';
import { isOpen } from './desk-state.ts';
import { noticesOf } from './notices.ts';
import { prolongClaim } from './prolong-claim.ts';
import { resolveEscalations } from './resolve-escalations.ts';
import { watchAt } from './watch.ts';

export interface Desk {
  readonly company: Company;
  readonly actor: Actor;
  readonly now: EpochMs;
  readonly ids: Ids;
}

export type Change =
  | { readonly kind: 'changed'; readonly before: DeskRow; readonly after: DeskRow; readonly eventId: string }
  | { readonly kind: 'unchanged'; readonly row: DeskRow }
  | { readonly kind: 'refused'; readonly why: 'status' | 'machine' | 'past' | 'erased'; readonly status: CallbackStatus }
  | { readonly kind: 'not_found' };

/** What happens; where it depends on the row (a deadline that may only become earlier), it is made of the locked one. */
export type EventOf = DeskEvent | ((row: DeskRow) => DeskEvent);

export interface Asked {
  readonly id: string;
  readonly event: EventOf;
  /** Goes into the timeline beside what changed. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What of an undone change nobody was told: then nobody needs to be told that it is otherwise again. */
  readonly unheard?: readonly Pick<Notice, 'kind' | 'to'>[];
}

export async function changeCallback(tx: Tx, desk: Desk, of: Asked): Promise<Change> {
  const { company, actor, now } = desk;
  const wishId = await wishOfCallback(tx, company.id, of.id);
  if (wishId === null) return { kind: 'not_found' };
  await lockWish(tx, company.id, wishId);
  const before = await lockDeskRow(tx, company.id, of.id);
  if (before === null) return { kind: 'not_found' };
  if (before.erased) return { kind: 'refused', why: 'erased', status: before.status };
  const event = typeof of.event === 'function' ? of.event(before) : of.event;
  const decision = decide(before, event, { now, by: actor.kind === 'machine' ? 'machine' : 'person' });
  if (decision.kind === 'refused') return { kind: 'refused', why: decision.why, status: before.status };
  if (decision.kind === 'unchanged') return { kind: 'unchanged', row: before };
  const after: DeskRow = { ...before, ...decision.state, version: before.version + 1 };
  await writeDeskState(tx, company.id, { id: before.id, state: after, watchAt: watchAt(after, company.callbacks, now), at: now });
  const closes = isOpen(before.status) && !isOpen(after.status);
  const claim = closes ? await dropIdleClaim(tx, company.id, after.callerKey) : null;
  const eventId = desk.ids.next();
  await addCallbackEvent(tx, company.id, {
    id: eventId, callbackId: before.id, at: now, actor: actorText(actor), kind: event.kind,
    detail: { ...factsOf(event), ...of.detail, version: after.version, status: after.status, before: changedFields(before, after), ...(claim === null ? {} : { claim }) },
  });
  await keepEffort(tx, desk, { event, after, eventId });
  await followWish(tx, desk, { before, after });
  if (closes) await resolveEscalations(tx, company.id, { callbackId: before.id, reasons: null, by: actorText(actor), at: now });
  if (before.assignedTo === null && after.assignedTo !== null) await resolveEscalations(tx, company.id, { callbackId: before.id, reasons: ['unassigned_too_long'], by: actorText(actor), at: now });
  if (event.kind === 'attempt') await prolongClaim(tx, desk, after.callerKey);
  await enqueueNotices(tx, company.id, noticesOf({ event, before, after, actor, eventId, at: now, unheard: of.unheard ?? [] }));
  // last: it holds the company's chain until the transaction ends
  await appendAudit(tx, company.id, {
    at: now, actor: actorText(actor), action: `callback.${event.kind}`, subject: { kind: 'callback', id: before.id },
    detail: { from: before.status, to: after.status, changed: Object.keys(changedFields(before, after)) },
  });
  return { kind: 'changed', before, after, eventId };
}

async function followWish(tx: Tx, desk: Desk, { before, after }: { before: DeskRow; after: DeskRow }): Promise<void> {
  const { company, actor, now } = desk;
  if (isOpen(before.status) === isOpen(after.status)) return;
  if (isOpen(after.status)) return await followOpenCallback(tx, company.id, { wishId: after.wishId, at: now });
  await followEndedCallback(tx, company.id, { wishId: after.wishId, reason: after.resolution ?? after.status, by: actorText(actor), at: now });
}

/** What the event says, without what the state shows anyway. */
function factsOf(event: DeskEvent): Record<string, unknown> {
  const { kind: _kind, ...facts } = event;
  if (event.kind === 'undo') return { undone: event.undone };
  return facts;
}

/** Exactly what an undo has to put back. */
function changedFields(before: DeskState, after: DeskState): Partial<DeskState> {
  const fields = UNDOABLE.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(fields.map((field) => [field, before[field]]));
}

const UNDOABLE = [
  'status', 'priority', 'dueAt', 'dueBecause', 'assignedTo', 'assignedAt', 'contactedAt', 'completedAt', 'resolution', 'resolutionNotes', 'appointmentId',
  'attemptsCount', 'lastAttemptAt', 'nextAttemptAt', 'snoozedUntil', 'snoozeWords', 'decisionSince', 'warnedAt', 'escalationLevel', 'escalatedAt',
] as const satisfies readonly (keyof DeskState)[];
