// The work that nobody asks for: swept at start and every few seconds. What is due stands as an instant in our own
// tables or in the journal, so a sweep that is missed only comes later.
import { isFault, messageOf } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Returns how much it did; as long as it does something it is run again at once. */
  readonly run: () => Promise<number>;
  /** What a run that came to its end could not deal with and put off; null: nothing. */
  readonly trouble?: () => string | null;
}

export interface JobsStatus {
  readonly state: 'up' | 'degraded' | 'down';
  readonly reason: string | null;
}

export interface Jobs {
  status(): JobsStatus;
  /** Runs the job as soon as it is idle, without waiting for its interval. */
  nudge(name: string): void;
  /** Lets what runs come to its end. */
  stop(): Promise<void>;
}

const RUNS_IN_A_ROW = 50;
/** After a failure, doubled with each further one: what runs every ten minutes would be called late for ten minutes, because the start was slow. */
const AGAIN_MS = 5_000;

export function startJobs(world: World, jobs: readonly Job[]): Jobs {
  const ending = new AbortController();
  const failures = new Map<string, string>();
  const nudges = new Map<string, () => void>();

  async function keepRunning(job: Job): Promise<void> {
    let failed = 0;
    while (!ending.signal.aborted) {
      const nudge = new AbortController();
      // Before the run: who nudges while it runs may mean what it has already passed by.
      nudges.set(job.name, () => nudge.abort());
      failed = (await runOnce(job)) ? 0 : failed + 1;
      if (nudge.signal.aborted) continue;
      await world.clock.sleep(failed === 0 ? job.everyMs : Math.min(job.everyMs, AGAIN_MS * 2 ** (failed - 1)), AbortSignal.any([ending.signal, nudge.signal])).catch(() => undefined);
    }
  }

  /** False: it failed. */
  async function runOnce(job: Job): Promise<boolean> {
    try {
      for (let runs = 0; runs < RUNS_IN_A_ROW && !ending.signal.aborted; runs++) {
        if ((await job.run()) === 0) break;
      }
      failures.delete(job.name);
      return true;
    } catch (error) {
      failures.set(job.name, messageOf(error));
      if (isFault(error, 'DATABASE_UNAVAILABLE')) world.log.debug({ event: 'job.waits', job: job.name }, 'a job waits for the database');
      else world.log.error({ event: 'job.failed', job: job.name, error: messageOf(error) }, 'a job failed and will be run again');
      return false;
    }
  }

  const loops = jobs.map(async (job) => await keepRunning(job));
  return {
    status: () => {
      const troubles = jobs.flatMap(({ name, trouble }) => (failures.has(name) ? [] : [[name, trouble?.() ?? null] as const])).filter(([, message]) => message !== null);
      const reasons = [...failures, ...troubles];
      if (reasons.length === 0) return { state: 'up', reason: null };
      const reason = reasons.map(([name, message]) => `${name}: ${message}`).join('; ');
      return { state: failures.size === jobs.length ? 'down' : 'degraded', reason };
    },
    nudge: (name) => nudges.get(name)?.(),
    stop: async () => {
      ending.abort();
      await Promise.all(loops);
    },
  };
}
