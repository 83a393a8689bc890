import { listAppointments } from '../booking/list-appointments.ts';
import { callbacksAround } from '../callbacks/related-callbacks.ts';
import { readCallDetail } from '../calls/call-detail.ts';
import { listCalls } from '../calls/list-calls.ts';
import { listWishes } from '../wishes/list-wishes.ts';
import { companyOf, may } from './access.ts';
import { idOf, momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { callbackItem } from './callback-item.ts';
import { ById, Call, CallListQuery, CompanyQuery, listOf } from './contract.ts';
import { CallDetail } from './contract/customers.ts';
import { inScope } from './in-scope.ts';
import { SORTS } from './list-sorts.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = SORTS.calls;
/** No call holds as many wishes or appointments. */
const OF_ONE_CALL = 200;

export function callRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/calls',
    { config: { needs: 'read' }, schema: { tags: ['calls'], summary: 'Calls, the newest first', querystring: CallListQuery, response: { 200: listOf(Call), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { branch, q, outcome, customer_id: customerId, retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, branch, q, outcome, customerId, retellCallId, limit,
        withTranscript: may(request, 'transcripts'),
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listCalls(tx, query)));
    },
  );
  api.get(
    '/calls/:id',
    { config: { needs: 'read' }, schema: { tags: ['calls'], summary: 'What was said in a call, what the agent asked, and what was stored', params: ById, querystring: CompanyQuery, response: { 200: CallDetail, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const id = idOf(request, 'call');
      const withTranscript = may(request, 'transcripts');
      return await inScope(request, async (tx) => {
        const call = await readCallDetail(tx, { companyId, id, withTranscript });
        if (call === null) throw new Problem('NOT_FOUND', 'There is no such call.');
        const { items: wishes } = await listWishes(tx, { companyId, callId: id, limit: OF_ONE_CALL, after: null });
        const { items: appointments } = await listAppointments(tx, { companyId, callId: id, limit: OF_ONE_CALL, after: null });
        const callbacks = await callbacksAround(tx, { companyId, now: world.clock.now(), callId: id, wishIds: wishes.map((wish) => wish.id) });
        return {
          ...call,
          functions: call.functions.map((called) => ({ ...called, answer: called.answer === null ? null : { ...called.answer } })),
          wishes: [...wishes], appointments: [...appointments], callbacks: callbacks.map(callbackItem),
        };
      });
    },
  );
}
