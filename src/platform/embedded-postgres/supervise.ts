// Keeps the server running while we do. It is patient: somebody who stops PostgreSQL, or restarts it by hand, is not
// raced; and one that is only frozen (SIGSTOP, a debugger, a snapshot) is left alone.
import { isAlive, procStat } from '../process-identity.ts';

export interface Watched {
  /** Null while none is known to run. */
  pid(): number | null;
  /** Takes over a server that somebody else has started; false where there is none. */
  adopt(): Promise<boolean>;
  /** Throws where it does not succeed. */
  start(): Promise<void>;
}

export interface Patience {
  /** From the moment it is seen dead to the first try. */
  readonly graceMs: number;
  /** Between tries: doubled from the first to the second. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
}

export const PATIENCE: Patience = { graceMs: 10_000, retryMs: 5_000, retryMaxMs: 60_000 };

export interface Watch {
  /** To be called every second or so; `now` in monotonic milliseconds. */
  look(now: number): Promise<'running' | 'waiting' | 'adopted' | 'started' | { readonly failed: unknown }>;
}

export function watch(watched: Watched, patience: Patience = PATIENCE): Watch {
  const identity = new Identity();
  let nextTryAt: number | null = null;
  let retryMs = patience.retryMs;

  return {
    async look(now) {
      const pid = watched.pid();
      if (pid !== null && identity.same(pid)) {
        nextTryAt = null;
        retryMs = patience.retryMs;
        return 'running';
      }
      nextTryAt ??= now + patience.graceMs;
      if (await watched.adopt()) {
        identity.forget();
        return 'adopted';
      }
      if (now < nextTryAt) return 'waiting';
      try {
        await watched.start();
        identity.forget();
        nextTryAt = null;
        return 'started';
      } catch (failed) {
        nextTryAt = now + retryMs;
        retryMs = Math.min(retryMs * 2, patience.retryMaxMs);
        return { failed };
      }
    },
  };
}

/** Remembers the start time of the process it saw first under a pid, so that a reused pid is not taken for it. */
class Identity {
  #pid = 0;
  #startTicks: string | null = null;

  forget(): void {
    this.#pid = 0;
  }

  same(pid: number): boolean {
    if (!isAlive(pid)) return false;
    const startTicks = procStat(pid)?.startTicks ?? null;
    if (pid !== this.#pid) {
      this.#pid = pid;
      this.#startTicks = startTicks;
    }
    return startTicks === this.#startTicks;
  }
}
