// Somebody with a browser: keeps cookies, says where his requests come from, and has an authenticator app.
import { createHmac } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Browser {
  readonly cookies: Map<string, string>;
  ask(method: Method, url: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
}

const HOST = 'fangnetz.test';

export function browserOn(app: FastifyInstance, address = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    ask: async (method, url, body, headers = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await app.inject({
        method, url, remoteAddress: address, ...(body === undefined ? {} : { payload: body }),
        headers: Object.fromEntries(Object.entries({ host: HOST, origin: `http://${HOST}`, cookie, ...headers }).filter(([, value]) => value !== '')),
      });
      for (const line of [response.headers['set-cookie'] ?? []].flat()) keep(cookies, line);
      return response;
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  if (value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name);
  else cookies.set(name, value);
}

/** The next one: in time already, and not yet given. */
export const NEXT_CODE_MS = 30_000;

/** The code that an authenticator app shows (RFC 6238) for what it scanned. */
export function codeFor(totpUri: string, at = Date.now()): string {
  const secret = base32(new URL(totpUri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const number = hash.readUInt32BE(hash[19]! & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ''), (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
