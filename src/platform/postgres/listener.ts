// LISTEN on one connection for all channels, for as long as the process lives.
import { assert } from '../assert.ts';
import { messageOf } from '../errors.ts';
import type { Clock, Log } from '../world.ts';
import { within } from '../within.ts';
import { ConnectionLost } from './connection.ts';
import type { Connection } from './connection.ts';

const BACK_OFF_MS = [100, 250, 500, 1000, 2000, 5000];
// A listener only ever reads, so a server that vanished silently would never be noticed.
const HEARTBEAT_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5000;

type OnNotify = (payload: string) => void;

export class Listener {
  readonly #open: (signal: AbortSignal) => Promise<Connection>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #channels = new Map<string, Set<OnNotify>>();
  readonly #closed = new AbortController();
  #connection: Connection | null = null;
  #running = false;

  constructor(options: { open: (signal: AbortSignal) => Promise<Connection>; clock: Clock; log: Log }) {
    this.#open = options.open;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  listen(channel: string, onNotify: OnNotify): () => void {
    assert(/^[a-z_][a-z0-9_]{0,62}$/.test(channel), `not a channel name: ${channel}`);
    const callback: OnNotify = (payload) => onNotify(payload); // one entry per call, even for the same function
    const callbacks = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, callbacks.add(callback));
    if (this.#connection !== null) void this.#subscribe(this.#connection, [channel], [callback]);
    if (!this.#running && !this.#closed.signal.aborted) {
      this.#running = true;
      void this.#run();
    }
    return () => callbacks.delete(callback);
  }

  close(): void {
    this.#closed.abort(new Error('the database was closed'));
    this.#connection?.close();
    this.#channels.clear();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const connection = await this.#open(signal);
        connection.onNotification((channel, payload) => this.#tell(this.#channels.get(channel) ?? [], payload));
        this.#connection = connection;
        await this.#subscribe(connection, [...this.#channels.keys()], this.#callbacks());
        if (connection.broken === null) failures = 0;
        await this.#untilLost(connection);
      } catch (error) {
        this.#log.debug({ event: 'database_listen_failed', error: messageOf(error) }, 'No connection to listen for notifications');
      }
      this.#connection = null;
      const pauseMs = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)]!;
      failures += 1;
      if (!signal.aborted) await this.#clock.sleep(pauseMs, signal).catch(() => undefined); // rejects at close, which ends the loop
    }
  }

  #callbacks(): readonly OnNotify[] {
    const all: OnNotify[] = [];
    for (const callbacks of this.#channels.values()) all.push(...callbacks);
    return all;
  }

  // Whoever listens is told once when the ears are open: what was notified before went unheard.
  async #subscribe(connection: Connection, channels: readonly string[], callbacks: readonly OnNotify[]): Promise<void> {
    try {
      await this.#ask(connection, channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch (error) {
      this.#log.debug({ event: 'database_listen_failed', error: messageOf(error) }, 'LISTEN failed; the connection is replaced');
      connection.destroy();
      return;
    }
    this.#tell(callbacks, '');
  }

  async #untilLost(connection: Connection): Promise<void> {
    while (connection.broken === null) {
      const beat = new AbortController();
      await Promise.race([connection.lost, this.#clock.sleep(HEARTBEAT_EVERY_MS, beat.signal)]);
      beat.abort();
      if (connection.broken === null) await this.#ask(connection, 'SELECT 1').catch(() => connection.destroy());
    }
  }

  async #ask(connection: Connection, text: string): Promise<void> {
    await within(this.#clock, ANSWER_WITHIN_MS, connection.query(text), () => new ConnectionLost(`no answer within ${ANSWER_WITHIN_MS} ms`));
  }

  #tell(callbacks: Iterable<OnNotify>, payload: string): void {
    for (const callback of callbacks) {
      try {
        callback(payload);
      } catch (error) {
        this.#log.error({ event: 'database_notify_callback_failed', error: messageOf(error) }, 'A listener to a notification failed');
      }
    }
  }
}
