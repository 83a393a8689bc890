import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from './endpoint.ts';

export interface PostmasterFile {
  readonly pid: number;
  readonly endpoint: Endpoint | null;
}

export function postmasterFilePath(clusterDirectory: string): string {
  return join(clusterDirectory, 'postmaster.pid');
}

/** What postmaster.pid says, or null where there is none or it is torn. */
export async function readPostmasterFile(clusterDirectory: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterFilePath(clusterDirectory), 'utf8').catch(() => null);
  return text === null ? null : parsePostmasterFile(text);
}

/**
 * Lines of postmaster.pid (PostgreSQL 18, src/include/utils/pidfile.h): pid, data directory, start time, port,
 * first socket directory, first listen address, shared memory key, status.
 */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  // A server in single-user mode writes its pid with a minus sign.
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return null;
  return { pid, endpoint: endpointOf(Number(lines[3]), lines[4] ?? '', lines[5] ?? '') };
}

function endpointOf(port: number, socketDirectory: string, host: string): Endpoint | null {
  if (!Number.isInteger(port) || port === 0) return null;
  if (socketDirectory !== '') return { kind: 'socket', directory: socketDirectory, port };
  if (host !== '') return { kind: 'tcp', host: host === '*' ? '127.0.0.1' : host, port };
  return null;
}
