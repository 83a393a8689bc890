import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Surroundings } from '../main.ts';
import { startServer } from '../main.ts';
import { optionsHelp, parseConfig, unknownVariables } from '../platform/config.ts';
import type { Config } from '../platform/config.ts';
import { lockData, lockFile } from '../platform/data-lock.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import { Fault, isFault } from '../platform/errors.ts';
import { embeddedDirectory } from './database-url.ts';
import { listenForStop } from './stop-signals.ts';

export const help = `Options (flags win over the environment):\n${optionsHelp()}`;

/** What has to be ended again, the last one first. */
interface Parts {
  postgres: EmbeddedPostgres | null;
  readonly undo: (() => Promise<void>)[];
}

const STOP_MS = 10_000;

/** What may be known once the database runs and before the server starts. */
export interface BeforeServer {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What the server itself does not bring along. */
export interface Extras {
  /** Called with --demo only; null: no demo here. What it returns is stopped after the server. */
  readonly demo?: (before: BeforeServer) => Promise<PreparedDemo | null>;
}

export interface PreparedDemo {
  readonly demo: NonNullable<Surroundings['demo']>;
  /** Where its stand-ins are: beside those that the installation names. */
  readonly privateHosts: readonly string[];
  stop(): Promise<void>;
}

export async function run(args: readonly string[], extras: Extras = {}): Promise<number> {
  const config = parseConfig(args, process.env);
  const parts: Parts = { postgres: null, undo: [] };
  surviveClosedOutput();
  const stop = listenForStop(() => endAtOnce(parts, 'stopping at once'));
  for (const name of unknownVariables(process.env)) say(`warning: ${name} is no option of Fangnetz; see fangnetz start --help`);
  process.once('uncaughtException', (error) => {
    console.error(error);
    void end(parts).finally(() => process.exit(1));
  });
  try {
    await begin(config, { parts, signal: stop.signal, extras });
    const reason = await stop.first;
    say(`stopping (${reason}) …`);
  } catch (error) {
    await end(parts);
    // What fails because a signal interrupted it is no failure.
    if (stop.signal.aborted && (isFault(error) || error === stop.signal.reason)) return 0;
    throw error;
  }
  await end(parts);
  say('stopped');
  return 0;
}

async function begin(config: Config, { parts, signal, extras }: { parts: Parts; signal: AbortSignal; extras: Extras }): Promise<Server> {
  // A predecessor that is just ending still has its port; then the lock is what we wait for.
  if (!existsSync(lockFile(config.dataDirectory))) await assertPortFree(config.host, config.port);
  const lock = await lockData({ directory: config.dataDirectory, say, signal });
  parts.undo.push(() => lock.release());
  await assertPortFree(config.host, config.port);
  const databaseUrl = config.databaseUrl ?? (await beginDatabase(config, parts, signal));
  signal.throwIfAborted();
  const prepared = config.demo ? await extras.demo?.({ config, databaseUrl, say, signal }) : null;
  if (prepared != null) parts.undo.push(() => prepared.stop());
  signal.throwIfAborted();
  const server = await startServer({ ...config, privateHosts: [...config.privateHosts, ...(prepared?.privateHosts ?? [])] }, { databaseUrl, postgres: parts.postgres, say, signal, ...(prepared == null ? {} : { demo: prepared.demo }) });
  parts.undo.push(() => server.stop());
  return server;
}

async function beginDatabase(config: Config, parts: Parts, signal: AbortSignal): Promise<string> {
  const postgres = await startEmbeddedPostgres({ directory: embeddedDirectory(config), say, signal, start: 'later' });
  parts.postgres = postgres;
  parts.undo.push(() => postgres.stop());
  if (postgres.attached) say('found the database still running and took it over');
  return postgres.url;
}

/** Ends everything, the last one first, within a bound. */
async function end(parts: Parts): Promise<void> {
  const bound = setTimeout(() => endAtOnce(parts, `not everything stopped within ${STOP_MS / 1000} s`), STOP_MS);
  for (const undo of parts.undo.splice(0).toReversed()) {
    // One part that fails to stop must not keep the others, the database among them, running.
    await undo().catch((error: unknown) => console.error(error));
  }
  clearTimeout(bound);
}

function endAtOnce(parts: Parts, why: string): never {
  parts.postgres?.stopAtOnce();
  say(why);
  process.exit(1);
}

/** Before anything is created or started: the commonest mistake is a server that runs already. */
function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') reject(new Fault('PORT_BUSY', `Port ${port} on ${host} is in use.`, { cause }));
      else if (cause.code === 'EACCES') reject(new Fault('CONFIG_INVALID', `Port ${port} may not be used by this user.`, { cause, next: 'Choose one above 1023 with --port.' }));
      else reject(new Fault('CONFIG_INVALID', `The server cannot listen on ${host}: ${cause.message}`, { cause, next: 'Choose an address of this machine with --host.' }));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** A pipe that was closed (`npm start | head`) or a terminal that is gone must not take the server along. */
function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

function say(line: string): void {
  console.log(line);
}
