// Who belongs to the company, and who was asked to.
import { changeMember, removeMember } from '../people/change-member.ts';
import type { Doing, MemberRefusal } from '../people/change-member.ts';
import { accountsById } from '../people/accounts.ts';
import { listMembers } from '../people/list-members.ts';
import type { ListedMember } from '../people/list-members.ts';
import type { Account } from '../people/identity.ts';
import { mayBeLimited } from '../people/member.ts';
import type { People } from '../people/people.ts';
import type { Company } from '../companies/company.ts';
import type { FastifyRequest } from 'fastify';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { accessIn, actorOf, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { Done, MemberChange, MemberView } from './contract/people.ts';
import { inScope } from './in-scope.ts';
import { placeOf, shownPlace } from './place.ts';
import { Problem } from './problem.ts';

export function memberRoutes(api: Api, people: People): void {
  api.get(
    '/people/members',
    { config: { needs: 'manage_people' }, schema: { tags: ['people'], summary: 'Who belongs to this company', querystring: CompanyQuery, response: { 200: MemberView.array(), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const members = await inScope(request, (tx) => listMembers(tx, company.id));
      const accounts = await accountsById(people.accounts, members.map(({ userId }) => userId));
      return members.map((member) => viewOf(company, member, accounts.get(member.userId) ?? null));
    },
  );
  api.patch(
    '/people/members/:id',
    { config: { needs: 'manage_people' }, schema: { tags: ['people'], summary: 'Changes what somebody is in this company', params: ById, querystring: CompanyQuery, body: MemberChange, response: { 200: MemberView, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const userId = userIdOf(request);
      const member = await inScope(request, async (tx) => {
        const before = (await listMembers(tx, company.id)).find((one) => one.userId === userId);
        if (before === undefined) throw refusal('unknown');
        const { role = before.role, staff = before.staffId } = request.body;
        const branches = request.body.branches ?? (mayBeLimited(role) ? before.branchIds : []);
        const changed = await changeMember(tx, doing(request, people), { userId, ...placeOf(company, { role, staff, branches }) });
        if (changed !== 'changed') throw refusal(changed);
        return (await listMembers(tx, company.id)).find((one) => one.userId === userId) ?? before;
      });
      return viewOf(company, member, (await accountsById(people.accounts, [userId])).get(userId) ?? null);
    },
  );
  api.delete(
    '/people/members/:id',
    { config: { needs: 'manage_people' }, schema: { tags: ['people'], summary: 'Takes somebody out of this company; the account stays', params: ById, querystring: CompanyQuery, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const userId = userIdOf(request);
      const removed = await inScope(request, (tx) => removeMember(tx, doing(request, people), userId));
      if (removed !== 'removed') throw refusal(removed);
      return { done: true as const };
    },
  );
}

export function doing(request: FastifyRequest, { world }: Pick<People, 'world'>): Doing {
  return { companyId: companyOf(request).id, actor: actorOf(request), now: world.clock.now() };
}

export function beyondRole(request: FastifyRequest): Problem {
  return new Problem('FORBIDDEN', `This needs the role owner; yours is ${accessIn(request).role}. Managers invite and change staff and viewers.`);
}

function refusal(why: MemberRefusal): Problem {
  switch (why) {
    case 'unknown': return new Problem('NOT_FOUND', 'There is no such person in this company.');
    case 'beyond_role': return new Problem('FORBIDDEN', 'This needs the role owner. Managers change staff and viewers.');
    case 'last_owner': return new Problem('LAST_OWNER', 'This is the last owner of the company.');
    case 'staff_taken': return new Problem('ALREADY_THERE', 'Somebody else is this member of staff.');
  }
}

function userIdOf(request: { readonly params: { readonly id: string } }): string {
  if (!isUuid(request.params.id)) throw refusal('unknown');
  return request.params.id;
}

function viewOf(company: Company, member: ListedMember, account: Account | null) {
  return { id: member.userId, name: member.name, email: member.email, ...shownPlace(company, member), two_factor: account?.twoFactor ?? false, since: iso(member.since) };
}
