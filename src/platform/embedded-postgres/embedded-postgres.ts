// The database that comes with the program: real PostgreSQL as a child process on the data directory. The npm
// wrapper only lends its binaries; its start() rejects with `undefined` over an orphan and leaves half-made clusters.
import { must } from '../assert.ts';
import { Fault, messageOf } from '../errors.ts';
import { isAlive } from '../process-identity.ts';
import { boundLog } from './bound-log.ts';
import { bringUp, DATABASE } from './bring-up.ts';
import type { BringUp, Running } from './bring-up.ts';
import { urlOf } from './endpoint.ts';
import { findPostmaster } from './find-postmaster.ts';
import { halt } from './halt.ts';
import { isCluster, OWNER } from './initialize.ts';
import { readPassword } from './password.ts';
import { ELSEWHERE, findExistingDirectory, findPlace } from './place.ts';
import type { Place } from './place.ts';
import { PATIENCE, watch } from './supervise.ts';
import type { Patience } from './supervise.ts';
import { join } from 'node:path';

export interface EmbeddedPostgres {
  /** Owner (superuser) connection URL, usable by `pg`. */
  readonly url: string;
  /** The postmaster's; another one after it was started again. 0 while none runs. */
  readonly pid: number;
  /** True where it was found running (a killed predecessor's) instead of started. */
  readonly attached: boolean;
  /** Whether the process exists; it may be frozen or still recovering. */
  alive(): boolean;
  /** Stops it, fast and then harder, and the supervision. Resolves once the process is gone. */
  stop(): Promise<void>;
  /** For the last moment before this process exits: asks for an immediate shutdown and waits for nothing. */
  stopAtOnce(): void;
  /** Stops it and starts it again. */
  restart(): Promise<void>;
  /** Stops it and keeps it stopped, until `resume`; what a power cut at the database looks like. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password, its socket and its log; made where it does not exist. */
  readonly directory: string;
  /** One line for a person. */
  readonly say: (line: string) => void;
  /** Settings on top of ours, e.g. { fsync: 'off' } for a database that lives as long as a test. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Aborting it ends a start under way. */
  readonly signal?: AbortSignal;
  /**
   * 'needed' (default): rejects where it does not start. 'later': a cluster that exists but does not come up is left to
   * the supervision, so that a server can accept calls meanwhile. A first start that fails rejects in either case.
   */
  readonly start?: 'needed' | 'later';
  /** How long it may take to answer; default 60 s, 10 s with 'later'. */
  readonly readyMs?: number;
  readonly patience?: Patience;
  /** Where a cluster goes that cannot stay in `directory`; default /var/lib/fangnetz. */
  readonly elsewhere?: string;
}

const LOOK_MS = 1_000;
const BOUND_LOG_EVERY_LOOKS = 30;

/**
 * Starts it, or attaches to the one that a killed predecessor left running, and keeps it running.
 * Throws Fault POSTGRES_START_FAILED. Two servers on one directory: see data-lock.ts.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const later = options.start === 'later';
  const place = await findPlace({ ...options, elsewhere: options.elsewhere ?? ELSEWHERE });
  const tolerant = later && (await isCluster(place.clusterDirectory));
  const keeper = new Keeper(place, options, options.readyMs ?? (later ? 10_000 : 60_000));
  try {
    await keeper.bringUp();
    if (!tolerant) keeper.assertReady();
    else if (!keeper.isReady()) options.say('PostgreSQL is still starting; going on without it');
  } catch (error) {
    if (!tolerant || !keeper.hasUrl() || options.signal?.aborted === true) {
      await keeper.stop();
      throw error;
    }
    options.say(`PostgreSQL does not start yet; trying again: ${messageOf(error)}`);
  }
  keeper.watch();
  return keeper;
}

/** The URL of the embedded server that runs on this directory, for programs beside it; null where none runs. */
export async function findEmbeddedPostgres(directory: string): Promise<string | null> {
  const found = await findExistingDirectory(directory);
  const running = found === null ? null : await findPostmaster(join(found, 'cluster'));
  const password = await readPassword(join(directory, 'password'));
  if (running === null || running.endpoint === null || password === null) return null;
  return urlOf(running.endpoint, { user: OWNER, password, database: DATABASE });
}

