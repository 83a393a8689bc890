// A sign of life that the kernel gives for us: a socket somebody listens on. It works between containers that share a
// directory on one machine, where a pid means nothing, and it goes out the moment its process dies.
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

/** Listens until `close`; null where this file system holds no sockets or the path (103 bytes at most) is too long. */
export function lightBeacon(file: string): Promise<(() => Promise<void>) | null> {
  if (Buffer.byteLength(file) > 103) return Promise.resolve(null);
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => resolve(null));
    server.listen(file, () =>
      resolve(async () => {
        server.close();
        await rm(file, { force: true });
      }),
    );
  });
}

/** `unknown`: there is no such socket, so nothing can be said. */
export function seeBeacon(file: string): Promise<'alive' | 'dead' | 'unknown'> {
  if (Buffer.byteLength(file) > 103) return Promise.resolve('unknown');
  return new Promise((resolve) => {
    const socket = connect(file);
    socket.once('connect', () => {
      socket.destroy();
      resolve('alive');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'dead' : 'unknown'));
  });
}
