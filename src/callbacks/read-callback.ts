import type { Json } from '../journal/journal.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { CALLBACK_COLUMNS, callbackSource, viewOf } from './callback-view.ts';
import type { CallbackRow, CallbackView } from './callback-view.ts';

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, Json>>;
}

export interface CallbackWithTimeline {
  readonly callback: CallbackView;
  /** How the deadline came about, in words. */
  readonly dueBecause: string;
  readonly timeline: readonly TimelineEntry[];
}

/**
 * By its id, or by the receipt under which it was promised while the database was down; such a promise may since
 * have been joined to a callback that was open already, and taken out of it again. null: this company has none.
 */
export async function readCallback(tx: Tx, query: { companyId: string; idOrReceipt: string; now: EpochMs }): Promise<CallbackWithTimeline | null> {
  const { companyId, idOrReceipt, now } = query;
  const [row] = await tx.rows<CallbackRow & { readonly due_because: string }>(
    `select ${CALLBACK_COLUMNS}, c.due_because
     from ${callbackSource('callbacks')}
     where c.company_id = $1
       and c.id in (
         select $3::uuid
         union all select id from callbacks where company_id = $1 and receipt = $3::uuid
         union all select e.callback_id from callback_events e where e.company_id = $1 and e.kind = 'joined' and e.detail ->> 'receipt' = $3::uuid::text)
     order by (c.id = $3::uuid) desc, (c.receipt = $3::uuid) desc, c.created_at desc
     limit 1`,
    [companyId, iso(now), idOrReceipt],
  );
  if (row === undefined) return null;
  const { due_because: dueBecause, ...callback } = row;
  const events = await tx.rows<Omit<TimelineEntry, 'at'> & { readonly at: EpochMs }>(
    `select id, at, actor, kind, detail from callback_events where company_id = $1 and callback_id = $2 order by at, id`,
    [companyId, callback.id],
  );
  return { callback: viewOf(callback), dueBecause, timeline: events.map(({ id, at, actor, kind, detail }) => ({ id, at: iso(at), actor, kind, detail })) };
}
