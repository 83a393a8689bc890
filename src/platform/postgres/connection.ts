// One connection to PostgreSQL that can be thrown away at any moment: pg's own end() says goodbye first, which
// a frozen server never hears.
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { QueryResult } from 'pg';
import { installParsers } from './parsers.ts';

export interface Target {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Plans each text once instead of each time, in what the server keeps for the session: not through a pooler that hands sessions around. */
  readonly keepPlans?: boolean;
}

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

export class Connection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #lost: Promise<Error>;
  #broken: Error | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #pending = 0;
  /** Text → the name under which the server keeps its plan; null: it keeps none. */
  readonly #named: Map<string, string> | null;

  private constructor(target: Target) {
    const socket = new Socket();
    this.#socket = socket;
    this.#named = target.keepPlans === true ? new Map() : null;
    // TCP keep-alive: a firewall that forgets an idle connection would otherwise cost a whole budget to notice.
    this.#client = new Client({
      connectionString: target.url,
      application_name: target.applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
      stream: () => socket,
    });
    installParsers(this.#client);
    this.#lost = new Promise((resolve) => {
      const lose = (error: Error): void => {
        this.#broken ??= error;
        resolve(this.#broken);
      };
      this.#client.on('error', lose);
      socket.once('close', () => lose(new ConnectionLost('the connection to the database was closed')));
    });
  }

  /** Throws what the driver throws when the server refuses or cannot be reached; ends at once when aborted. */
  static async open(target: Target, signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    const connection = new Connection(target);
    const giveUp = (): void => connection.destroy();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([connection.#client.connect(), connection.#lost.then((error) => Promise.reject(error))]);
      signal.throwIfAborted();
      return connection;
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Throws on a bad URL, without connecting. */
  static check(target: Target): void {
    new Connection(target).destroy();
  }

  /** Why this connection is of no use any more; null while it is. */
  get broken(): Error | null {
    return this.#broken;
  }

  /** Resolves (never rejects) once the connection is lost. */
  get lost(): Promise<Error> {
    return this.#lost;
  }

  /** One statement after the other, in the order of the calls. Without values several statements may stand in one text. */
  query(text: string, values?: readonly unknown[]): Promise<QueryResult<object>> {
    this.#pending += 1;
    const result = this.#tail.then(() => (values === undefined ? this.#client.query<object>(text) : this.#client.query<object>({ text, values: [...values], ...this.#nameOf(text) })));
    this.#tail = result.catch(() => undefined).then(() => (this.#pending -= 1));
    return result;
  }

  #nameOf(text: string): { readonly name?: string } {
    if (this.#named === null) return {};
    const name = this.#named.get(text) ?? `s${this.#named.size}`;
    this.#named.set(text, name);
    return { name };
  }

  /** A statement waits for its answer. */
  get busy(): boolean {
    return this.#pending > 0;
  }

  /** Resolves once every statement asked for so far is answered, whatever the answers are. */
  async quiet(): Promise<void> {
    await this.#tail;
  }

  onNotification(callback: (channel: string, payload: string) => void): void {
    this.#client.on('notification', (message) => callback(message.channel, message.payload ?? ''));
  }

  /** The server finds out when it next writes; a statement under way may still run to its end there. */
  destroy(): void {
    this.#broken ??= new ConnectionLost('the connection was given up');
    this.#socket.destroy();
  }

  /** Says goodbye, for an idle connection. */
  close(): void {
    this.#broken ??= new ConnectionLost('the connection was closed by us');
    this.#socket.unref();
    void this.#client.end();
  }
}
