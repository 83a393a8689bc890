import { bucketsOf, type Bucket } from '../insights/buckets.ts';
import { listErrorGroups, markErrorGroup } from '../insights/error-groups.ts';
import { failsafeAnalytics } from '../insights/failsafe-analytics.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { actorOf, companyOf } from './access.ts';
import { momentIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyQuery } from './contract.ts';
import { ByFingerprint, ErrorGroup, ErrorGroupBody, ErrorGroups, ErrorGroupsQuery, FailsafeAnalytics, FailsafeAnalyticsQuery } from './contract/analytics.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const DAY_MS = 86_400_000;
const BUCKETS_MAX = 800;
/** Counts over years of callbacks; a person waits for it, no caller does. */
const BUDGET_MS = 10_000;

export function analyticsRoutes(api: Api, options: AdminApiOptions): void {
  const { world } = options;
  api.get(
    '/analytics/failsafe',
    { config: { needs: 'read' }, schema: { tags: ['analytics'], summary: 'What went wrong and what became of it', querystring: FailsafeAnalyticsQuery, response: { 200: FailsafeAnalytics, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { bucket, branch } = request.query;
      const now = world.clock.now();
      const period = periodOf(request.query, { timeZone, now, bucket, days: 30 });
      return await inScope(request, (tx) => failsafeAnalytics(tx, { companyId, timeZone, ...period, bucket, branch, now }), { budgetMs: BUDGET_MS });
    },
  );
  errorGroupRoutes(api, options);
}

function errorGroupRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/analytics/errors',
    { config: { needs: 'read' }, schema: { tags: ['analytics'], summary: 'Errors that are one, with how often they came, when, and what people said of them', querystring: ErrorGroupsQuery, response: { 200: ErrorGroups, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { state, error_type: errorType, branch } = request.query;
      const now = world.clock.now();
      const period = periodOf(request.query, { timeZone, now, bucket: 'day', days: 14 });
      const items = await inScope(request, (tx) => listErrorGroups(tx, { companyId, timeZone, ...period, state, errorType, branch, now }), { budgetMs: BUDGET_MS });
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
}

/** Throws Problem REQUEST_INVALID. */
function periodOf(given: { from?: string | undefined; to?: string | undefined }, by: { timeZone: string; now: EpochMs; bucket: Bucket; days: number }): { from: EpochMs; to: EpochMs } {
  const { timeZone, now, bucket, days } = by;
  const to = momentIn(timeZone, given.to) ?? now;
  const from = momentIn(timeZone, given.from) ?? to - days * DAY_MS;
  if (from >= to) throw new Problem('REQUEST_INVALID', 'from: has to be before to');
  if (bucketsOf({ from, to, bucket, timeZone }).length > BUCKETS_MAX) throw new Problem('REQUEST_INVALID', `from: there would be more than ${BUCKETS_MAX} days, weeks or months; take a shorter period, or longer buckets`);
  return { from, to };
}