class Keeper implements EmbeddedPostgres {
  readonly #attempt: Omit<BringUp, 'mayCreate' | 'wishedPort' | 'announce'>;
  readonly #patience: Patience;
  readonly #ending = new AbortController();
  #running: Running | null = null;
  #url: string | null = null;
  #mode: 'kept' | 'paused' | 'stopped' = 'kept';
  /** Starting and stopping exclude each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(place: Place, options: EmbeddedPostgresOptions, readyMs: number) {
    const signals = options.signal === undefined ? [this.#ending.signal] : [this.#ending.signal, options.signal];
    this.#attempt = { place, say: options.say, settings: options.settings ?? {}, readyMs, signal: AbortSignal.any(signals) };
    this.#patience = options.patience ?? PATIENCE;
  }

  get url(): string {
    return must(this.#url, 'the URL of an embedded PostgreSQL is known once its start was tried');
  }

  hasUrl(): boolean {
    return this.#url !== null;
  }

  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  get attached(): boolean {
    return this.#running?.attached ?? false;
  }

  alive(): boolean {
    return this.#running !== null && isAlive(this.#running.pid);
  }

  bringUp(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#mode !== 'kept') return;
      const announce = (url: string): void => void (this.#url = url);
      const attempt = { ...this.#attempt, mayCreate: this.#url === null, wishedPort: tcpPort(this.#url), announce };
      this.#running = await bringUp(attempt).catch((error: unknown) => {
        this.#running = null;
        throw error;
      });
      this.#url = this.#running.url;
    });
  }

  isReady(): boolean {
    return this.#running?.ready === true;
  }

  assertReady(): void {
    if (this.isReady()) return;
    throw new Fault('POSTGRES_START_FAILED', 'PostgreSQL is still starting; perhaps it recovers from a crash.');
  }

  async stop(): Promise<void> {
    this.#mode = 'stopped';
    this.#ending.abort();
    await this.#halt();
  }

  stopAtOnce(): void {
    this.#mode = 'stopped';
    if (this.alive()) process.kill(this.pid, 'SIGQUIT');
  }

  async restart(): Promise<void> {
    await this.pause();
    await this.resume();
  }

  async pause(): Promise<void> {
    if (this.#mode !== 'kept') return;
    this.#mode = 'paused';
    await this.#halt();
  }

  async resume(): Promise<void> {
    if (this.#mode !== 'paused') return;
    this.#mode = 'kept';
    await this.bringUp();
  }

  /** Looks after the server until `stop`; does not keep this process alive. */
  watch(): void {
    const { place, say } = this.#attempt;
    const watcher = watch({ pid: () => this.#running?.pid ?? null, adopt: () => this.#adopt(), start: () => this.bringUp() }, this.#patience);
    let looks = 0;
    const look = async (): Promise<void> => {
      if (this.#mode === 'stopped') return;
      if (this.#mode === 'kept') {
        const seen = await watcher.look(performance.now());
        if (typeof seen === 'object') say(`PostgreSQL could not be started again: ${messageOf(seen.failed)}`);
        else if (seen === 'started') say('PostgreSQL had ended and was started again');
        // It was recovering when we last asked; only a ready one can be given what it still lacks.
        else if (seen === 'running' && !this.isReady()) await this.bringUp();
        looks += 1;
        if (looks % BOUND_LOG_EVERY_LOOKS === 0) await boundLog(place.logFile);
      }
    };
    const next = (): void => {
      if (this.#mode === 'stopped') return;
      setTimeout(() => void look().catch((error: unknown) => say(`PostgreSQL cannot be watched: ${messageOf(error)}`)).finally(next), LOOK_MS).unref();
    };
    next();
  }

  async #adopt(): Promise<boolean> {
    if ((await findPostmaster(this.#attempt.place.clusterDirectory)) === null) return false;
    await this.bringUp();
    return true;
  }

  async #halt(): Promise<void> {
    await this.#inTurn(async () => {
      // Also one that somebody else has started on our cluster meanwhile.
      const found = await findPostmaster(this.#attempt.place.clusterDirectory);
      for (const pid of new Set([this.#running?.pid, found?.pid])) if (pid !== undefined && isAlive(pid)) await halt(pid);
      this.#running = null;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function tcpPort(url: string | null): number | undefined {
  if (url === null) return undefined;
  const { searchParams, port } = new URL(url);
  return searchParams.has('host') ? undefined : Number(port);
}
