// Long JSON answers go compressed: a list of a hundred callbacks is 120 kB, half a second on a slow phone, and becomes a tenth of
// that. Streams and files are not touched, and neither is an answer to a change, some of which hold a secret that is shown once
// (what an attacker can put beside a secret must not be compressed with it).
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Shorter ones fit into one packet as they are. */
const WORTHWHILE_BYTES = 1_400;
/** Of zlib's nine: the higher ones cost three times the time for a twentieth of the size. */
const LEVEL = 5;

const compress = promisify(gzip);

/** Fastify's onSend hook. */
export async function compressJson(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.method !== 'GET' || typeof payload !== 'string' || payload.length < WORTHWHILE_BYTES) return payload;
  if (!/^application\/(?:[\w.-]+\+)?json\b/.test(String(reply.getHeader('content-type') ?? ''))) return payload;
  reply.header('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload;
  const compressed = await compress(payload, { level: LEVEL });
  reply.header('content-encoding', 'gzip').header('content-length', compressed.length);
  return compressed;
}
