// The switchboard of a running demo: what goes wrong at the calendar and whether the database is there. On loopback
// only and behind a token that lies beside its address, so that no web page of the same machine can reach for it.
//   GET  /_demo/faults     what is switched
//   POST /_demo/faults     {"calCom": [rule…], "database": {"downForSeconds": 8}, "reset": true}; each part is optional
//   *    /_demo/cal-com/…  the stand-in's own control (cal-com/control.ts)
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { messageOf } from '../../src/platform/errors.ts';
import type { Random } from '../../src/platform/world.ts';
import type { CalComStandIn } from '../cal-com/stand-in.ts';
import type { FaultRule } from '../cal-com/faults.ts';
import type { DemoFiles } from '../installation/files.ts';
import { powerCut } from './power-cut.ts';
import type { PowerCut } from './power-cut.ts';

export const CONTROL_FILE = 'control.json';

/** What `control.json` holds. */
export interface ControlAddress {
  /** The server's. */
  readonly server: string;
  readonly control: string;
  readonly token: string;
}

/** What is switched, as answered. */
export interface Switched {
  readonly calCom: readonly FaultRule[];
  readonly database: 'up' | 'down';
}

interface Parts {
  readonly standIn: CalComStandIn;
  /** Null: a PostgreSQL of somebody else's, which is not ours to stop. */
  readonly postgres: EmbeddedPostgres | null;
  readonly files: DemoFiles;
  readonly address: string;
  readonly random: Random;
}

export async function startControl(parts: Parts): Promise<{ close(): Promise<void> }> {
  const { standIn, files, address } = parts;
  const token = Buffer.from(parts.random.bytes(24)).toString('hex');
  const cut = powerCut(parts.postgres);
  const server = createServer((request, response) => {
    void answer({ request, response, token, standIn, cut }).catch((error: unknown) => send(response, 400, { error: messageOf(error) }));
  });
  await listening(server);
  const control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await files.write(CONTROL_FILE, { server: address, control, token } satisfies ControlAddress);
  return {
    close: async () => {
      await rm(join(files.directory, CONTROL_FILE), { force: true });
      cut.end();
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly token: string;
  readonly standIn: CalComStandIn;
  readonly cut: PowerCut;
}

async function answer({ request, response, token, standIn, cut }: Asked): Promise<void> {
  if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, { error: 'the token of control.json is missing' });
  const { pathname } = new URL(request.url ?? '/', 'http://demo');
  const body = await bodyOf(request);
  if (pathname.startsWith('/_demo/cal-com/')) return await forward(response, { url: `${standIn.origin}/_control/${pathname.slice('/_demo/cal-com/'.length)}`, method: request.method ?? 'GET', body });
  if (pathname !== '/_demo/faults') return send(response, 404, { error: `there is no ${pathname}` });
  if (request.method === 'POST') await switchFaults(JSON.parse(body) as Wanted, { standIn, cut });
  send(response, 200, { calCom: standIn.faults(), database: cut.state() } satisfies Switched);
}

interface Wanted {
  readonly reset?: boolean;
  readonly calCom?: readonly FaultRule[];
  readonly database?: { readonly downForSeconds: number };
}

async function switchFaults(wanted: Wanted, { standIn, cut }: Pick<Asked, 'standIn' | 'cut'>): Promise<void> {
  if (wanted.reset === true) {
    standIn.clearFaults();
    await cut.restore();
  }
  if (wanted.calCom !== undefined) standIn.setFaults(wanted.calCom);
  if (wanted.database !== undefined) await cut.down(wanted.database.downForSeconds);
}

async function forward(response: ServerResponse, asked: { url: string; method: string; body: string }): Promise<void> {
  const reply = await fetch(asked.url, { method: asked.method, ...(asked.body === '' ? {} : { body: asked.body }) });
  send(response, reply.status, await reply.json());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function listening(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
