import { messageOf } from './errors.ts';
import { OFF_THE_INTERNET, publicHttp } from './real-public-http.ts';
import type { Http, HttpOutcome, HttpRequest } from './world.ts';

// Codes with which an exchange fails before a byte of the request can have left; anything else may have happened on
// the other side. From Node's list of system errors and, for certificates, its list of OpenSSL's verify errors: the
// server's certificate is checked before the first byte of HTTP is written.
const NEVER_SENT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_UNTRUSTED', 'CERT_REVOKED', 'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG', 'CERT_SIGNATURE_FAILURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'INVALID_CA',
  'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH',
  // A server that speaks no TLS on this port, or none that we speak: the handshake never ended.
  'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
]);

/** A page of bookings is longer than what a webhook's receiver says. */
const ENTERED_BODY_MAX_BYTES = 16 * 1024 * 1024;

export const realHttp: Http = httpWith([]);

/** `privateHosts`: where an entered address may lead beside the internet: `host` or `host:port`, in lower case. */
export function httpWith(privateHosts: readonly string[]): Http {
  return async (request) => {
    if (request.reach === 'public') return await publicHttp(request);
    if (request.reach === 'entered' && !isNamed(request.url, privateHosts)) return withRemedy(await publicHttp(request, undefined, ENTERED_BODY_MAX_BYTES));
    return await anywhere(request);
  };
}

function isNamed(address: string, privateHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, host, protocol } = new URL(address);
  const withPort = host === hostname ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host;
  return privateHosts.includes(hostname) || privateHosts.includes(withPort);
}

function withRemedy(outcome: HttpOutcome): HttpOutcome {
  if (outcome.ok || !outcome.failure.message.endsWith(OFF_THE_INTERNET)) return outcome;
  return { ok: false, failure: { ...outcome.failure, message: `${outcome.failure.message}; whoever runs this server can allow its host with FANGNETZ_PRIVATE_HOSTS` } };
}

async function anywhere(request: HttpRequest): Promise<HttpOutcome> {
  const signal = AbortSignal.timeout(Math.max(1, Math.floor(request.timeoutMs)));
  const prepared = prepare(request, signal);
  if ('failure' in prepared) return prepared;
  try {
    const response = await fetch(prepared.request);
    const body = await response.text();
    return { ok: true, reply: { status: response.status, headers: Object.fromEntries(response.headers), body } };
  } catch (error) {
    if (signal.aborted) return failed('timeout', true, `no answer within ${Math.floor(request.timeoutMs)} ms`);
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return failed('connection', !isNeverSent(cause, code), cause === undefined ? messageOf(error) : `${code} ${messageOf(cause)}`.trim());
  }
}

/** A URL, method or header that cannot be sent at all is certain not to have been. */
function prepare(request: HttpRequest, signal: AbortSignal): { readonly request: Request } | Extract<HttpOutcome, { ok: false }> {
  try {
    const { protocol } = new URL(request.url);
    if (protocol !== 'http:' && protocol !== 'https:') return failed('connection', false, `${protocol} is no protocol for an HTTP request`);
    const { method, headers } = request;
    const body = request.bytes === undefined ? request.body : Buffer.from(request.bytes);
    return { request: new Request(request.url, { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) }) };
  } catch (error) {
    // Node's message quotes the header's value, which may be a key.
    return failed('connection', false, error instanceof TypeError && /header/i.test(error.message) ? 'a header cannot be sent' : messageOf(error));
  }
}

function isNeverSent(cause: unknown, code: string): boolean {
  if (NEVER_SENT.has(code)) return true;
  // One failed attempt per address of the host: none of them got as far as a request.
  const attempts: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return attempts.length > 0 && attempts.every((attempt) => attempt instanceof Error && 'syscall' in attempt && (attempt.syscall === 'connect' || attempt.syscall === 'getaddrinfo'));
}

function failed(kind: 'timeout' | 'connection', sent: boolean, message: string): Extract<HttpOutcome, { ok: false }> {
  return { ok: false, failure: { kind, sent, message } };
}
