import { listCalls } from '../calls/list-calls.ts';
import { companyOf } from './access.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Call, CallListQuery, listOf } from './contract.ts';
import type { AdminApiOptions } from './options.ts';

const SORT = 'calls:-created_at';

export function callRoutes(api: Api, { database }: AdminApiOptions): void {
  api.get(
    '/calls',
    { schema: { tags: ['calls'], summary: 'Calls, the newest first', querystring: CallListQuery, response: { 200: listOf(Call), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, retellCallId, limit,
        withTranscript: request.access?.role !== 'viewer',
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await database.inCompany(companyId, (tx) => listCalls(tx, query)));
    },
  );
}
