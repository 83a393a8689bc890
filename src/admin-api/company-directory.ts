import { must } from '../platform/assert.ts';
import { companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyDirectory, CompanyQuery } from './contract.ts';

/** From memory: works while the database is away. Whoever sees only some branches is shown those, and who works there. */
export function companyDirectoryRoutes(api: Api): void {
  api.get(
    '/directory',
    { config: { needs: 'read' }, schema: { tags: ['session'], summary: 'Branches, services and staff of the company', querystring: CompanyQuery, response: { 200: CompanyDirectory, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { branches, services, staff } = companyOf(request);
      const { branches: limitedTo, staffId } = must(request.access, 'the access hook ran before this route');
      const sees = (id: string): boolean => limitedTo === null || limitedTo.includes(id);
      return {
        branches: branches.filter(({ id }) => sees(id)).map(({ id, slug, name }) => ({ id, slug, name })),
        services: services.map(({ id, slug, name, minutes }) => ({ id, slug, name, minutes })),
        staff: staff.filter(({ branchIds }) => limitedTo === null || branchIds.some(sees)).map(({ id, slug, name, role, branchIds }) => ({ id, slug, name, role, branch_ids: [...branchIds] })),
        me: staffId,
      };
    },
  );
}
