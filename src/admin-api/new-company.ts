// Adding a company: for whoever runs this installation.
import { actorText } from '../companies/actor.ts';
import { createCompany } from '../settings/create-company.ts';
import { actorOf } from './access.ts';
import { problem as problemOf, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { companiesShown } from './companies-shown.ts';
import { CompanyMade, NewCompanyBody } from './contract/new-company.ts';
import { CompanyQuery } from './contract.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';
import { notChanged } from './settings.ts';

export function newCompanyRoutes(api: Api, options: AdminApiOptions): void {
  api.post(
    '/companies',
    {
      config: { needs: 'operator' },
      schema: {
        tags: ['settings'], summary: 'Adds a company, with one branch and nothing set up; for operators', querystring: CompanyQuery, body: NewCompanyBody,
        response: { 201: CompanyMade, ...PROBLEM_RESPONSES, 422: problemOf('A place, the reason and the remedy, each; nothing was added') },
      },
    },
    async (request, reply) => {
      const { name, slug, branch = name, locale, time_zone: timeZone, region = null } = request.body;
      // what is kept under keys belongs to a company, and whoever sees several asks here for none of them
      const key = request.headers['idempotency-key'];
      const created = await createCompany(options.settings, { name, slug, branch, locale, timeZone, region, actor: actorText(actorOf(request)) }, key === undefined ? null : String(key));
      if (created.kind === 'taken') throw new Problem('ALREADY_THERE', `slug: there is a company "${slug}" already.`);
      if (created.kind === 'refused') throw notChanged(created);
      // whoever made it goes there at once, and must not be told that there is no such company
      await companiesShown(options);
      return await reply.code(201).send({ slug, name });
    },
  );
}
