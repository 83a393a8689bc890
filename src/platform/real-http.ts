import { messageOf } from './errors.ts';
import type { HttpOutcome, HttpRequest } from './world.ts';

// Codes with which a connection fails before a byte of the request can have left; anything else may have
// happened on the other side (reference: Node's system errors).
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export async function realHttp(request: HttpRequest): Promise<HttpOutcome> {
  const signal = AbortSignal.timeout(Math.max(1, Math.floor(request.timeoutMs)));
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = await response.text();
    return { ok: true, reply: { status: response.status, headers: Object.fromEntries(response.headers), body } };
  } catch (error) {
    if (signal.aborted) return failed('timeout', true, `no answer within ${Math.floor(request.timeoutMs)} ms`);
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return failed('connection', !NEVER_SENT.has(code), cause === undefined ? messageOf(error) : `${code} ${messageOf(cause)}`.trim());
  }
}

function failed(kind: 'timeout' | 'connection', sent: boolean, message: string): HttpOutcome {
  return { ok: false, failure: { kind, sent, message } };
}
