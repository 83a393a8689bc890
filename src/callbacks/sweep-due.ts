// Looks at every callback at which something is due, on however many nodes. The instants are columns of the callbacks
// themselves (watch.ts). One transaction each: a row that fails is put off and told, and keeps none of the others waiting.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Actor } from '../companies/actor.ts';
import type { Directory } from '../companies/directory.ts';
import { lookAtCallback } from './look-at-callback.ts';

export interface SweepParts {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly metrics: Pick<Metrics, 'sweepFailed'>;
}

export interface Sweep {
  /** Returns how many callbacks it looked at. */
  run(): Promise<number>;
  /** What could not be looked at and waits to be tried again; null: everything could. */
  trouble(): string | null;
}

export const SWEEPER: Actor = { kind: 'machine', by: 'sweep' };

const AT_ONCE = 20;
/** Few, because the connections belong to those who are on the phone. */
const AT_THE_SAME_TIME = 2;
/** How long another node leaves alone what this one took. */
const HOLD_MS = 60_000;
const AFTER_FAILURE_MS = 5 * 60_000;

interface DueCallback {
  readonly company_id: string;
  readonly id: string;
  readonly due_at: EpochMs;
}

export function sweepDue(parts: SweepParts): Sweep {
  const failing = new Map<string, { readonly why: string; readonly at: EpochMs }>();

  async function run(): Promise<number> {
    const { world, database } = parts;
    const now = world.clock.now();
    // another node may have done since what failed here
    for (const [id, { at }] of failing) if (at < now - 2 * AFTER_FAILURE_MS) failing.delete(id);
    const due = await database.asMachine(async (tx) =>
      await tx.rows<DueCallback>(
        `update callbacks set watch_at = $2 where (company_id, id) in (
           select company_id, id from callbacks where watch_at <= $1 order by watch_at, due_at, id limit $3 for update skip locked)
         returning company_id, id, due_at`,
        [iso(now), iso(now + HOLD_MS), AT_ONCE],
      ),
    );
    // the most pressing first: it has the choice of who is free
    const inOrder = due.toSorted((a, b) => a.due_at - b.due_at || (a.id < b.id ? -1 : 1));
    for (let from = 0; from < inOrder.length; from += AT_THE_SAME_TIME) {
      await Promise.all(inOrder.slice(from, from + AT_THE_SAME_TIME).map(async (callback) => await lookAt(callback)));
    }
    return due.length;
  }

  async function lookAt({ company_id: companyId, id }: DueCallback): Promise<void> {
    const { world, database, directory, metrics } = parts;
    const company = directory.company(companyId);
    // a company that this node has not heard of yet; the hold ends by itself
    if (company === null) return;
    const now = world.clock.now();
    try {
      await database.inCompany(companyId, async (tx) => await lookAtCallback(tx, { company, actor: SWEEPER, now, ids: world.ids }, id));
      failing.delete(id);
    } catch (error) {
      if (isFault(error, 'DATABASE_UNAVAILABLE')) throw error;
      failing.set(id, { why: messageOf(error), at: now });
      metrics.sweepFailed('callbacks.watch');
      world.log.error({ event: 'callback.watch_failed', company: company.slug, callback_id: id, error: messageOf(error) }, 'a callback could not be looked at and is put off');
      await database.inCompany(companyId, async (tx) =>
        await tx.run('update callbacks set watch_at = $3 where company_id = $1 and id = $2 and watch_at is not null', [companyId, id, iso(now + AFTER_FAILURE_MS)]),
      );
    }
  }

  return { run, trouble: () => (failing.size === 0 ? null : [...failing].map(([id, { why }]) => `callback ${id}: ${why}`).slice(0, 3).join('; ')) };
}
