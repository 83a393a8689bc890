// Whether the database is there, as far as the last exchange with it tells.
import { messageOf } from '../errors.ts';
import type { Clock, Log } from '../world.ts';

export type State = 'up' | 'down';

const PROBE_EVERY_MS = 1000;

export class Availability {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #probe: (signal: AbortSignal) => Promise<void>;
  readonly #callbacks = new Set<(state: State) => void>();
  readonly #closed = new AbortController();
  #state: State = 'down';
  #probing = false;

  /** `probe` rejects while the database cannot be used. */
  constructor(options: { clock: Clock; log: Log; probe: (signal: AbortSignal) => Promise<void> }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#probe = options.probe;
  }

  get state(): State {
    return this.#state;
  }

  /** Probes until the database is seen up; for the start, when nothing is known yet. */
  watch(): void {
    if (this.#probing || this.#closed.signal.aborted) return;
    this.#probing = true;
    void this.#probeUntilUp();
  }

  up(): void {
    this.#change('up', null);
  }

  down(reason: string): void {
    this.#change('down', reason);
    this.watch();
  }

  /** One answer was late, which is the server's fault or not: it is asked at once, and counts as down if it does not answer. */
  doubt(reason: string): void {
    if (this.#probing || this.#closed.signal.aborted) return;
    this.#probing = true;
    void this.#probeOnce(reason);
  }

  onChange(callback: (state: State) => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  close(): void {
    this.#closed.abort(new Error('the database was closed'));
    this.#callbacks.clear();
  }

  #change(state: State, reason: string | null): void {
    if (this.#state === state || this.#closed.signal.aborted) return;
    this.#state = state;
    if (state === 'up') this.#log.info({ event: 'database_up' }, 'The database answers');
    else this.#log.warn({ event: 'database_down', reason }, 'The database does not answer');
    for (const callback of this.#callbacks) this.#tell(callback, state);
  }

  #tell(callback: (state: State) => void, state: State): void {
    try {
      callback(state);
    } catch (error) {
      this.#log.error({ event: 'database_state_callback_failed', error: messageOf(error) }, 'A listener to the database state failed');
    }
  }

  async #probeOnce(reason: string): Promise<void> {
    try {
      await this.#probe(this.#closed.signal);
      this.#probing = false;
      this.up();
    } catch (error) {
      this.#log.debug({ event: 'database_probe_failed', error: messageOf(error) }, 'The database answers nobody else either');
      this.#probing = false;
      this.down(reason);
    }
  }

  async #probeUntilUp(): Promise<void> {
    const { signal } = this.#closed;
    while (this.#state === 'down' && !signal.aborted) {
      try {
        await this.#probe(signal);
        this.up();
      } catch (error) {
        this.#log.debug({ event: 'database_probe_failed', error: messageOf(error) }, 'The database still does not answer');
        await this.#clock.sleep(PROBE_EVERY_MS, signal).catch(() => undefined); // rejects at close, which ends the loop
      }
    }
    this.#probing = false;
  }
}
