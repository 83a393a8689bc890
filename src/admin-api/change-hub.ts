// Changes of every company arrive on one LISTEN connection of this node and go to the browsers that watch that
// company. Because they come from the database, a change made on another node arrives too.
import type { Database } from '../platform/database.ts';
import { messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';

export const CHANGES_CHANNEL = 'fangnetz_changes';
const HEARTBEAT_MS = 15_000;

/** What changed; the watcher asks for it again, so that nothing personal travels here. */
export interface Change {
  readonly kind: string;
  readonly id: string;
}

export interface Watcher {
  readonly companyId: string;
  /** The branches that he is limited to; null: all of them. */
  readonly branches: readonly string[] | null;
  /** Of the account; what somebody may see is asked again when that changes. null: a key or a link. */
  readonly userId: string | null;
  change(change: Change): void;
  heartbeat(): void;
  end(): void;
}

export interface ChangeHub {
  /** Returns the way to leave. */
  watch(watcher: Watcher): () => void;
  watchers(): number;
  close(): void;
}

export function createChangeHub(means: { world: Pick<World, 'clock' | 'log'>; database: Database }): ChangeHub {
  const { world, database } = means;
  const watchers = new Set<Watcher>();
  const stop = new AbortController();
  const stopListening = database.listen(CHANGES_CHANNEL, (payload) => {
    // Said after each (re)connection: something may have been missed, so every page asks again.
    if (payload === '') {
      for (const watcher of watchers) watcher.change({ kind: 'resync', id: '' });
      return;
    }
    const change = parse(payload);
    if (change === null) {
      world.log.warn({ event: 'changes.unreadable', length: payload.length }, 'a notification was not understood; pages show this change only when they next ask');
      return;
    }
    for (const watcher of watchers) {
      if (watcher.companyId !== change.companyId) continue;
      // His rights have changed: the stream ends, and comes back with what he may see now.
      if (change.kind === 'access') {
        if (watcher.userId === change.id) watcher.end();
      } else if (change.branchId === null || watcher.branches === null || watcher.branches.includes(change.branchId)) {
        watcher.change({ kind: change.kind, id: change.id });
      }
    }
  });
  void beat();

  async function beat(): Promise<void> {
    try {
      while (!stop.signal.aborted) {
        await world.clock.sleep(HEARTBEAT_MS, stop.signal);
        for (const watcher of watchers) watcher.heartbeat();
      }
    } catch (error) {
      if (!stop.signal.aborted) world.log.error({ event: 'changes.heartbeat', error: messageOf(error) }, 'the heartbeat of the event streams has stopped');
    }
  }

  return {
    watch: (watcher) => {
      if (stop.signal.aborted) {
        watcher.end();
        return () => undefined;
      }
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    watchers: () => watchers.size,
    close: () => {
      stop.abort();
      stopListening();
      for (const watcher of watchers) watcher.end();
      watchers.clear();
    },
  };
}

function parse(payload: string): (Change & { readonly companyId: string; readonly branchId: string | null }) | null {
  try {
    const { company_id: companyId, kind, id, branch_id: branchId } = JSON.parse(payload) as Record<string, unknown>;
    if (typeof companyId !== 'string' || typeof id !== 'string' || typeof kind !== 'string' || !/^[a-z_]{1,40}$/.test(kind)) return null;
    return { companyId, kind, id, branchId: typeof branchId === 'string' ? branchId : null };
  } catch {
    return null; // reported by the caller, with the length only: it is text from anywhere
  }
}
