import type { FastifyReply, FastifyRequest } from 'fastify';

/** With a nonce for what a page of ours writes into itself: its first script, its styles. Recordings lie at the voice platform, wherever that keeps them. */
export function contentPolicy(nonce: string | null): string {
  const inline = nonce === null ? '' : ` 'nonce-${nonce}'`;
  return [
    "default-src 'none'", `script-src 'self'${inline}`, `style-src 'self'${inline}`, "img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "media-src 'self' https:",
    "manifest-src 'self'", "worker-src 'self'", "frame-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

const CONTENT_POLICY = contentPolicy(null);

/** On every answer of this plugin; a route may set a policy of its own (the API reference does). */
export async function securityHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // the sign-in link carries its token in the address
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
}
