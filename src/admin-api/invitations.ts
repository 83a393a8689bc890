import type { FastifyRequest } from 'fastify';
import { actorNames } from '../companies/actor-names.ts';
import type { Company } from '../companies/company.ts';
import { accountByEmail, createAccount } from '../people/accounts.ts';
import { addMember } from '../people/change-member.ts';
import { hashPassword } from '../people/identity.ts';
import { newToken, stateOf, tokenHash } from '../people/invitation.ts';
import type { Invitation } from '../people/invitation.ts';
import { invite, listInvitations, revokeInvitation } from '../people/invite.ts';
import { listMembers } from '../people/list-members.ts';
import type { People } from '../people/people.ts';
import { rename } from '../people/rename.ts';
import { must } from '../platform/assert.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { accessIn, actorOf, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { Done, InvitationMade, InvitationView, InviteBody, OwnAccountBody, OwnNameBody } from './contract/people.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { beyondRole, doing } from './people.ts';
import { placeOf, shownPlace } from './place.ts';
import { Problem } from './problem.ts';

type Means = Pick<AdminApiOptions, 'people' | 'publicUrl'>;

export function invitationRoutes(api: Api, means: Means): void {
  const { people } = means;
  api.get(
    '/people/invitations',
    { config: { needs: 'manage_people' }, schema: { tags: ['people'], summary: 'Who was invited, the newest first', querystring: CompanyQuery, response: { 200: InvitationView.array(), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      return await inScope(request, async (tx) => {
        const invitations = await listInvitations(tx, company.id);
        const names = await actorNames(tx, company.id, invitations.map(({ invitedBy }) => invitedBy));
        return invitations.map((invitation) => viewOf(company, invitation, { names, now: people.world.clock.now() }));
      });
    },
  );
  api.post(
    '/people/invitations',
    { config: { needs: 'manage_people', answersSecret: true }, schema: { tags: ['people'], summary: 'Invites somebody by mail; the link is answered too, this once', querystring: CompanyQuery, body: InviteBody, response: { 201: InvitationMade, ...PROBLEM_RESPONSES } } },
    async (request, reply) => await reply.code(201).send(await inviting(request, means, request.body)),
  );
  api.delete(
    '/people/invitations/:id',
    { config: { needs: 'manage_people' }, schema: { tags: ['people'], summary: 'Its link opens nothing any more', params: ById, querystring: CompanyQuery, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = request.params;
      const revoked = isUuid(id) ? await inScope(request, (tx) => revokeInvitation(tx, doing(request, people), id)) : 'unknown';
      if (revoked === 'unknown') throw new Problem('NOT_FOUND', 'There is no such invitation.');
      if (revoked === 'beyond_role') throw beyondRole(request);
      if (revoked === 'accepted') throw new Problem('STATE_CONFLICT', 'It was accepted; take the member out instead.', { state: 'accepted' });
      return { done: true as const };
    },
  );
  ownAccountRoute(api, people);
  renameRoute(api, people);
}

async function inviting(request: FastifyRequest, { people, publicUrl }: Means, body: typeof InviteBody._output) {
  const company = companyOf(request);
  const [id, token, now] = [people.world.ids.next(), newToken(people.world.random), people.world.clock.now()];
  const place = placeOf(company, body);
  const account = await accountByEmail(people.accounts, body.email);
  const link = `${publicUrl ?? `${request.protocol}://${request.host}`}/invitation?token=${token}`;
  return await inScope(request, async (tx) => {
    const member = account !== null && (await listMembers(tx, company.id)).some(({ userId }) => userId === account.id);
    if (member) throw new Problem('ALREADY_THERE', 'This address belongs to the company already.');
    if ((await invite(tx, doing(request, people), { id, email: body.email, tokenHash: tokenHash(token), ...place })) !== 'invited') throw beyondRole(request);
    const made = must((await listInvitations(tx, company.id)).find((one) => one.id === id), 'an invitation that was just made is there');
    const view = viewOf(company, made, { names: new Map([[made.invitedBy, actorOf(request).name]]), now });
    await people.enqueue(tx, company.id, { template: 'invitation', to: view.email, locale: company.locale, link, validUntil: made.expiresAt, from: company.name, dedupeKey: `invitation ${id}` });
    return { ...view, link };
  });
}

function ownAccountRoute(api: Api, people: People): void {
  api.post(
    '/people/account',
    { config: { needs: 'signed_in' }, schema: { tags: ['people'], summary: 'The first account: whoever opened the sign-in link makes one for himself', querystring: CompanyQuery, body: OwnAccountBody, response: { 201: Done, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const access = accessIn(request);
      if (access.actor.kind !== 'link') throw new Problem('FORBIDDEN', 'This is for whoever opened the sign-in link. Others are invited.');
      const { name, email, password, operator } = request.body;
      if (operator && !access.operator) throw new Problem('FORBIDDEN', 'This sign-in link is for one company only.');
      const company = operator ? null : companyOf(request);
      const [userId, now] = [people.world.ids.next(), people.world.clock.now()];
      const passwordHash = await hashPassword(password);
      if (!(await createAccount(people.accounts, { id: userId, name, email, operator, passwordHash }, now))) throw new Problem('ALREADY_THERE', 'This address has an account already.');
      if (company !== null) await inScope(request, (tx) => addMember(tx, { companyId: company.id, now }, { userId, name, email, role: 'owner', staffId: null, branchIds: [] }));
      return await reply.code(201).send({ done: true });
    },
  );
}

function renameRoute(api: Api, people: People): void {
  api.patch(
    '/people/account',
    { config: { needs: 'signed_in' }, schema: { tags: ['people'], summary: 'Your own name, as colleagues see it', body: OwnNameBody, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { signedIn } = accessIn(request);
      if (signedIn === null) throw new Problem('FORBIDDEN', 'Keys and sign-in links have no account.');
      await rename(people.database, people.accounts, { userId: signedIn.account.id, name: request.body.name, now: people.world.clock.now() });
      return { done: true as const };
    },
  );
}

function viewOf(company: Company, invitation: Invitation, shown: { names: ReadonlyMap<string, string>; now: EpochMs }) {
  const { id, email, invitedBy, createdAt, expiresAt } = invitation;
  return {
    id, email, ...shownPlace(company, invitation), state: stateOf(invitation, shown.now),
    invited_by: shown.names.get(invitedBy) ?? invitedBy, created_at: iso(createdAt), expires_at: iso(expiresAt),
  };
}
