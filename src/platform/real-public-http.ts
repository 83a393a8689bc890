// An HTTP exchange with an address that somebody else chose. The name is looked up once and the connection goes to exactly
// the addresses that were checked: a name that answers differently the second time (DNS rebinding) gains nothing.
import { lookup } from 'node:dns';
import { request as plain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { messageOf } from './errors.ts';
import { isPublicAddress } from './public-address.ts';
import type { HttpOutcome, HttpRequest } from './world.ts';

/** What an answer is read to. Nobody needs more of it, and its sender may go on for ever. */
const BODY_MAX_BYTES = 64 * 1024;
export const OFF_THE_INTERNET = 'is not on the internet';

export async function publicHttp(asked: HttpRequest, isAllowed: (address: string) => boolean = isPublicAddress, bodyMaxBytes = BODY_MAX_BYTES): Promise<HttpOutcome> {
  const url = URL.canParse(asked.url) ? new URL(asked.url) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return failed('connection', false, 'this is no http(s) address');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) return failed('connection', false, `the address ${OFF_THE_INTERNET}`);
  const signal = AbortSignal.timeout(Math.max(1, Math.floor(asked.timeoutMs)));
  let connected = false;
  try {
    // No connection is kept: one that was made for somebody else's name would skip the check.
    const options: RequestOptions = { method: asked.method, headers: asked.headers, lookup: guarded(isAllowed), signal, agent: false };
    const response = await send(url, { options, body: asked.bytes ?? asked.body ?? '', onConnect: () => (connected = true) });
    return { ok: true, reply: { status: response.statusCode ?? 0, headers: headersOf(response), body: await read(response, bodyMaxBytes) } };
  } catch (error) {
    if (signal.aborted) return failed('timeout', connected, `no answer within ${Math.floor(asked.timeoutMs)} ms`);
    return failed('connection', connected, messageOf(error));
  }
}

function guarded(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      // One of several would do for an attack: which one is taken is up to the network.
      if (!addresses.every(({ address }) => isAllowed(address))) return callback(new Error(`the name leads to an address that ${OFF_THE_INTERNET}`), []);
      const first = addresses[0];
      if (options.all === true || first === undefined) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function send(url: URL, { options, body, onConnect }: { options: RequestOptions; body: string | Uint8Array; onConnect: () => void }): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? secure : plain)(url, options, resolve);
    request.once('error', reject);
    request.once('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', onConnect));
    request.end(body);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    bytes += part.length;
    // Leaving the loop destroys the response and its connection.
    if (bytes >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}

function failed(kind: 'timeout' | 'connection', sent: boolean, message: string): Extract<HttpOutcome, { ok: false }> {
  return { ok: false, failure: { kind, sent, message } };
}
