import { listAudit } from '../audit/list-audit.ts';
import { actorNames } from '../companies/actor-names.ts';
import { companyOf } from './access.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { AuditEntry, AuditListQuery, listOf } from './contract.ts';
import { inScope } from './in-scope.ts';

const SORT = 'audit:-seq';

export function auditRoutes(api: Api): void {
  api.get(
    '/audit',
    { config: { needs: 'audit' }, schema: { tags: ['privacy'], summary: 'Who did what, the newest first', querystring: AuditListQuery, response: { 200: listOf(AuditEntry), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { actor, action, subject_kind: subjectKind, subject_id: subjectId, limit, cursor } = request.query;
      const query = {
        companyId, actor, action, subjectKind, subjectId, limit,
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return await inScope(request, async (tx) => {
        const found = await listAudit(tx, query);
        const names = await actorNames(tx, companyId, found.items.map((entry) => entry.actor));
        return pageBody(SORT, { ...found, items: found.items.map((entry) => ({ ...entry, detail: { ...entry.detail }, actor_name: names.get(entry.actor) ?? null })) });
      });
    },
  );
}
