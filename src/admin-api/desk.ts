// From a request to a change at the desk and back: who asks, in which company, and which problem an outcome is.
import type { FastifyRequest } from 'fastify';
import type { Change, Desk } from '../callbacks/change-callback.ts';
import { readCallback } from '../callbacks/read-callback.ts';
import { undoable } from '../callbacks/undo.ts';
import type { CallbackView } from '../callbacks/callback-view.ts';
import type { Person } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Metrics } from '../platform/metrics.ts';
import { isUuid } from '../platform/uuid.ts';
import type { World } from '../platform/world.ts';
import { actorOf, companyOf } from './access.ts';
import { Problem } from './problem.ts';

export type PersonsDesk = Desk & { readonly actor: Person };

/** What an action did; a note is no change of the callback's state. */
export type Done = Change | { readonly kind: 'noted'; readonly eventId: string };
type DidIt = Exclude<Done, { kind: 'refused' | 'not_found' }>;

export function deskOf(request: FastifyRequest, world: Pick<World, 'clock' | 'ids'>): PersonsDesk {
  return { company: companyOf(request), actor: actorOf(request), now: world.clock.now(), ids: world.ids };
}

/** Throws Problem NOT_FOUND for what cannot be an id: a statement would refuse it as an error. */
export function callbackIdOf(request: { readonly params: { readonly id: string } }): string {
  const { id } = request.params;
  if (!isUuid(id)) throw new Problem('NOT_FOUND', 'There is no such callback.');
  return id;
}

/** Throws Problem NOT_FOUND or STATE_CONFLICT. */
export function mustBeDone(done: Done): DidIt {
  if (done.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
  if (done.kind !== 'refused') return done;
  if (done.why === 'past') throw new Problem('REQUEST_INVALID', 'until: is not in the future');
  if (done.why === 'erased') throw new Problem('STATE_CONFLICT', 'Whoever wished it was erased at his own request; nothing is left to be done.', { state: done.status });
  throw new Problem('STATE_CONFLICT', `The callback is ${done.status}; that does not allow this.`, { state: done.status });
}

type Shown = CallbackView & { metadata: Record<string, unknown> };

/** The callback as it is now, for the answer. */
export async function callbackNow(tx: Tx, desk: Desk, id: string): Promise<Shown> {
  const found = await readCallback(tx, { companyId: desk.company.id, idOrReceipt: id, now: desk.now });
  if (found === null) throw new Problem('NOT_FOUND', 'There is no such callback.');
  return { ...found.callback, metadata: { ...found.callback.metadata } };
}

/** The same after an action, with what an undo would take back. */
export async function changedCallback(tx: Tx, desk: PersonsDesk, of: { readonly id: string; readonly done: Pick<DidIt, 'kind'> }): Promise<Shown & { undo: ShownUndo | null }> {
  const callback = await callbackNow(tx, desk, of.id);
  return { ...callback, undo: of.done.kind === 'unchanged' ? null : await undoNow(tx, desk, callback) };
}

interface ShownUndo {
  readonly event_id: string;
  readonly kind: string;
  readonly until: string;
}

export async function undoNow(tx: Tx, desk: PersonsDesk, callback: { readonly id: string; readonly version: number }): Promise<ShownUndo | null> {
  const undo = await undoable(tx, desk, callback);
  return undo === null ? null : { event_id: undo.eventId, kind: undo.kind, until: iso(undo.until) };
}

const RESOLUTIONS: ReadonlySet<string> = new Set(['appointment_booked', 'answered', 'no_longer_needed', 'solved_otherwise', 'duplicate', 'settled_in_call', 'other']);

/** Call it once the change is committed; null: it was made by an earlier request. A resolution in words of somebody's own would be a series of its own. */
export function countChange(metrics: Metrics, done: Done | null): void {
  if (done?.kind !== 'changed') return;
  const { before, after } = done;
  if (before.contactedAt === null && after.contactedAt !== null) metrics.callbackResponse(after.errorType, (after.contactedAt - after.createdAt) / 1000);
  if (before.status !== 'completed' && after.status === 'completed') {
    metrics.callbackCompleted({ errorType: after.errorType, resolution: RESOLUTIONS.has(after.resolution ?? '') ? after.resolution! : 'other' });
  }
}
