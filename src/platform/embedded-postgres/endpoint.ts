// Where PostgreSQL listens: a socket in a directory that only its account may enter. A path that is too long for a
// socket, or a file system without sockets (some shared folders), falls back to a short directory, then to loopback TCP.
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../errors.ts';
import type { Account } from './account.ts';
import { giveTo } from './account.ts';

export type Endpoint =
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** PostgreSQL's own default; on a socket it is part of a file name only. */
const SOCKET_PORT = 5432;
/** sun_path holds 104 bytes on macOS (108 on Linux), the closing zero included. */
const SOCKET_PATH_MAX = 103;

function socketFile(directory: string): string {
  return join(directory, `.s.PGSQL.${SOCKET_PORT}`);
}

export function fitsSocket(directory: string): boolean {
  return Buffer.byteLength(socketFile(directory)) <= SOCKET_PATH_MAX;
}

export interface EndpointPlace {
  /** The directory beside the cluster. */
  readonly preferred: string;
  /** Tells clusters apart that share the temporary directory. */
  readonly clusterDirectory: string;
  readonly account: Account | null;
  readonly temporary?: string;
  /** The port of before, for TCP: open pools know its address. */
  readonly wishedPort?: number | undefined;
}

/** A directory that can hold a socket, else a free port of 127.0.0.1. Call it only while no server of this cluster runs. */
export async function chooseEndpoint(place: EndpointPlace): Promise<Endpoint> {
  const hash = createHash('sha256').update(place.clusterDirectory).digest('hex').slice(0, 12);
  const temporary = join(place.temporary ?? tmpdir(), `fangnetz-${hash}`);
  for (const directory of [place.preferred, temporary]) {
    if (fitsSocket(directory) && (await prepare(directory, place.account)) && (await holdsSockets(directory))) {
      return { kind: 'socket', directory, port: SOCKET_PORT };
    }
  }
  return { kind: 'tcp', host: '127.0.0.1', port: await freePort(place.wishedPort) };
}

/** False where the directory is not ours: in a shared temporary directory anybody may have made it before us. */
async function prepare(directory: string, account: Account | null): Promise<boolean> {
  await mkdir(directory, { mode: 0o700, recursive: true }).catch(() => undefined);
  const found = await lstat(directory).catch(() => null);
  const owners = [process.getuid?.(), account?.uid];
  if (found === null || !found.isDirectory() || !owners.includes(found.uid)) return false;
  await chmod(directory, 0o700);
  await giveTo(account, directory);
  return true;
}

async function holdsSockets(directory: string): Promise<boolean> {
  // A lock file left by a killed server names a pid that may belong to another program by now; PostgreSQL would refuse.
  await rm(socketFile(directory), { force: true });
  await rm(`${socketFile(directory)}.lock`, { force: true });
  const probe = join(directory, '.s.probe');
  await rm(probe, { force: true });
  const works = await listens((server) => server.listen(probe));
  await rm(probe, { force: true });
  return works !== null;
}

async function freePort(wished: number | undefined): Promise<number> {
  for (const port of [wished ?? 0, 0]) {
    const address = await listens((server) => server.listen(port, '127.0.0.1'));
    if (typeof address === 'object' && address !== null) return address.port;
  }
  throw new Fault('POSTGRES_START_FAILED', 'There is no free port on 127.0.0.1 for the database.');
}

/** The address once it listened (and closed again), or null. */
function listens(listen: (server: ReturnType<typeof createServer>) => void): Promise<ReturnType<ReturnType<typeof createServer>['address']>> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.once('listening', () => {
      const address = server.address();
      server.close(() => resolve(address));
    });
    listen(server);
  });
}

/** The URL of a database of the server, as `pg` and libpq understand it. */
export function urlOf(endpoint: Endpoint, login: { user: string; password: string; database: string }): string {
  const { user, password, database } = login;
  if (endpoint.kind === 'tcp') return `postgresql://${user}:${password}@${endpoint.host}:${endpoint.port}/${database}`;
  return `postgresql://${user}:${password}@localhost:${endpoint.port}/${database}?host=${encodeURIComponent(endpoint.directory)}`;
}
