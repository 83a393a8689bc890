// HTTP as no decent client sends it: any method, path, header and byte. fetch is too well-behaved for that.
import { Agent, request } from 'node:http';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer;
  /** Without a length that is said beforehand. */
  readonly chunked?: boolean;
}

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Rejects where the server breaks the connection without an answer. */
export async function rawHttp(url: string, { method = 'POST', path, headers = {}, body = Buffer.alloc(0), chunked = false }: RawRequest): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve, reject) => {
    const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(body.length) };
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.once('error', reject);
      reply.once('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    sent.once('error', reject);
    if (chunked) for (let at = 0; at < body.length; at += 65_536) sent.write(body.subarray(at, at + 65_536));
    sent.end(chunked ? undefined : body);
  });
}
