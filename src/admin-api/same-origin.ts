// A browser sends our cookie with whatever any site makes it send. So a change that relies on a cookie has to show that
// it comes from our own pages, and its body has to be JSON, which a form of another site cannot send unasked.
import type { FastifyRequest } from 'fastify';
import { bearerOf } from './access.ts';
import { Problem } from './problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const OUR_COOKIE = /(?:^|;\s*)(?:__Secure-)?fangnetz[._]/;

/** Throws Problem FOREIGN_REQUEST. `publicUrl` null: whatever address the request was sent to is ours. */
export function refuseForeign(request: FastifyRequest, publicUrl: string | null): void {
  const { headers, method } = request;
  // Only what a script has to write itself: a browser adds the Basic of a proxy on its own, as it does the cookie.
  if (READING.has(method) || bearerOf(request) !== null) return;
  const own = comesFromUs(request, publicUrl);
  if (own === false) throw new Problem('FOREIGN_REQUEST', 'Another site made the browser send this.');
  // Browsers say where a POST comes from. What says nothing is no browser, and carries no cookie of a person.
  if (own === null && OUR_COOKIE.test(headers.cookie ?? '')) throw new Problem('FOREIGN_REQUEST', 'A change with a cookie has to say where it comes from: send Origin.');
  if (hasBody(request) && !/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) throw new Problem('FOREIGN_REQUEST', 'The body has to be application/json.');
}

/** null: it says nothing about it. */
function comesFromUs(request: FastifyRequest, publicUrl: string | null): boolean | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined) return null;
  return origin === (publicUrl === null ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin);
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
