// Everything nondeterministic enters through one World. Only main.ts (and tests) build one; nothing under
// src reads the clock, draws a random number, opens a socket or names a file on its own. That is what lets
// a test hold time still instead of sleeping.

/** An instant as milliseconds since 1970-01-01T00:00:00Z. Written as ISO 8601 only at the edges (`isoUtc`). */
export type EpochMs = number;

export interface Clock {
  /** Wall-clock instant. May jump (NTP); never use it to measure a duration. */
  now(): EpochMs;
  /** Milliseconds that only ever grow; for durations and budgets. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `count` unpredictable bytes; for keys and tokens. */
  bytes(count: number): Uint8Array;
}

export interface Ids {
  /** A new UUIDv7 (time-ordered, so that an index stays compact), lower case. */
  next(): string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of `body`, for what is no text. */
  readonly bytes?: Uint8Array;
  /**
   * The address was chosen by somebody who may not reach into our own network: only the internet is connected to; with
   * `entered` also the hosts that the installation names (FANGNETZ_PRIVATE_HOSTS).
   */
  readonly reach?: 'public' | 'entered' | undefined;
  /** The whole exchange, connection and body included. */
  readonly timeoutMs: number;
}

export interface HttpReply {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * `sent` says whether the request may have reached the other side: a refused connection is certain not to
 * have, a time-out or a broken connection is not. The difference decides whether looking is needed.
 */
export type HttpFailure = { readonly kind: 'timeout' | 'connection'; readonly sent: boolean; readonly message: string };

export type HttpOutcome = { readonly ok: true; readonly reply: HttpReply } | { readonly ok: false; readonly failure: HttpFailure };

/** Never throws: a failed exchange is a value. */
export type Http = (request: HttpRequest) => Promise<HttpOutcome>;

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly http: Http;
  readonly log: Log;
}
