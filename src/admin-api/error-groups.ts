// Errors that are one: what people say of a group, whom it hits, and what trying its bookings again would do.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { foreseeRetry } from '../booking/for-callback/foresee-retry.ts';
import type { Foreseen } from '../booking/for-callback/foresee-retry.ts';
import type { Company } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { errorGroupsIn } from '../insights/error-group-companies.ts';
import type { GroupInCompany } from '../insights/error-group-companies.ts';
import { listErrorGroups, markErrorGroup, openOfGroup } from '../insights/error-groups.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { inParallel } from '../platform/in-parallel.ts';
import { iso } from '../platform/iso.ts';
import { accessIn, actorOf, companyOf } from './access.ts';
import { ANALYTICS_BUDGET_MS, BUCKETS_MAX, DAY_MS, periodOf } from './analytics-period.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { ByFingerprint, ErrorGroup, ErrorGroupBody, ErrorGroups, ErrorGroupsQuery, GroupCompanies, GroupCompaniesQuery, RetryPreview } from './contract/analytics.ts';
import { deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const RETRIES_MAX = 500;
/** As many at a time as leave the phone calls their connections. */
const AT_A_TIME = 4;
const DAYS = 14;

export function errorGroupRoutes(api: Api, options: AdminApiOptions): void {
  const { world } = options;
  api.get(
    '/analytics/errors',
    { config: { needs: 'read' }, schema: { tags: ['analytics'], summary: 'Errors that are one, with how often they came, when, and what people said of them', querystring: ErrorGroupsQuery, response: { 200: ErrorGroups, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { state, error_type: errorType, branch } = request.query;
      const now = world.clock.now();
      const period = periodOf(request.query, { timeZone, now, bucket: 'day', days: DAYS });
      const items = await inScope(request, (tx) => listErrorGroups(tx, { companyId, timeZone, ...period, state, errorType, branch, now }), { budgetMs: ANALYTICS_BUDGET_MS });
      return { from: iso(period.from), to: iso(period.to), items };
    },
  );
  api.patch(
    '/analytics/errors/:fingerprint',
    { config: { needs: 'assign_others' }, schema: { tags: ['analytics'], summary: 'Says of a group that it is known, is to be ignored until a moment, or is new after all', params: ByFingerprint, querystring: CompanyQuery, body: ErrorGroupBody, response: { 200: ErrorGroup, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { fingerprint } = request.params;
      const { state, ignored_until: given } = request.body;
      const now = world.clock.now();
      const until = given === undefined ? null : Date.parse(given);
      if (until !== null && until <= now) throw new Problem('REQUEST_INVALID', 'ignored_until: is not in the future');
      return await inScope(request, async (tx) => {
        const marked = await markErrorGroup(tx, companyId, { fingerprint, state, until, actor: actorOf(request), now });
        // of all time: it may have been quiet for long
        const [group] = marked === 'not_found' ? [] : await listErrorGroups(tx, { companyId, timeZone, from: now - BUCKETS_MAX * DAY_MS, to: now + DAY_MS, fingerprint, now });
        if (group === undefined) throw new Problem('NOT_FOUND', 'There is no such group.');
        return group;
      });
    },
  );
  companiesRoute(api, options);
  api.get(
    '/analytics/errors/:fingerprint/retry-preview',
    { config: { needs: 'assign_others' }, schema: { tags: ['analytics'], summary: 'What trying the booking of each open callback of a group again would do; nothing is sent', params: ByFingerprint, querystring: CompanyQuery, response: { 200: RetryPreview, ...PROBLEM_RESPONSES } } },
    async (request) => await previewOf(request, options, request.params.fingerprint),
  );
}

function companiesRoute(api: Api, options: AdminApiOptions): void {
  api.get(
    '/analytics/errors/companies',
    { config: { needs: 'signed_in' }, schema: { tags: ['analytics'], summary: 'Which of the companies that this sign-in may choose are hit by the same errors, those most first', querystring: GroupCompaniesQuery, response: { 200: GroupCompanies, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const groups = await groupsOfCompanies(request, options, request.query);
      const items = new Map<string, z.input<typeof GroupCompanies>['items'][number]>();
      for (const { company_id: id, last_seen: lastSeen, ...group } of groups) {
        const { slug, name } = must(accessIn(request).companies.find((one) => one.id === id), 'only these companies were asked for');
        const item = items.get(id) ?? { company: { slug, name }, groups: [] };
        item.groups.push({ ...group, last_seen: iso(lastSeen) });
        items.set(id, item);
      }
      return { items: [...items.values()] };
    },
  );
}

/**
 * As GET /companies does it: those whom he sees as a whole in one go, by the machine; of whose branches he sees only some, in a
 * transaction that shows no more of it.
 */
async function groupsOfCompanies(request: FastifyRequest, { database, world }: AdminApiOptions, query: z.output<typeof GroupCompaniesQuery>): Promise<GroupInCompany[]> {
  const access = accessIn(request);
  // one period for all, by the clock of the first: a day more or less at its edge is no matter here
  const timeZone = access.company?.timeZone ?? access.companies[0]?.timeZone ?? 'UTC';
  const asked = { fingerprints: query.fingerprint, ...periodOf(query, { timeZone, now: world.clock.now(), bucket: 'day', days: DAYS }) };
  const isWhole = (company: Company): boolean => access.asIn(company).branches === null;
  const whole = access.companies.filter(isWhole).map(({ id }) => id);
  const groups = whole.length === 0 ? [] : await database.asMachine((tx) => errorGroupsIn(tx, { companyIds: whole, ...asked }), { budgetMs: ANALYTICS_BUDGET_MS });
  for (const company of access.companies.filter((one) => !isWhole(one))) {
    request.access = access.asIn(company);
    groups.push(...(await inScope(request, (tx) => errorGroupsIn(tx, { companyIds: [company.id], ...asked }))));
  }
  request.access = access;
  return groups;
}

async function previewOf(request: FastifyRequest, { world, calendars }: AdminApiOptions, fingerprint: string): Promise<z.input<typeof RetryPreview>> {
  const desk = deskOf(request, world);
  const ids = await inScope(request, (tx) => openOfGroup(tx, desk.company.id, { fingerprint, limit: RETRIES_MAX + 1 }));
  const transact = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => await inScope(request, work);
  const foreseen = await inParallel(ids.slice(0, RETRIES_MAX), AT_A_TIME, async (callbackId) => await transact((tx) => foreseeRetry(tx, { world, calendars, desk, callbackId, transact })));
  return { items: foreseen.filter((one) => one !== null).map((one) => bodyOf(one, desk.company)), more: ids.length > RETRIES_MAX };
}

function bodyOf(one: Foreseen, { timeZone }: Company): z.input<typeof RetryPreview>['items'][number] {
  return {
    id: one.id, result: one.kind, customer_name: one.customerName, service: one.serviceName, start: one.startAt === null ? null : isoInZone(one.startAt, timeZone),
    missing: one.kind === 'incomplete' ? [...one.missing] : [], claimed_by_name: one.kind === 'claimed' ? one.by : null,
  };
}
