// From a request to a change at the desk and back: who asks, in which company, and which problem an outcome is.
import type { FastifyRequest } from 'fastify';
import type { Change, Desk } from '../callbacks/change-callback.ts';
import { readCallback } from '../callbacks/read-callback.ts';
import type { CallbackView } from '../callbacks/callback-view.ts';
import type { Person } from '../companies/actor.ts';
import type { Tx } from '../platform/database.ts';
import { isUuid } from '../platform/uuid.ts';
import type { World } from '../platform/world.ts';
import { actorOf, companyOf } from './access.ts';
import { Problem } from './problem.ts';

export type PersonsDesk = Desk & { readonly actor: Person };

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
export function mustHaveChanged(change: Change): Exclude<Change, { kind: 'refused' | 'not_found' }> {
  if (change.kind === 'not_found') throw new Problem('NOT_FOUND', 'There is no such callback.');
  if (change.kind !== 'refused') return change;
  if (change.why === 'past') throw new Problem('REQUEST_INVALID', 'until: is not in the future');
  throw new Problem('STATE_CONFLICT', `The callback is ${change.status}; that does not allow this.`, { state: change.status });
}

/** The callback as it is now, for the answer. */
export async function callbackNow(tx: Tx, desk: Desk, id: string): Promise<CallbackView & { metadata: Record<string, unknown> }> {
  const found = await readCallback(tx, { companyId: desk.company.id, idOrReceipt: id, now: desk.now });
  if (found === null) throw new Problem('NOT_FOUND', 'There is no such callback.');
  return { ...found.callback, metadata: { ...found.callback.metadata } };
}
