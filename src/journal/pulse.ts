// Work that is due a little later, on the World's clock. Armed only while there is something to do, so that a
// simulated day does not consist of a journal's heartbeats.
import type { Clock } from '../platform/world.ts';

export class Pulse {
  readonly #clock: Clock;
  readonly #everyMs: number;
  /** Returns whether it wants to be called again. */
  readonly #beat: () => boolean | Promise<boolean>;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #wanted = false;

  constructor(clock: Clock, everyMs: number, beat: () => boolean | Promise<boolean>) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#beat = beat;
  }

  arm(): void {
    if (this.#stop.signal.aborted) return;
    this.#wanted = true;
    this.#running ??= this.#run();
  }

  /** Resolves when no beat runs and none will. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (this.#wanted && !signal.aborted) {
      this.#wanted = false;
      if (!(await this.#slept())) break;
      const again = await this.#beat();
      this.#wanted ||= again;
    }
    // In the same turn as the last look at #wanted, so that no call of `arm` falls between.
    this.#running = null;
  }

  async #slept(): Promise<boolean> {
    try {
      await this.#clock.sleep(this.#everyMs, this.#stop.signal);
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
    return !this.#stop.signal.aborted;
  }
}
