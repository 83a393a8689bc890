// The real server as a process of its own, started the way a user starts it; it can be killed and started again on
// the same port and data directory, and its JSON log lines of all lives are kept.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../program.ts';
import type { Program } from '../program.ts';

export const COMMAND = fileURLToPath(new URL('../../bin/fangnetz.mjs', import.meta.url));

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly event?: string;
  readonly call_id?: string;
  readonly [field: string]: unknown;
}

export interface ServerUnderTest {
  /** http://127.0.0.1:port, the same over restarts. */
  readonly url: string;
  readonly data: string;
  readonly lines: () => readonly string[];
  log(): readonly LogLine[];
  /** Waits until it serves. */
  start(): Promise<void>;
  /** kill -9; returns once the process is gone. */
  kill(): Promise<void>;
  /** Ctrl-C; returns the exit code. */
  stop(): Promise<number | string>;
  metrics(): Promise<string>;
  ready(): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
}

export interface ServerOptions {
  readonly data: string;
  /** null: embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

export async function serverUnderTest(options: ServerOptions): Promise<ServerUnderTest> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const lives: Program[] = [];
  const env = { FANGNETZ_DATA_DIR: options.data, ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }), ...options.env };
  const current = (): Program => {
    const last = lives.at(-1);
    if (last === undefined) throw new Error('the server was never started');
    return last;
  };
  const lines = (): string[] => lives.flatMap((life) => life.lines);
  return {
    url,
    data: options.data,
    lines,
    log: () => lines().filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine),
    start: async () => {
      lives.push(startProgram({ args: [COMMAND, 'start', '--no-demo', '--port', String(port)], env }));
      await current().line(/^fangnetz ready on /);
    },
    kill: async () => {
      current().kill('SIGKILL');
      await current().ended;
    },
    stop: async () => {
      current().kill('SIGTERM');
      return await current().ended;
    },
    metrics: async () => await (await fetch(`${url}/metrics`)).text(),
    ready: async () => {
      const reply = await fetch(`${url}/readyz`);
      return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
