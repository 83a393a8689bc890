// A line between a client and PostgreSQL that a test can cut or hold at a chosen moment.
import { createServer, createConnection } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface PgProxy {
  /** The same database, through the proxy. */
  readonly url: string;
  /** Connections accepted so far. */
  accepted(): number;
  /** From now on nothing passes, in either direction, on old and new connections: a frozen server, or a firewall that drops. */
  hold(): void;
  /** Lets pass again what was held. */
  resume(): void;
  /** Once a client sends a text, the connection is cut: before the server hears it, or after the server answered it. */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** Cuts every connection; new ones pass. */
  cutAll(): void;
  /** Every connection of this moment is cut as soon as the client sends something: dead, and nobody has noticed yet. */
  wither(): void;
  close(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  withered: boolean;
}

export async function startPgProxy(url: string): Promise<PgProxy> {
  const lines = new Set<Line>();
  let accepted = 0;
  let held = false;
  let cut: { text: string; when: 'before' | 'after' } | null = null;
  const server = createServer((client) => {
    accepted += 1;
    const line: Line = { client, server: connectTo(url), withered: false };
    lines.add(line);
    if (held) pause(line);
    const end = (): void => {
      lines.delete(line);
      client.destroy();
      line.server.destroy();
    };
    let doomed = false;
    client.on('data', (chunk) => {
      if (line.withered) return end();
      if (cut !== null && chunk.includes(cut.text)) {
        doomed = true;
        const { when } = cut;
        cut = null;
        if (when === 'before') return end();
      }
      line.server.write(chunk);
    });
    line.server.on('data', (chunk) => {
      if (doomed) end();
      else client.write(chunk);
    });
    for (const socket of [client, line.server]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: through(url, (server.address() as AddressInfo).port),
    accepted: () => accepted,
    hold: () => {
      held = true;
      lines.forEach(pause);
    },
    resume: () => {
      held = false;
      for (const { client, server: upstream } of lines) [client, upstream].forEach((socket) => socket.resume());
    },
    cutAt: (text, when) => {
      cut = { text, when };
    },
    cutAll: () => lines.forEach(({ client }) => client.destroy()),
    wither: () => {
      for (const line of lines) line.withered = true;
    },
    close: async () => {
      lines.forEach(({ client }) => client.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pause({ client, server }: Line): void {
  client.pause();
  server.pause();
}

function connectTo(url: string): Socket {
  const { hostname, port, searchParams } = new URL(url);
  const directory = searchParams.get('host');
  return directory === null ? createConnection(Number(port || 5432), hostname) : createConnection(`${directory}/.s.PGSQL.${port || 5432}`);
}

function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.searchParams.delete('host');
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.toString();
}
