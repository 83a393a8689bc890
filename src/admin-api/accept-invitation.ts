// What the bearer of an invitation may ask, before he is anybody here.
import type { Directory } from '../companies/directory.ts';
import { acceptInvitation, findInvitation } from '../people/accept-invitation.ts';
import type { Account, IdentityReply } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { z } from 'zod';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import type { Attempts } from './attempts.ts';
import { setCookies } from './auth-routes.ts';
import { AcceptBody, AcceptResult, InvitationShown } from './contract/people.ts';
import { Problem } from './problem.ts';

export interface AcceptMeans {
  readonly people: People;
  readonly directory: Directory;
  /** Wrong tokens per address. */
  readonly attempts: Attempts;
}

export function acceptRoutes(api: Api, { people, directory, attempts }: AcceptMeans): void {
  const refuse = (address: string, detail: string): Problem => {
    attempts.failed(address);
    return new Problem('TOKEN_INVALID', detail);
  };
  const guard = (address: string): void => {
    if (attempts.blocked(address)) throw new Problem('TOO_MANY_ATTEMPTS', 'Too many wrong links from this address. Wait a minute.');
  };
  const nameOf = (companyId: string): string => directory.company(companyId)?.name ?? '';
  const tags = ['people'];

  api.get(
    '/people/accept-invitation',
    { config: { needs: 'nothing' }, schema: { tags, security: [], summary: 'What an invitation is for', querystring: z.object({ token: z.string().max(200) }), response: { 200: InvitationShown, ...PROBLEM_RESPONSES } } },
    async (request) => {
      guard(request.ip);
      const found = await findInvitation(people, request.query.token);
      if (found === null) throw refuse(request.ip, 'There is no such invitation.');
      if (found.state !== 'open') throw refuse(request.ip, `The invitation is ${found.state}.`);
      const { email, role, companyId } = found.invitation;
      return { company: nameOf(companyId), email, role, account_exists: found.accountExists };
    },
  );
  api.post(
    '/people/accept-invitation',
    { config: { needs: 'nothing' }, schema: { tags, security: [], summary: 'Joins the company; makes the account where there is none, and signs in to it', body: AcceptBody, response: { 200: AcceptResult, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      guard(request.ip);
      const { token, name, password } = request.body;
      const { cookie = '', 'user-agent': userAgent = '' } = request.headers;
      const signIn = async (email: string): Promise<IdentityReply> => {
        const answer = await people.identity.call({ path: '/sign-in/email', body: { email, password }, cookie: '', address: request.ip, userAgent });
        if (answer.status === 200) setCookies(reply, answer);
        return answer;
      };
      const proven = async (account: Account): Promise<boolean> => {
        if ((await people.identity.session(cookie))?.account.id === account.id) return true;
        return password !== undefined && (await signIn(account.email)).status === 200;
      };
      const accepted = await acceptInvitation(people, { token, name, password, proven });
      if (accepted.kind === 'unknown') throw refuse(request.ip, 'There is no such invitation.');
      if (accepted.kind === 'over') throw refuse(request.ip, `The invitation is ${accepted.state}.`);
      if (accepted.kind === 'account_needed') throw new Problem('REQUEST_INVALID', 'name, password: this address has no account yet');
      if (accepted.kind === 'not_proven') throw new Problem('SIGN_IN_REFUSED', 'This address has an account: send its password, or sign in first.');
      const { email, companyId, newAccount } = accepted;
      const answer = newAccount ? await signIn(email) : null;
      return { company: nameOf(companyId), email, new_account: newAccount, signed_in: answer?.status === 200 };
    },
  );
}
