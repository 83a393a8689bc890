import { newKey } from '../companies/api-key.ts';
import { addKey, companyKeys, revokeKey } from '../companies/company-keys.ts';
import type { CompanyKey } from '../companies/company-keys.ts';
import type { Company } from '../companies/company.ts';
import { must } from '../platform/assert.ts';
import { iso } from '../platform/iso.ts';
import { isUuid } from '../platform/uuid.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { ApiKeyBody, ApiKeyMade, ApiKeyView, Done } from './contract/people.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { doing } from './people.ts';
import { placeOf, shownPlace } from './place.ts';
import { Problem } from './problem.ts';

export function apiKeyRoutes(api: Api, { world }: Pick<AdminApiOptions, 'world'>): void {
  api.get(
    '/api-keys',
    { config: { needs: 'manage_keys' }, schema: { tags: ['people'], summary: 'The API keys of this company, never their text', querystring: CompanyQuery, response: { 200: ApiKeyView.array(), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      return (await inScope(request, (tx) => companyKeys(tx, company.id))).map((key) => viewOf(company, key));
    },
  );
  api.post(
    '/api-keys',
    { config: { needs: 'manage_keys', answersSecret: true }, schema: { tags: ['people'], summary: 'A new key, shown this once', querystring: CompanyQuery, body: ApiKeyBody, response: { 201: ApiKeyMade, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const company = companyOf(request);
      const { key, hash, hint } = newKey(world.random);
      const id = world.ids.next();
      const { role, staff, branch_ids: branches } = request.body;
      const { staffId, branchIds } = placeOf(company, { role, staff, branches });
      const made = await inScope(request, async (tx) => {
        await addKey(tx, doing(request, { world }), { id, role, staffId, branchIds, hash, hint });
        return must((await companyKeys(tx, company.id)).find((one) => one.id === id), 'a key that was just made is there');
      });
      return await reply.code(201).send({ ...viewOf(company, made), key });
    },
  );
  api.delete(
    '/api-keys/:id',
    { config: { needs: 'manage_keys' }, schema: { tags: ['people'], summary: 'Ends a key at once', params: ById, querystring: CompanyQuery, response: { 200: Done, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id } = request.params;
      const ended = isUuid(id) && (await inScope(request, (tx) => revokeKey(tx, doing(request, { world }), id)));
      if (!ended) throw new Problem('NOT_FOUND', 'There is no such key.');
      return { done: true as const };
    },
  );
}

function viewOf(company: Company, key: CompanyKey) {
  const { id, role, hint, createdAt, revokedAt } = key;
  return { id, ...shownPlace(company, key), role, hint, created_at: iso(createdAt), revoked_at: revokedAt === null ? null : iso(revokedAt) };
}
