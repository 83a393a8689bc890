// What trying a booking again would do, for a person who is about to try many: nothing is sent, and nothing is asked of a calendar.
import type { Tx } from '../../platform/database.ts';
import type { EpochMs } from '../../platform/world.ts';
import type { Acting, Missing } from './acting.ts';
import { prepare, readCallbackFacts } from './wanted.ts';
import type { CallbackFacts } from './wanted.ts';

export type Foreseen = {
  readonly id: string;
  readonly customerName: string | null;
  readonly serviceName: string | null;
  readonly startAt: EpochMs | null;
} & (
  /** `would_look`: its time is over; what stands at the calendar would be taken over, and nothing sent. */
  | { readonly kind: 'would_book' | 'would_look' | 'has_appointment' }
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] }
  | { readonly kind: 'claimed'; readonly by: string }
);

/** null: it is closed by now, or gone. */
export async function foreseeRetry(tx: Tx, acting: Acting): Promise<Foreseen | null> {
  const read = await readCallbackFacts(tx, acting);
  if (read.kind === 'claimed') return { id: acting.callbackId, kind: 'claimed', by: read.by, customerName: await nameIn(tx, acting), serviceName: null, startAt: null };
  if (read.kind !== 'found') return null;
  const { facts } = read;
  const ready = prepare(acting, facts, {});
  const customerName = facts.customerName ?? facts.requested.customerName ?? null;
  if (ready.kind === 'incomplete') return { id: acting.callbackId, kind: 'incomplete', missing: ready.missing, customerName, serviceName: serviceIn(acting, facts), startAt: null };
  const { startAt } = ready.draft;
  const kind = facts.appointmentId !== null ? 'has_appointment' : startAt <= acting.desk.now ? 'would_look' : 'would_book';
  return { id: acting.callbackId, kind, customerName, serviceName: ready.service.name, startAt };
}

function serviceIn(acting: Acting, { serviceId, requested }: CallbackFacts): string | null {
  return acting.desk.company.services.find(({ id }) => id === (serviceId ?? requested.serviceId))?.name ?? null;
}

async function nameIn(tx: Tx, { desk, callbackId }: Acting): Promise<string | null> {
  const row = await tx.maybe<{ name: string | null }>('select customer_name as name from callbacks where company_id = $1 and id = $2', [desk.company.id, callbackId]);
  return row?.name ?? null;
}
