import { actorText } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import { permissionsOf } from '../companies/permissions.ts';
import { endSessions, listSessions } from '../people/accounts.ts';
import { auditSignIn } from '../people/audit-sign-in.ts';
import type { SignedIn } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { accessIn } from './access.ts';
import type { Access } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery, Session } from './contract.ts';
import { Done, SessionView } from './contract/people.ts';
import { shown } from './place.ts';
import { Problem } from './problem.ts';
import { signOut } from './sign-in-route.ts';
import type { SignIns } from './sign-in.ts';

export interface SessionMeans {
  readonly people: People;
  readonly signIns: SignIns;
  readonly secureCookies: boolean;
}

export function sessionRoutes(api: Api, means: SessionMeans): void {
  api.get(
    '/session',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Who is asking, what he may do, and which companies may be chosen', querystring: CompanyQuery, response: { 200: Session, ...PROBLEM_RESPONSES } } },
    async (request) => sessionOf(accessIn(request)),
  );
  api.delete(
    '/session',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Signs out', response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      await signOut(means, request, reply);
      return { done: true as const };
    },
  );
  ownSessions(api, means);
}

function ownSessions(api: Api, { people }: SessionMeans): void {
  const end = async (address: string, signedIn: SignedIn, which: { id: string } | { except: string }): Promise<number> => {
    const ended = await endSessions(people.accounts, signedIn.account.id, which);
    if (ended > 0) await auditSignIn(people, { event: 'session.end', accountId: signedIn.account.id, address, reason: null });
    return ended;
  };
  api.get(
    '/sessions',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Where you are signed in', response: { 200: SessionView.array(), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { account, sessionId } = withAccount(accessIn(request));
      const sessions = await listSessions(people.accounts, account.id, people.world.clock.now());
      return sessions.map((session) => ({
        id: session.id, current: session.id === sessionId, created_at: iso(session.createdAt), last_used_at: iso(session.updatedAt), expires_at: iso(session.expiresAt),
        address: session.address, user_agent: session.userAgent,
      }));
    },
  );
  api.delete(
    '/sessions/:id',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Ends one of your sessions', params: ById, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = request.params;
      if (!isUuid(id) || (await end(request.ip, withAccount(accessIn(request)), { id })) === 0) throw new Problem('NOT_FOUND', 'There is no such session.');
      return { done: true as const };
    },
  );
  api.delete(
    '/sessions',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Ends all of your sessions but this one', response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const signedIn = withAccount(accessIn(request));
      await end(request.ip, signedIn, { except: signedIn.sessionId });
      return { done: true as const };
    },
  );
}

function withAccount({ signedIn }: Access): SignedIn {
  if (signedIn === null) throw new Problem('FORBIDDEN', 'Keys and sign-in links have no account, and so no sessions.');
  return signedIn;
}

function sessionOf(access: Access) {
  const { role, company, companies, actor, membership, staffId, branches, signedIn } = access;
  const account = signedIn?.account ?? null;
  return {
    role,
    company: company === null ? null : viewOf(company),
    companies: companies.map(viewOf),
    signed_in_as: actor.kind,
    actor: actorText(actor),
    user: account === null ? null : { id: account.id, name: account.name, email: account.email, operator: account.operator, two_factor: account.twoFactor },
    operator: access.operator,
    membership,
    staff: company === null || staffId === null ? null : shown(company.staff, staffId),
    branches: company === null || branches === null ? null : branches.map((id) => shown(company.branches, id)),
    permissions: company === null ? [] : permissionsOf(access),
  };
}

function viewOf(company: Company): { slug: string; name: string; time_zone: string; locale: 'de' | 'en' } {
  return { slug: company.slug, name: company.name, time_zone: company.timeZone, locale: company.locale };
}
