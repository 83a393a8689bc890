// Who holds a lock, and whether it still runs: the port for that. A pid alone says little, since systems give it
// out again (containers nearly always); with the process's start it is unique on one machine.

export interface ProcessMark {
  readonly pid: number;
  /** When it started, in whatever form the system tells it; only compared. */
  readonly start: string;
  readonly host: string;
  /** Boot and pid namespace: within one of them a pid can be looked up, from another it cannot. */
  readonly space: string;
}

/** `unknown`: it runs, or ran, where we cannot look: in another container or on another machine. */
export type ProcessState = 'alive' | 'dead' | 'unknown';

export interface Processes {
  self(): Promise<ProcessMark>;
  /** The start of the process with this pid here, or null where there is none (or only its zombie). */
  startOf(pid: number): Promise<string | null>;
}

export async function processState(processes: Processes, mark: ProcessMark): Promise<ProcessState> {
  const self = await processes.self();
  if (mark.space === self.space) return (await processes.startOf(mark.pid)) === mark.start ? 'alive' : 'dead';
  // The same host after a reboot, or the same container started again: its processes ended with it.
  return mark.host === self.host ? 'dead' : 'unknown';
}
