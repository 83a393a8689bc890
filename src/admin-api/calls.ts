import { listCalls } from '../calls/list-calls.ts';
import { companyOf, may } from './access.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Call, CallListQuery, listOf } from './contract.ts';
import { inScope } from './in-scope.ts';

const SORT = 'calls:-created_at';

export function callRoutes(api: Api): void {
  api.get(
    '/calls',
    { config: { needs: 'read' }, schema: { tags: ['calls'], summary: 'Calls, the newest first', querystring: CallListQuery, response: { 200: listOf(Call), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, retellCallId, limit,
        withTranscript: may(request, 'transcripts'),
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listCalls(tx, query)));
    },
  );
}
