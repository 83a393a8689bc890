import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { auditSignIn } from '../people/audit-sign-in.ts';
import type { People } from '../people/people.ts';
import type { Random } from '../platform/world.ts';
import { hasAccountCookie, SESSION_COOKIE, sessionSecret } from './access.ts';
import type { Attempts } from './attempts.ts';
import { sendNotice } from './page/notice.ts';
import { SESSION_MS } from './sign-in.ts';
import type { SignIns } from './sign-in.ts';

export interface SignInMeans {
  readonly signIns: SignIns;
  readonly attempts: Attempts;
  readonly secureCookies: boolean;
  readonly people: People;
  readonly random: Random;
}

/** `GET /sign-in?token=…`: the link of the start-up message. Works once; a reload of the page behind it does not come here again. */
export function signInRoutes(app: FastifyInstance, { signIns, attempts, secureCookies, people, random }: SignInMeans): void {
  app.get<{ Querystring: { token?: unknown } }>('/sign-in', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.query;
    reply.header('cache-control', 'no-store');
    if (attempts.blocked(request.ip)) {
      reply.header('retry-after', '60');
      return await sendNotice(reply, random, { code: 429, title: 'Zu viele Versuche', text: 'Bitte warten Sie eine Minute und öffnen Sie den Link dann noch einmal.' });
    }
    const secret = typeof token === 'string' ? signIns.redeem(token) : null;
    if (secret === null) {
      attempts.failed(request.ip);
      return await sendNotice(reply, random, { code: 401, title: 'Dieser Link gilt nicht mehr', text: 'Ein Anmeldelink gilt einmal und nur 15 Minuten lang. Der Server schreibt bei jedem Start einen neuen in sein Protokoll.' });
    }
    return await reply.header('set-cookie', cookieOf(secret, { seconds: SESSION_MS / 1000, secure: secureCookies })).redirect('/', 303);
  });
  app.post('/sign-out', { schema: { hide: true } }, async (request, reply) => {
    await signOut({ signIns, secureCookies, people }, request, reply);
    return await reply.code(204).header('cache-control', 'no-store').send();
  });
}

/** Ends the session of the link and that of the account, whichever there is. Throws Fault DATABASE_UNAVAILABLE. */
export async function signOut({ signIns, secureCookies, people }: Pick<SignInMeans, 'signIns' | 'secureCookies' | 'people'>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const secret = sessionSecret(request);
  if (secret !== null) signIns.end(secret);
  reply.header('set-cookie', cookieOf('', { seconds: 0, secure: secureCookies }));
  const { cookie = '' } = request.headers;
  if (!hasAccountCookie(request)) return;
  const signedIn = await people.identity.session(cookie);
  const { cookies } = await people.identity.call({ path: '/sign-out', body: {}, cookie, address: request.ip, userAgent: '' });
  for (const line of cookies) reply.header('set-cookie', line);
  if (signedIn !== null) await auditSignIn(people, { event: 'signout', accountId: signedIn.account.id, address: request.ip, reason: null });
}

function cookieOf(secret: string, { seconds, secure }: { seconds: number; secure: boolean }): string {
  return [`${SESSION_COOKIE}=${secret}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])].join('; ');
}
