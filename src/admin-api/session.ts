import type { Company } from '../companies/company.ts';
import { must } from '../platform/assert.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery, Session } from './contract.ts';

export function sessionRoutes(api: Api): void {
  api.get(
    '/session',
    { config: { needs: 'signed_in' }, schema: { tags: ['session'], summary: 'Who is asking, and which companies may be chosen', querystring: CompanyQuery, response: { 200: Session, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { role, company, companies } = must(request.access, 'the access hook ran before this route');
      return { role, company: company === null ? null : viewOf(company), companies: companies.map(viewOf) };
    },
  );
}

function viewOf(company: Company): { slug: string; name: string; time_zone: string; locale: 'de' | 'en' } {
  return { slug: company.slug, name: company.name, time_zone: company.timeZone, locale: company.locale };
}
