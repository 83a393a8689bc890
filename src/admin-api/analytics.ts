import { bucketsOf } from '../insights/buckets.ts';
import { failsafeAnalytics } from '../insights/failsafe-analytics.ts';
import { companyOf } from './access.ts';
import { momentIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { FailsafeAnalytics, FailsafeAnalyticsQuery } from './contract/analytics.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const DEFAULT_MS = 30 * 86_400_000;
const BUCKETS_MAX = 800;
/** Counts over years of callbacks; a person waits for it, no caller does. */
const BUDGET_MS = 10_000;

export function analyticsRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/analytics/failsafe',
    { config: { needs: 'read' }, schema: { tags: ['analytics'], summary: 'What went wrong and what became of it', querystring: FailsafeAnalyticsQuery, response: { 200: FailsafeAnalytics, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { bucket, branch } = request.query;
      const now = world.clock.now();
      const to = momentIn(timeZone, request.query.to) ?? now;
      const from = momentIn(timeZone, request.query.from) ?? to - DEFAULT_MS;
      if (from >= to) throw new Problem('REQUEST_INVALID', 'from: has to be before to');
      if (bucketsOf({ from, to, bucket, timeZone }).length > BUCKETS_MAX) throw new Problem('REQUEST_INVALID', `bucket: there would be more than ${BUCKETS_MAX}; take week or month`);
      return await inScope(request, (tx) => failsafeAnalytics(tx, { companyId, timeZone, from, to, bucket, branch, now }), { budgetMs: BUDGET_MS });
    },
  );
}
