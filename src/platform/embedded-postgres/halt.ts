import { isAlive } from '../process-identity.ts';

export interface HaltBounds {
  /** How long a fast shutdown (SIGINT: roll back, checkpoint, exit) may take before an immediate one is asked for. */
  readonly fastMs: number;
  /** The same for the immediate one (SIGQUIT), before the process is killed. */
  readonly immediateMs: number;
}

const HALT_BOUNDS: HaltBounds = { fastMs: 5_000, immediateMs: 2_000 };
const POLL_MS = 20;

/** Stops a postmaster: fast, then immediate, then kill. PostgreSQL recovers from each of them. Resolves once it is gone. */
export async function halt(pid: number, bounds: HaltBounds = HALT_BOUNDS): Promise<void> {
  send(pid, 'SIGINT');
  // A frozen one cannot obey before it goes on.
  send(pid, 'SIGCONT');
  if (await gone(pid, bounds.fastMs)) return;
  send(pid, 'SIGQUIT');
  if (await gone(pid, bounds.immediateMs)) return;
  send(pid, 'SIGKILL');
  await gone(pid, 2_000);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}
