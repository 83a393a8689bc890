// Who somebody is: accounts, passwords, sessions and second factors, by better-auth. It reads the clock, draws random
// numbers and hashes on its own, which is why this file is the only one that runs it; what it stores goes through
// identity-adapter.ts. What somebody may do is ours (member.ts).
import { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { hashPassword as hash } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { IdentityDatabase } from '../platform/database.ts';
import { isFault, messageOf } from '../platform/errors.ts';
import type { Fault } from '../platform/errors.ts';
import type { World } from '../platform/world.ts';
import { identityAdapter } from './identity-adapter.ts';
import { returnCode, useCode } from './use-code.ts';
import type { GivenCode } from './use-code.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Works for every company of this installation. */
  readonly operator: boolean;
  readonly twoFactor: boolean;
}

export interface SignedIn {
  readonly account: Account;
  readonly sessionId: string;
  /** Set-Cookie values: the session was prolonged. */
  readonly cookies: readonly string[];
}

/** One of better-auth's own endpoints, as it is called from outside. */
export interface IdentityCall {
  readonly path: string;
  readonly body: object;
  readonly cookie: string;
  /** Of the client itself: tries are counted by it. */
  readonly address: string;
  readonly userAgent: string;
}

export interface IdentityReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
  /** Whose second factor or new password it was about, where nobody is signed in yet. */
  readonly accountId: string | null;
}

export interface Identity {
  /** Throws Fault DATABASE_UNAVAILABLE. */
  call(call: IdentityCall): Promise<IdentityReply>;
  /** null: nobody, or no longer. Throws Fault DATABASE_UNAVAILABLE: then it is not known. */
  session(cookie: string): Promise<SignedIn | null>;
}

export interface IdentityOptions {
  readonly world: Pick<World, 'clock' | 'ids' | 'log'>;
  readonly database: IdentityDatabase;
  /** Signs cookies and seals second factors; the same on every node and at every start. */
  readonly secret: string;
  readonly secureCookies: boolean;
  /** Tells somebody how to choose a new password. Must not wait: the time would tell whether the account exists. */
  readonly onPasswordReset: (account: { readonly name: string; readonly email: string }, token: string) => void;
}

const SESSION_DAYS = 7;
export const RESET_HOURS = 1;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 128;

// Requests are checked for their origin before they come here (src/admin-api/same-origin.ts), so that better-auth
// need not know under which names this server is reached. It sees one address, which is nobody's.
const ORIGIN = 'http://identity.invalid';
/** Beside better-auth's own codes. */
export const CODE_USED = 'CODE_USED';
const ADDRESS_HEADER = 'x-fangnetz-address';

/** scrypt, as better-auth will check it. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password);
}

export function openIdentity(options: IdentityOptions): Identity {
  const calls = new AsyncLocalStorage<Seen>();
  const auth = createAuth(options, () => calls.getStore() ?? nothingSeen(), {
    // better-auth takes a failed look-up for 'not signed in' or for an error of its own; the fault is kept beside it.
    asIdentity: async (work, settings) => {
      try {
        return await options.database.asIdentity(work, settings);
      } catch (error) {
        const seen = calls.getStore();
        if (seen !== undefined && isFault(error)) seen.fault ??= error;
        throw error;
      }
    },
  });
  const heeding = async <T>(work: (seen: Seen) => Promise<T>): Promise<T> => {
    const seen = nothingSeen();
    const result = await calls.run(seen, async () => await work(seen)).catch((error: unknown) => {
      throw seen.fault ?? error;
    });
    if (seen.fault !== null) throw seen.fault;
    return result;
  };
  return {
    call: async (call) =>
      await heeding(async (seen) => {
        const reply = await replyOf(await auth.handler(requestOf(call)));
        if (reply.status >= 400 && reply.status < 500) for (const code of seen.codes) await returnCode(options.database, code);
        return { ...reply, accountId: seen.accountId };
      }),
    session: async (cookie) =>
      await heeding(async () => {
        const { response, headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
        if (response === null) return null;
        const { user, session } = response;
        const account = { id: user.id, name: user.name, email: user.email, operator: user.operator === true, twoFactor: user.twoFactorEnabled === true };
        return { account, sessionId: session.id, cookies: headers.getSetCookie() };
      }),
  };
}

/** What became known during one call and does not stand in better-auth's answer. */
interface Seen {
  fault: Fault | null;
  accountId: string | null;
  /** Taken by this call. */
  readonly codes: GivenCode[];
}

