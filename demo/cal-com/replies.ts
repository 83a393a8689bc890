// The stand-in's answers, in the shapes that the real one has (reference/calcom.md section 1.4).

export interface Reply {
  readonly status: number;
  /** A string is sent as it is, everything else as JSON. */
  readonly body: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequestException', 'Bad Request'],
  401: ['UnauthorizedException', 'Unauthorized'],
  403: ['ForbiddenException', 'Forbidden'],
  404: ['NotFoundException', 'Not Found'],
  409: ['ConflictException', 'Conflict'],
  422: ['UnprocessableEntityException', 'Unprocessable Entity'],
};

export function success(status: number, data: unknown, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { status, body: { status: 'success', data, ...more } };
}

/** Shape a: a Nest HttpException in the envelope. */
export function refusal(status: number, message: string): Reply {
  const [code, error] = NAMES[status] ?? ['HttpException', 'Error'];
  return { status, body: { ...envelope(), error: { code, message, details: { message, error, statusCode: status } } } };
}

/** Shape b: Zod, Prisma and TRPC filters, without details. */
export function filtered(status: number, code: string, message: string): Reply {
  return { status, body: { ...envelope(), error: { code, message } } };
}

/** Shapes c and d: Nest's default, without `status`. */
export function bare(status: number, message: string): Reply {
  return { status, body: { statusCode: status, message } };
}

/** Shape e: the edge in front. */
export function page(status: number): Reply {
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1><p>cloudflare</p></body></html>`;
  return { status, body, contentType: 'text/html; charset=UTF-8' };
}

export function tooMany(retryAfterSec: number | null): Reply {
  const message = 'CustomThrottlerGuard - Too many requests. Please try again later.';
  const headers = retryAfterSec === null ? { 'x-ratelimit-remaining-default': '0', 'x-ratelimit-reset-default': '60' } : { 'retry-after': String(retryAfterSec) };
  return { status: 429, body: { ...envelope(), error: { code: 'ThrottlerException', message, details: message } }, headers };
}

export function noRoute(method: string, path: string): Reply {
  return refusal(404, `Cannot ${method} ${path}`);
}

function envelope() {
  return { status: 'error', timestamp: new Date().toISOString(), path: '/v2' };
}
