import { failsafeAnalytics } from '../insights/failsafe-analytics.ts';
import { companyOf } from './access.ts';
import { ANALYTICS_BUDGET_MS, periodOf } from './analytics-period.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { FailsafeAnalytics, FailsafeAnalyticsQuery } from './contract/analytics.ts';
import { errorGroupRoutes } from './error-groups.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

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
      return await inScope(request, (tx) => failsafeAnalytics(tx, { companyId, timeZone, ...period, bucket, branch, now }), { budgetMs: ANALYTICS_BUDGET_MS });
    },
  );
  errorGroupRoutes(api, options);
}
