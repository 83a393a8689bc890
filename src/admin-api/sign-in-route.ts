import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from './access.ts';
import type { Attempts } from './attempts.ts';
import { noticePage } from './page/notice.ts';
import { SESSION_MS } from './sign-in.ts';
import type { SignIns } from './sign-in.ts';

export interface SignInMeans {
  readonly signIns: SignIns;
  readonly attempts: Attempts;
  readonly secureCookies: boolean;
}

/** `GET /sign-in?token=…`: the link of the start-up message. Works once; a reload of the page behind it does not come here again. */
export function signInRoutes(app: FastifyInstance, { signIns, attempts, secureCookies }: SignInMeans): void {
  app.get<{ Querystring: { token?: unknown } }>('/sign-in', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.query;
    reply.header('cache-control', 'no-store');
    if (attempts.blocked(request.ip)) {
      return await reply.code(429).header('retry-after', '60').type('text/html; charset=utf-8').send(noticePage('Zu viele Versuche', 'Bitte warten Sie eine Minute und öffnen Sie den Link dann noch einmal.'));
    }
    const secret = typeof token === 'string' ? signIns.redeem(token) : null;
    if (secret === null) {
      attempts.failed(request.ip);
      return await reply.code(401).type('text/html; charset=utf-8').send(noticePage('Dieser Link gilt nicht mehr', 'Ein Anmeldelink gilt einmal und nur 15 Minuten lang. Der Server schreibt bei jedem Start einen neuen in sein Protokoll.'));
    }
    const parts = [`${SESSION_COOKIE}=${secret}`, 'Path=/', `Max-Age=${SESSION_MS / 1000}`, 'HttpOnly', 'SameSite=Lax', ...(secureCookies ? ['Secure'] : [])];
    return await reply.header('set-cookie', parts.join('; ')).redirect('/', 303);
  });
}
