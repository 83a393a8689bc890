// Signing in with mail address and password, the second factor, and forgotten passwords. What is not listed here of
// better-auth's endpoints does not exist.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { accountByEmail } from '../people/accounts.ts';
import { auditSignIn } from '../people/audit-sign-in.ts';
import type { SignInEvent } from '../people/audit-sign-in.ts';
import type { IdentityReply, SignedIn } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { SESSION_COOKIE } from './access.ts';
import type { Attempts } from './attempts.ts';
import { BackupCodes, ChangePasswordBody, CodeBody, Done, PasswordBody, ResetBody, ResetRequestBody, SignInBody, SignInResult, TwoFactorStart } from './contract/people.ts';
import { refused } from './identity-problem.ts';
import { Problem } from './problem.ts';

export interface AuthMeans {
  readonly people: People;
  /** Failed passwords per account, whatever address they come from. */
  readonly attempts: Attempts;
}

/** Register under /api/auth. */
export function authRoutes(api: Api, means: AuthMeans): void {
  signInRoute(api, means);
  codeRoutes(api, means);
  twoFactorRoutes(api, means);
  passwordRoutes(api, means);
}

const tags = ['sign-in'];
const open = { security: [] as const };

function signInRoute(api: Api, { people, attempts }: AuthMeans): void {
  api.post(
    '/sign-in/email',
    { config: { needs: 'nothing' }, schema: { tags, ...open, summary: 'Mail address and password; sets the session cookie, or asks for the second factor', body: SignInBody, response: { 200: SignInResult, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { email, password, remember } = request.body;
      const tried = `account ${email.trim().toLowerCase()}`;
      if (attempts.blocked(tried)) throw new Problem('TOO_MANY_ATTEMPTS', 'This account was tried too often. Wait a minute.');
      const answer = await passOn(people, request, { path: '/sign-in/email', body: { email: email.trim(), password, rememberMe: remember } });
      const account = answer.status === 429 ? null : await accountByEmail(people.accounts, email);
      const noted = (event: SignInEvent, reason: string): Promise<void> => auditSignIn(people, { event, accountId: account?.id ?? null, address: request.ip, reason });
      if (answer.status !== 200) {
        attempts.failed(tried);
        if (answer.status === 401) await noted('signin.failed', account === null ? 'unknown_account' : 'password');
        throw refused(answer);
      }
      const twoFactorNeeded = answer.body['twoFactorRedirect'] === true;
      await noted(twoFactorNeeded ? 'signin.password' : 'signin.success', 'password');
      setCookies(reply, answer);
      // whoever signs in as himself is not the bearer of the link any more
      if (!twoFactorNeeded) reply.header('set-cookie', `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
      return { two_factor_needed: twoFactorNeeded };
    },
  );
}

function codeRoutes(api: Api, { people }: AuthMeans): void {
  for (const [path, factor, summary] of [
    ['/two-factor/verify-totp', 'totp', 'The code of the authenticator app: ends a sign-in, or switches the second factor on'],
    ['/two-factor/verify-backup-code', 'backup_code', 'A backup code instead, each once'],
  ] as const) {
    api.post(
      path,
      { config: { needs: 'nothing' }, schema: { tags, ...open, summary, body: CodeBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
      async (request, reply) => {
        const { code, trust_device: trustDevice } = request.body;
        const before = await people.identity.session(request.headers.cookie ?? '');
        const answer = await passOn(people, request, { path, body: { code: code.replace(/\s/g, ''), trustDevice } });
        const accountId = answer.accountId ?? before?.account.id ?? null;
        const noted = (event: SignInEvent, reason: string): Promise<void> => auditSignIn(people, { event, accountId, address: request.ip, reason });
        if (answer.status !== 200) {
          if (before === null && accountId !== null && answer.status !== 500) await noted('signin.failed', answer.status === 429 ? 'locked' : factor);
          throw refused(answer);
        }
        if (before === null) await noted('signin.success', factor);
        else if (!before.account.twoFactor) await noted('twofactor.on', factor);
        setCookies(reply, answer);
        if (before === null) reply.header('set-cookie', `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
        return { done: true as const };
      },
    );
  }
}

function twoFactorRoutes(api: Api, { people }: AuthMeans): void {
  api.post(
    '/two-factor/enable',
    { config: { needs: 'nothing' }, schema: { tags, summary: 'Begins a second factor: what the app has to scan, and backup codes. It counts once a code was given', body: PasswordBody, response: { 200: TwoFactorStart, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { answer } = await signedInCall(people, request, { path: '/two-factor/enable', body: { password: request.body.password } });
      setCookies(reply, answer);
      return { totp_uri: String(answer.body['totpURI']), backup_codes: codesOf(answer) };
    },
  );
  api.post(
    '/two-factor/disable',
    { config: { needs: 'nothing' }, schema: { tags, summary: 'No second factor any more', body: PasswordBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { answer, signedIn } = await signedInCall(people, request, { path: '/two-factor/disable', body: { password: request.body.password } });
      await auditSignIn(people, { event: 'twofactor.off', accountId: signedIn.account.id, address: request.ip, reason: null });
      setCookies(reply, answer);
      return { done: true as const };
    },
  );
  api.post(
    '/two-factor/backup-codes',
    { config: { needs: 'nothing' }, schema: { tags, summary: 'New backup codes; the old ones do not work any more', body: PasswordBody, response: { 200: BackupCodes, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { answer, signedIn } = await signedInCall(people, request, { path: '/two-factor/generate-backup-codes', body: { password: request.body.password } });
      await auditSignIn(people, { event: 'twofactor.backup_codes', accountId: signedIn.account.id, address: request.ip, reason: null });
      return { backup_codes: codesOf(answer) };
    },
  );
}

function passwordRoutes(api: Api, { people }: AuthMeans): void {
  api.post(
    '/request-password-reset',
    { config: { needs: 'nothing' }, schema: { tags, ...open, summary: 'Sends a link for a new password, where there is such an account; the answer does not tell', body: ResetRequestBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const answer = await passOn(people, request, { path: '/request-password-reset', body: { email: request.body.email.trim() } });
      if (answer.status !== 200) throw refused(answer);
      return { done: true as const };
    },
  );
  api.post(
    '/reset-password',
    { config: { needs: 'nothing' }, schema: { tags, ...open, summary: 'Sets a new password with the token of the mail; all sessions end', body: ResetBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const answer = await passOn(people, request, { path: '/reset-password', body: { token: request.body.token, newPassword: request.body.new_password } });
      if (answer.status !== 200) throw refused(answer);
      await auditSignIn(people, { event: 'password.reset', accountId: answer.accountId, address: request.ip, reason: null });
      return { done: true as const };
    },
  );
  api.post(
    '/change-password',
    { config: { needs: 'nothing' }, schema: { tags, summary: 'Sets a new password; all other sessions end', body: ChangePasswordBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { password: currentPassword, new_password: newPassword } = request.body;
      const { answer, signedIn } = await signedInCall(people, request, { path: '/change-password', body: { currentPassword, newPassword, revokeOtherSessions: true } });
      await auditSignIn(people, { event: 'password.change', accountId: signedIn.account.id, address: request.ip, reason: null });
      setCookies(reply, answer);
      return { done: true as const };
    },
  );
}

interface Call {
  readonly path: string;
  readonly body: object;
}

async function passOn(people: People, request: FastifyRequest, { path, body }: Call): Promise<IdentityReply> {
  return await people.identity.call({ path, body, cookie: request.headers.cookie ?? '', address: request.ip, userAgent: request.headers['user-agent'] ?? '' });
}

async function signedInCall(people: People, request: FastifyRequest, call: Call): Promise<{ answer: IdentityReply; signedIn: SignedIn }> {
  const signedIn = await people.identity.session(request.headers.cookie ?? '');
  if (signedIn === null) throw new Problem('UNAUTHENTICATED', 'Nobody is signed in with an account.');
  const answer = await passOn(people, request, call);
  if (answer.status !== 200) throw refused(answer);
  return { answer, signedIn };
}

export function setCookies(reply: FastifyReply, { cookies }: { readonly cookies: readonly string[] }): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie);
}

function codesOf(answer: IdentityReply): z.output<typeof BackupCodes>['backup_codes'] {
  const { backupCodes } = answer.body;
  return Array.isArray(backupCodes) ? backupCodes.map(String) : [];
}