function nothingSeen(): Seen {
  return { fault: null, accountId: null, codes: [] };
}

function createAuth({ world, secret, secureCookies, onPasswordReset }: IdentityOptions, seen: () => Seen, database: IdentityDatabase) {
  return betterAuth({
    appName: 'Fangnetz',
    baseURL: ORIGIN,
    secret,
    database: identityAdapter(database),
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => world.log.error({ event: 'identity', detail: message }, 'better-auth reports an error') },
    // Accounts come about by invitation only.
    emailAndPassword: {
      enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_MIN, maxPasswordLength: PASSWORD_MAX, revokeSessionsOnPasswordReset: true, resetPasswordTokenExpiresIn: RESET_HOURS * 3_600,
      sendResetPassword: async ({ user, token }) => onPasswordReset(user, token),
      onPasswordReset: async ({ user }) => {
        seen().accountId = user.id;
      },
    },
    user: { additionalFields: { operator: { type: 'boolean', input: false, required: false, defaultValue: false } } },
    session: { expiresIn: SESSION_DAYS * 86_400, updateAge: 86_400 },
    verification: { storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: true, storage: 'database', window: 60, max: 60,
      // Enough for somebody who mistypes. A second factor besides is locked for a quarter of an hour after ten wrong codes.
      customRules: { '/sign-in/email': { window: 60, max: 8 }, '/two-factor/*': { window: 60, max: 10 }, '/request-password-reset': { window: 300, max: 5 }, '/reset-password': { window: 60, max: 8 } },
    },
    advanced: {
      cookiePrefix: 'fangnetz', useSecureCookies: secureCookies,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => world.ids.next() },
    },
    plugins: [twoFactor({ issuer: 'Fangnetz' })],
    hooks: {
      // A wrong code says whose it was only by the cookie of the challenge. better-auth takes a right one as often as it comes.
      before: createAuthMiddleware(async (ctx) => {
        if (!ctx.path.startsWith('/two-factor/verify-')) return undefined;
        const challenge = await ctx.getSignedCookie(ctx.context.createAuthCookie('two_factor').name, ctx.context.secret);
        const asked = typeof challenge === 'string' ? await ctx.context.internalAdapter.findVerificationValue(challenge) : null;
        if (asked !== null) seen().accountId = asked.value;
        if (ctx.path !== '/two-factor/verify-totp') return undefined;
        // Of both, where somebody is signed in while another sign-in waits: which of them is meant is better-auth's to say.
        const accounts = new Set([asked?.value, (await getSessionFromCtx(ctx))?.user.id].filter((id) => id !== undefined));
        for (const accountId of accounts) {
          const given: GivenCode = { accountId, code: String(ctx.body.code) };
          // Returned: what a hook throws, better-auth writes past our log.
          if (!(await useCode(database, given, world.clock.now()))) return new APIError('UNAUTHORIZED', { code: CODE_USED, message: 'used' });
          seen().codes.push(given);
        }
        return undefined;
      }),
    },
  });
}

function requestOf({ path, body, cookie, address, userAgent }: IdentityCall): Request {
  const headers = new Headers({ 'content-type': 'application/json', origin: ORIGIN, 'user-agent': userAgent.slice(0, 300), [ADDRESS_HEADER]: address });
  if (cookie !== '') headers.set('cookie', cookie);
  return new Request(`${ORIGIN}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function replyOf(response: Response): Promise<Omit<IdentityReply, 'accountId'>> {
  const text = await response.text();
  return { status: response.status, body: parsed(text), cookies: response.headers.getSetCookie() };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch (error) {
    return { message: messageOf(error) };
  }
}
